"""What a new process waits for: imports, and the first call with and without the disk cache."""

import os
import subprocess
import sys
import tempfile

# A first call: 200 rows and 40,000 are left to NumPy, 200,000 need the kernels.
CALL = """
import numpy as np
from {library}.over_sampling import SMOTE
rng = np.random.default_rng(0)
X = rng.normal(size=({n}, 8)).astype("float32")
SMOTE(random_state=0).fit_resample(X, np.arange({n}) < {n} // 4)
"""


class Import:
    """A new interpreter and one import."""

    def timeraw_import_fastsmote(self) -> str:
        return "import fastsmote"

    def timeraw_import_sampler(self) -> str:
        return "from fastsmote.over_sampling import SMOTE"

    def timeraw_import_sklearn_base(self) -> str:
        return "import sklearn.base"

    def timeraw_import_imblearn_sampler(self) -> str:
        return "from imblearn.over_sampling import SMOTE"


class FirstCall:
    """A new interpreter, imports and the first ``fit_resample``."""

    param_names = ("library", "n_samples")
    params = (("fastsmote", "imblearn"), (200, 40_000, 200_000))
    number = 1
    warmup_time = 0

    def setup(self, library: str, n_samples: int) -> None:
        self.code = CALL.format(library=library, n=n_samples)
        self.warm = tempfile.TemporaryDirectory()
        self.run(self.warm.name)

    def teardown(self, library: str, n_samples: int) -> None:
        self.warm.cleanup()

    def run(self, cache: str) -> None:
        environment = os.environ | {"NUMBA_CACHE_DIR": cache}
        subprocess.run([sys.executable, "-c", self.code], check=True, env=environment)

    def time_with_warm_cache(self, *_: object) -> None:
        self.run(self.warm.name)

    def time_with_cold_cache(self, *_: object) -> None:
        with tempfile.TemporaryDirectory() as cold:
            self.run(cold)

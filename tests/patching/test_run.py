"""``fastsmote run`` beside Python itself: what a program finds, and what it leaves behind."""

import py_compile
import re
import signal
import subprocess
import sys
import textwrap
import zipfile
from dataclasses import dataclass

import pytest

from tests.cli.conftest import SCRIPT, plain_environment
from tests.environment.process import ROOT

PYTHON = [sys.executable]
RUN = [sys.executable, "-m", "fastsmote", "run"]


@dataclass
class Outcome:
    code: int
    out: str
    err: str


def run(command, folder, *arguments, stdin="", **environment):
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=plain_environment() | {"PYTHONPATH": str(ROOT)} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def write(folder, **files):
    """Write Python files; a double underscore in a name is a folder's end."""
    for name, code in files.items():
        path = folder / (name.replace("__in__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(code))


def assert_same(folder, *arguments, **options):
    """Both run alike; Python's own frames before those of a module are left out."""
    expected = run(PYTHON, folder, *arguments, **options)
    outcome = run(RUN, folder, *arguments, **options)
    expected.err = re.sub(r'  File ".*(<frozen runpy>".*|runpy\.py".*\n.*)\n', "", expected.err)
    assert outcome == expected
    return outcome


LOOK = """
    import sys
    print(sys.argv, sys.path[0], __name__, __file__, __package__, __doc__, __builtins__)
    print(__spec__ and __spec__.name, type(__loader__).__name__, sys.modules["__main__"].__file__)
    print(sorted(set(globals()) - {"__cached__"}))
    if __name__ == "__main__":
        import beside
        print(beside.name, sys.excepthook is sys.__excepthook__)
"""
BESIDE = 'name = "beside"'


@pytest.mark.parametrize(
    "arguments",
    [[], ["-v", "--help", "-m", "x"], ["--", "-x"], ["a b", ""]],
    ids=["none", "options", "dashes", "spaces"],
)
def test_what_a_script_finds(tmp_path, arguments):
    write(tmp_path, folder__in__look=LOOK, folder__in__beside=BESIDE)
    outcome = assert_same(tmp_path, "folder/look.py", *arguments)
    assert outcome.code == 0, outcome
    assert outcome.out.startswith(f"{['folder/look.py', *arguments]} {tmp_path / 'folder'} ")


def test_how_a_script_is_named(tmp_path):
    write(tmp_path, folder__in__look=LOOK, folder__in__beside=BESIDE)
    for name in ("./folder/look.py", "folder/../folder/look.py", f"{tmp_path}/folder/look.py"):
        assert assert_same(tmp_path, name).code == 0


def test_a_compiled_script(tmp_path):
    write(tmp_path, look=LOOK, beside=BESIDE)
    py_compile.compile(str(tmp_path / "look.py"), str(tmp_path / "alone.pyc"))
    assert assert_same(tmp_path, "alone.pyc", "a").code == 0


def test_modules_of_the_program_are_not_those_of_the_command(tmp_path):
    write(tmp_path, typer="name = 'its own'", rich="1 / 0", click="1 / 0", shlex="1 / 0")
    write(tmp_path, script="import typer\nprint(typer.name)\nimport rich")
    assert assert_same(tmp_path, "script.py").out == "its own\n"
    assert "division by zero" in assert_same(tmp_path, "-m", "rich").err


@pytest.mark.parametrize("option", [["-m", "package.look"], ["-mpackage.look"], ["-m", "package"]])
def test_what_a_module_finds(tmp_path, option):
    write(tmp_path, package__in____init__="", package__in__look=LOOK, beside=BESIDE)
    write(tmp_path, package__in____main__=LOOK)
    outcome = assert_same(tmp_path, *option, "-v", "--version")
    assert outcome.code == 0, outcome
    assert "package" in outcome.out


def test_a_folder_and_an_archive(tmp_path):
    write(tmp_path, folder__in____main__=LOOK, folder__in__beside=BESIDE)
    assert assert_same(tmp_path, "folder", "a").code == 0
    with zipfile.ZipFile(tmp_path / "archive.pyz", "w") as archive:
        for name in ("__main__.py", "beside.py"):
            archive.write(tmp_path / "folder" / name, name)
    assert assert_same(tmp_path, "archive.pyz", "a").code == 0


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.exit(3)",
        "import sys; sys.exit()",
        "import sys; sys.exit('the end')",
        "import sys; sys.exit(['a', 1])",
        "raise SystemExit(True)",
        "import os; os._exit(7)",
        "def fail():\n    1 / 0\nfail()",
        "try:\n    1 / 0\nexcept ValueError:\n    pass",
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise KeyError from error",
        "raise EOFError",
        "raise BrokenPipeError(32, 'Broken pipe')",
        "import nothing_of_this_name",
        "x = (",
        "print('caf\\xe9')\nraise KeyboardInterrupt",
        "import sys\nsys.excepthook = lambda *a: print(a[:2], a[1].__traceback__ is a[2])\n1 / 0",
        "import threading\nthreading.Thread(target=lambda: print(__name__)).start()",
        "import atexit\natexit.register(print, 'at the end')\n1 / 0",
        "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)",
        "import warnings\nwarnings.warn('mine')",
    ],
)
def test_how_a_script_ends(tmp_path, code):
    (tmp_path / "end.py").write_text(code)
    outcome = assert_same(tmp_path, "end.py")
    if "KeyboardInterrupt" in code:
        assert outcome.code == -signal.SIGINT
    (tmp_path / "ends").mkdir()
    (tmp_path / "ends" / "__init__.py").write_text("")
    (tmp_path / "ends" / "end.py").write_text(code)
    assert_same(tmp_path, "-m", "ends.end")


def test_input_is_the_programs(tmp_path):
    write(tmp_path, read="import sys\nprint(input(), sys.stdin.read())")
    outcome = assert_same(tmp_path, "read.py", stdin="first\nsecond\nthird")
    assert outcome.out == "first second\nthird\n"


def test_processes_of_the_program(tmp_path):
    code = """
        import multiprocessing, sys

        def work(number):
            return __name__, number * 2, sys.argv

        if __name__ == "__main__":
            for method in ("spawn", "fork"):
                with multiprocessing.get_context(method).Pool(2) as pool:
                    print(pool.map(work, [1, 2]))
    """
    write(tmp_path, script=code, package__in____init__="", package__in__module=code)
    assert "('__mp_main__', 4" in assert_same(tmp_path, "script.py", "a").out
    assert "('__mp_main__', 4" in assert_same(tmp_path, "-m", "package.module", "a").out


def test_main_can_be_pickled_and_inspected(tmp_path):
    code = """
        import inspect, pickle
        class Mine: pass
        print(type(pickle.loads(pickle.dumps(Mine()))) is Mine, inspect.getsource(Mine))
    """
    write(tmp_path, script=code)
    assert assert_same(tmp_path, "script.py").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nothing.py"], 2, "'nothing.py' does not exist; expected a Python script, or -m"),
        (["-m"], 2, "-m is given without MODULE"),
        (["-m", "nothing"], 1, "No module named nothing"),
        (["-m", "nothing.more"], 1, "No module named nothing.more"),
        (["-m", "package"], 1, "'package' is a package and cannot be directly executed"),
        (["package"], 1, "can't find '__main__' module in 'package'"),
        ([], 2, "Missing argument 'PROGRAM'"),
        (["-x", "script.py"], 2, "No such option: -x"),
    ],
)
def test_mistakes(tmp_path, arguments, code, message):
    write(tmp_path, package__in____init__="", script="print('ran')")
    outcome = run(RUN, tmp_path, *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in " ".join(outcome.err.split())
    assert "Traceback" not in outcome.err


SAMPLE = """
    import sys
    assert "imblearn" not in sys.modules
    from imblearn.over_sampling import SMOTE, RandomOverSampler

    class Mine(SMOTE):
        def _make_samples(self, *arguments, **options):
            return super()._make_samples(*arguments, **options)

    X = [[number**1.1] for number in range(30)]  # no two neighbors equally far
    y = [0] * 20 + [1] * 10
    for sampler in (SMOTE(random_state=0), Mine(random_state=0), RandomOverSampler(random_state=0)):
        X_resampled, y_resampled = sampler.fit_resample(X, y)
        print([round(row[0], 9) for row in X_resampled])
"""


def test_a_program_that_resamples(tmp_path):
    write(tmp_path, sample=SAMPLE)
    outcome = assert_same(tmp_path, "sample.py")
    assert outcome.err == ""
    told = run(RUN, tmp_path, "-v", "sample.py")
    assert (told.code, told.out) == (0, outcome.out)
    assert "replaced in imbalanced-learn 0.1" in told.err
    assert re.search(r"\n  SMOTE: once, \d\.\d{3} s in all\n", told.err)
    assert re.search(r"\n  RandomOverSampler: once, \d\.\d{3} s in all\n", told.err)
    assert "\n  SMOTE: once, as Mine has _make_samples of its own\n" in told.err
    assert "\n  RandomUnderSampler: always, as it searches nothing\n" in told.err


def test_verbose_keeps_the_exit_code(tmp_path):
    write(tmp_path, end="import sys\nsys.exit(5)")
    outcome = run(RUN, tmp_path, "--verbose", "end.py")
    assert outcome.code == 5
    assert "none of them was used" in outcome.err


def test_the_command_itself(tmp_path):
    write(tmp_path, look=LOOK, beside=BESIDE)
    expected = run(PYTHON, tmp_path, "look.py", "-v")
    assert run([*SCRIPT, "run"], tmp_path, "look.py", "-v") == expected


def test_a_safe_path_stays_as_it_is(tmp_path):
    if sys.version_info < (3, 11):
        return  # has no such option
    write(tmp_path, look="import sys\nprint(sys.path)", beside=BESIDE)
    expected = run([*PYTHON, "-P"], tmp_path, "look.py")
    assert run([*PYTHON, "-P", "-m", "fastsmote", "run"], tmp_path, "look.py") == expected


def test_without_imblearn(tmp_path):
    write(tmp_path, script="print('ran')")
    write(tmp_path, hidden__in__sitecustomize="import sys\nsys.modules['imblearn'] = None")
    outcome = run(RUN, tmp_path, "script.py", PYTHONPATH=f"{ROOT}:{tmp_path / 'hidden'}")
    assert (outcome.code, outcome.out) == (1, "")
    assert "needs imbalanced-learn: pip install" in outcome.err

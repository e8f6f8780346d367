"""Options of fit_resample in pipelines: passed on where they are requested, and nowhere else."""

import imblearn.over_sampling
import numpy as np
import pandas as pd
import pytest
from imblearn.pipeline import make_pipeline
from sklearn import config_context
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from fastsmote.combine import SMOTETomek
from fastsmote.over_sampling import SMOTE
from fastsmote.under_sampling import TomekLinks
from tests.environment.process import run_python
from tests.samplers.options import ALL, COMBINATIONS, OVER_SAMPLERS, W, X, Y


@pytest.fixture
def _routing():
    with config_context(enable_metadata_routing=True):
        yield


def options_of(sampler) -> set[str]:
    names = {"sample_weight", "keep_index"}
    if sampler in OVER_SAMPLERS or sampler in COMBINATIONS:
        names.add("provenance")
    if sampler in OVER_SAMPLERS:
        names.add("synthetic_only")
    return names


@pytest.mark.parametrize("sampler", ALL, ids=str)
def test_options_are_known_and_not_requested(sampler):
    requests = sampler.get_metadata_routing().fit_resample.requests
    assert requests == dict.fromkeys(options_of(sampler), False)


@pytest.mark.usefixtures("_routing")
def test_weights_for_another_step_go_past_a_sampler():
    def fitted(sampler):
        scaler = StandardScaler().set_fit_request(sample_weight=True)
        model = LogisticRegression().set_fit_request(sample_weight=False)
        return make_pipeline(scaler, sampler, model).fit(X, Y, sample_weight=W).predict_proba(X)

    theirs = fitted(imblearn.over_sampling.SMOTE(random_state=0))
    np.testing.assert_allclose(fitted(SMOTE(random_state=0)), theirs, rtol=1e-9)


@pytest.mark.usefixtures("_routing")
@pytest.mark.parametrize("sampler", [SMOTE(random_state=0), SMOTETomek(random_state=0)], ids=str)
def test_requested_options_are_passed_on(sampler):
    sampler = clone(sampler).set_fit_resample_request(provenance=True, keep_index="with_index")
    pipeline = make_pipeline(clone(sampler), LogisticRegression())
    frame = pd.DataFrame(X, columns=list("abcd"))
    pipeline.fit(frame, Y, provenance=True, with_index=True)
    assert len(pipeline[0].seed_indices_) == pipeline[0].synthetic_mask_.sum()
    with pytest.raises(ValueError, match="keep_index=True needs a pandas object"):
        pipeline.fit(X, Y, with_index=True)
    with pytest.raises(TypeError, match="keep_index"):
        pipeline.fit(X, Y, keep_index=True)  # under its own name it is nobody's


@pytest.mark.usefixtures("_routing")
def test_weights_at_the_end_of_a_pipeline():
    sampler = SMOTE(random_state=0)
    expected = clone(sampler).fit_resample(X, Y, sample_weight=W)
    pipeline = make_pipeline(TomekLinks(sampling_strategy=[]), sampler)
    sampler.set_fit_resample_request(sample_weight=True)
    for left, right in zip(pipeline.fit_resample(X, Y, sample_weight=W), expected, strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.usefixtures("_routing")
def test_weights_in_the_middle_have_no_place():
    # imbalanced-learn takes two values from a sampler; the README says so
    sampler = SMOTE().set_fit_resample_request(sample_weight=True)
    model = LogisticRegression().set_fit_request(sample_weight=False)
    pipeline = make_pipeline(sampler, model)
    with pytest.raises(ValueError, match="too many values to unpack"):
        pipeline.fit(X, Y, sample_weight=W)


@pytest.mark.usefixtures("_routing")
def test_unknown_option():
    with pytest.raises(TypeError, match="synthetic_only"):
        TomekLinks().set_fit_resample_request(synthetic_only=True)


def test_routing_that_is_off():
    with pytest.raises(RuntimeError, match="enable_metadata_routing=True"):
        SMOTE().set_fit_resample_request(keep_index=True)


def test_order_of_imports(tmp_path):
    code = """
        import sklearn
        from fastsmote.over_sampling import SMOTE

        sklearn.set_config(enable_metadata_routing=True)
        try:
            SMOTE().set_fit_resample_request(provenance=True)
        except RuntimeError as error:
            assert "Import imblearn first" in str(error)
        else:
            raise AssertionError

        from imblearn.pipeline import make_pipeline

        sampler = SMOTE().set_fit_resample_request(provenance=True)
        X, y = [[float(i)] for i in range(30)], [0] * 10 + [1] * 20
        make_pipeline(sampler).fit_resample(X, y, provenance=True)
        assert len(sampler.seed_indices_) == 10
        try:
            sampler.set_fit_resample_request(seed=True)
        except TypeError as error:
            message = "fit_resample has no option seed; it has keep_index, provenance, sample_w"
            assert message in str(error), error
        else:
            raise AssertionError
    """
    run_python(code, tmp_path)

"""Processes that are sent a sampler."""

from tests.environment.process import run_python


def test_spawned_processes_follow(tmp_path):
    code = """
        import multiprocessing
        import os
        import fastsmote
        from imblearn.over_sampling import SMOTE
        from imblearn.pipeline import make_pipeline

        def look(sampler):
            from fastsmote.patching.requests import patched_names
            return patched_names(), os.getpid()

        def make(_):
            return SMOTE(k_neighbors=3)

        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                here = os.getpid()
                names, there = pool.apply(look, (SMOTE(),))
                assert names == [] and there != here, names
                with fastsmote.patch_imblearn(["SMOTE", "ADASYN"]):
                    assert pool.apply(look, (None,))[0] == []
                    sent = make_pipeline(SMOTE())
                    assert pool.apply(look, (sent,))[0] == ["ADASYN", "SMOTE"]
                    assert pool.apply(look, (None,))[0] == ["ADASYN", "SMOTE"]
                    back = pool.apply(make, (None,))
                assert type(back) is SMOTE and back.k_neighbors == 3
                assert pool.apply(make, (None,)).k_neighbors == 3
                assert not fastsmote.is_patched()  # what comes back brings no patch
                assert pool.apply(look, (SMOTE(),))[0] == []
    """
    run_python(code, tmp_path)


def test_within_one_process_nothing_follows(tmp_path):
    code = """
        import multiprocessing
        import fastsmote
        from imblearn.over_sampling import SMOTE

        if __name__ == "__main__":
            queue = multiprocessing.SimpleQueue()
            with fastsmote.patch_imblearn():
                queue.put(SMOTE(k_neighbors=3))
            assert queue.get().k_neighbors == 3
            assert not fastsmote.is_patched()
    """
    run_python(code, tmp_path)

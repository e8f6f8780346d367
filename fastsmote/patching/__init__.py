"""Programs that say ``imblearn`` run on fastsmote's kernels, unchanged.

imbalanced-learn's classes stay what they are, in place: only their ``fit_resample`` is exchanged
for one that hands the data to fastsmote's class of the same name. So all that a program may do with
a class holds as before: names that were bound before, in the program or within imbalanced-learn,
subclasses, ``isinstance``, ``clone``, ``get_params``, ``repr``, pickles. ::

    table       which class of imbalanced-learn's, and fastsmote's for it
    requests    who asked for the patch, what is patched now, and the lock around both
    importing   a call back once a module is there: imbalanced-learn may come later, or never
    swapping    one class: exchange ``fit_resample``, put it back
    delegation  one call: what fastsmote can do, imbalanced-learn's own method for the rest
    usage       how often, how long, and what was declined
    workers     processes that are sent a sampler are patched like their sender
    versions    whether imbalanced-learn is there, of a version that was tested
    programs    run a script or module as Python does

Nothing here imports imbalanced-learn, scikit-learn or NumPy before the program does.
"""

from fastsmote.patching.requests import Patch, is_patched, patch_imblearn, unpatch_imblearn

__all__ = ["Patch", "is_patched", "patch_imblearn", "unpatch_imblearn"]

"""NumPy twins: the same answers by the shortest code that can be read at a glance.

Nothing here imports fastsmote: a twin that shared code with what it checks would share its faults.
"""

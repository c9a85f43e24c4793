"""Tables at the speed of columns: work in partitions, on several cores or machines.

Work is shared out behind Python's own interface for that, :class:`Executor` of
:mod:`concurrent.futures`: processes of our own, a cluster, or what a caller brings.
"""

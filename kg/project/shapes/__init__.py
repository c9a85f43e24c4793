"""SHACL shapes: what they are, who runs them, and what they object to.

Two engines give one kind of result: the ``shacl`` wheel, which is quick, and pySHACL,
which is the reference and runs wherever the wheel is not to be had.
"""

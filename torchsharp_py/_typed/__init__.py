"""Typed views: a Python signature is compared with a schema once, where the view is made.

Calls are those of the untyped objects, which a type checker sees through ``_C.pyi``.
"""

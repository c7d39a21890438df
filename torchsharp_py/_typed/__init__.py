"""Typed views: a Python signature is compared with a schema once, when the view is made.

A view is the untyped object itself; ``_C.pyi`` gives it its type for type checkers.
"""

"""Python's side of :class:`torchsharp_py.jit.ScriptModule`, by subject.

The extension has the work, the functions here have the signatures. None of them imports torch
before it is needed.
"""

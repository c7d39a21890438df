"""Python's side of :class:`torchsharp_py.jit.ScriptModule`, by subject.

Each file has a mixin class whose methods ``install.py`` copies into the extension's class. The
extension does the work; the methods here have the signatures. None imports torch before it must.
"""

"""Modules made by Python's TorchScript frontend: what ``jit.script`` and ``jit.trace`` do.

All but ``api`` imports torch, and is imported when the first of those functions is called.
"""

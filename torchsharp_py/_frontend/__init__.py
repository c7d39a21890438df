"""``jit.script`` and ``jit.trace``: modules from Python's TorchScript frontend.

All files except ``api`` import torch. They are imported by the first call of those functions.
"""

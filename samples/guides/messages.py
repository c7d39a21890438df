"""What operators and models say is heard by Python's own means."""

import contextlib
import io
import warnings

import torch

from torchsharp_py import jit

SOURCE = """
import warnings

def f(x):
    warnings.warn("the input is short")
    print("size", x.size(0))
    return x.std()
"""

out = io.StringIO()
with warnings.catch_warnings(record=True) as heard, contextlib.redirect_stdout(out):
    warnings.simplefilter("always")
    jit.compile(SOURCE).f(torch.ones(1))
print(out.getvalue().strip())  # size 1
print(heard[0].message)  # the input is short
print("degrees of freedom" in str(heard[1].message))  # True

with warnings.catch_warnings(), contextlib.redirect_stdout(out):
    warnings.simplefilter("error")
    try:
        jit.compile(SOURCE).f(torch.ones(1))
    except UserWarning as warning:
        failure = warning
print("failed:", failure)  # failed: the input is short

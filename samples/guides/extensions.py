"""Quantized models, and libraries of operators."""

import warnings

import torch
from torch import nn

from torchsharp_py import jit, ops

# Python quantizes and saves the model.
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2)).eval()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # torch warns that this API is deprecated
    small = torch.ao.quantization.quantize_dynamic(net, {nn.Linear}, dtype=torch.qint8)
    torch.jit.script(small).save("quantized.pt")

x = torch.rand(4, 8)
quantized = jit.load("quantized.pt")
print(torch.equal(quantized(x), small(x)))  # True
print("quantized::linear_dynamic" in quantized.inlined_graph)  # True

# Load a library of operators before the models that use them.
try:
    ops.load_library("./libmy_ops.so")
except FileNotFoundError as error:
    print(type(error).__name__)  # ModelNotFoundError

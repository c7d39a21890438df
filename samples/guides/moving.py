"""Training mode, devices, dtypes and copies of modules."""

import copy

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")

m.eval()
print(m.training)  # False

# The module changes in place and is returned. Integer tensors keep their dtype.
p = m.get_parameter("p")
print(m.half() is m, p.dtype)  # True torch.float16
print(m.to("cpu", torch.float64).get_parameter("p").dtype)  # torch.float64
try:
    m.to("cuda:99")
except RuntimeError as error:
    print(type(error).__name__)  # DeviceError

# A copy shares the tensors, a deep copy has new ones; each copy has its own training mode.
shallow, deep = copy.copy(m), copy.deepcopy(m)
with torch.no_grad():
    m.get_parameter("p").zero_()
print(shallow.get_parameter("p").sum().item() == 0)  # True
print(deep.get_parameter("p").sum().item() == 0)  # False
shallow.train()
print(m.training, shallow.training)  # False True

# Gradients are removed, or filled with zeros.
m.predict(torch.ones(10)).sum().backward()
m.zero_grad(set_to_none=False)
print(m.get_parameter("p").grad.sum().item())  # 0.0

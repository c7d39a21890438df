"""From torch.jit: another import, and both sides of one module."""

import torch

from torchsharp_py import ScriptTypeError, jit

m = jit.load("sample.pt")  # was torch.jit.load("sample.pt")
x, y = torch.ones(2), torch.ones(2)
print(m(x, y)[0])  # tensor([2., 2.])
print(m.add_scalar(x, i=2))  # tensor([3., 3.])
print(isinstance(m, torch.jit.ScriptModule), len(list(m.parameters())))  # True 1

# One module on both sides, without a copy.
theirs = m.to_torch()
ours = jit.wrap(torch.jit.load("sample.pt"))
with torch.no_grad():
    theirs.p.zero_()
print(m.predict(torch.ones(10)).sum())  # tensor(10., grad_fn=<SumBackward0>)
print(ours.schema("forward"))  # forward(Tensor x, Tensor y) -> ((Tensor, Tensor))

# Wrong arguments are named, with the schema.
try:
    m.add_scalar(x, 2.5)
except ScriptTypeError as error:
    print("argument 'i' (position 2) must be int, not float" in error.message)  # True

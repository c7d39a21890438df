"""Tensors in Python are PyTorch's own: what C# writes, as Python writes it."""

import torch
import torch.nn.functional as F

from torchsharp_py import jit

x = torch.arange(12, dtype=torch.float32).reshape(3, 4)
values, indices = x.topk(2)
print(values[0, 0].item(), indices[0, 0].item())  # 3.0 3
print(torch.cat([x, x], 1).sum(0)[-1].item())  # 21.0
print(x.mean(1).shape[0], x.mean((0, 1)).ndim, torch.zeros(2, 3).numel())  # 3 0 6
image, kernel = torch.rand(1, 3, 8, 8), torch.rand(4, 3, 3, 3)
print(F.conv2d(image, kernel, stride=2, padding=(1, 1)).shape[3])  # 4

print(x[1:3, -1].tolist())  # [7.0, 11.0]
print(x[..., 0].sum().item())  # 12.0
print(x[x > 8].numel())  # 3
x[0] = 1
x[x > 8] = -1
print(x.sum().item())  # 31.0

print(x[1])  # tensor([4., 5., 6., 7.])
print(x[1].numpy())  # [4. 5. 6. 7.]
print(list(x.shape), x.dtype, x.device)  # [3, 4] torch.float32 cpu

x.add_(1).clamp_(0, 5)
doubled = torch.empty(0)
torch.add(x, x, out=doubled)
print((doubled == 2 * x).all().item())  # True

# A module of this package takes and returns them.
unit = jit.compile("def double(x):\n    return x * 2")
print(torch.equal(unit.double(x), doubled))  # True

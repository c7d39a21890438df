"""PyTorch shares memory with NumPy, and modules of this package take what it shares."""

import numpy as np
import torch

from torchsharp_py import jit

array = np.zeros(4, dtype=np.float32)
x = torch.from_numpy(array)
unit = jit.compile("def fill(x):\n    return x.add_(3)")
unit.fill(x)
print(array.tolist())  # [3.0, 3.0, 3.0, 3.0]

y = torch.from_dlpack(array)
print(y.data_ptr() == x.data_ptr())  # True

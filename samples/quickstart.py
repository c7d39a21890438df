import torch

from torchsharp_py import ScriptTypeError, jit

m = jit.load("sample.pt")
total, difference = m(torch.ones(10), torch.ones(10))
print(total[0].item())  # 2.0
print(m.add_scalar(torch.zeros(3), i=4).tolist())  # [4.0, 4.0, 4.0]

unit = jit.compile("def twice(x: int) -> int: return 2 * x")
print(unit.twice(21))  # 42

try:
    unit.twice(2.5)
except ScriptTypeError as error:
    print(error)
    # twice(): argument 'x' (position 1) must be int, not float. Schema: twice(int x) -> int

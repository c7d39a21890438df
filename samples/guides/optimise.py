"""A look at the code, and what makes a module faster."""

import json
from pathlib import Path

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")
print(m.method("predict").code.splitlines()[-1].strip())  # return torch.add(x, p)
print("prim::GetAttr" in m.method("predict").graph)  # True

# Frozen: the weights are constants of the code, so no attribute is read.
m.eval()
frozen = jit.freeze(m, preserved_attrs=["predict"])
print("prim::GetAttr" in frozen.method("predict").graph)  # False

# Warmed up: the executor has seen such arguments before the first call that matters.
x = torch.ones(10)
with torch.no_grad():
    print(frozen.method("predict").warmup(x, 10) > 1)  # True

# Profiled: the operators with their times, and a trace for ui.perfetto.dev.
table = jit.profile(frozen.predict, x, trace="trace.json")
print(table["aten::add"].calls)  # 1
print(table["aten::add"].self <= table["aten::add"].total)  # True
print("traceEvents" in json.loads(Path("trace.json").read_text()))  # True

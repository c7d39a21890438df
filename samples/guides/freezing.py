"""Code and graphs of a module, and three ways to make it faster."""

import json
from pathlib import Path

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")
print(m.method("predict").code.splitlines()[-1].strip())  # return torch.add(x, p)
print("prim::GetAttr" in m.method("predict").graph)  # True

# Freezing makes the weights constants of the code, so the code reads no attribute.
m.eval()
frozen = jit.freeze(m, preserved_attrs=["predict"])
print("prim::GetAttr" in frozen.method("predict").graph)  # False

# Warming up lets the executor specialize the code before the first real call.
x = torch.ones(10)
with torch.no_grad():
    print(frozen.method("predict").warmup(x, 10) > 1)  # True

# A profile lists the operators with their times, and writes a trace for ui.perfetto.dev.
table = jit.profile(frozen.predict, x, export_chrome_trace="trace.json")
print(table["aten::add"].calls)  # 1
print(table["aten::add"].self <= table["aten::add"].total)  # True
print("traceEvents" in json.loads(Path("trace.json").read_text()))  # True

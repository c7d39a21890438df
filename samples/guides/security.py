"""A file is vetted, loaded under a policy, and called with a limit."""

import torch

from torchsharp_py import PolicyError, ScriptTimeoutError, jit

x, y = torch.ones(3), torch.ones(3)

report = jit.vet("sample.pt")  # nothing of the file runs
print(report.allowed, report.problems)  # True []
m = jit.load("sample.pt", policy="safe")
with jit.time_limit(10.0):
    result = m(x, y)[0]
print(result.tolist())  # [2.0, 2.0, 2.0]

strict = {"name": "strict", "deny": ["aten::sub"]}
for problem in jit.vet("sample.pt", strict).problems:
    print(problem.operator, "in", problem.method.rpartition(".")[2])  # aten::sub.Tensor in forward
try:
    jit.load("sample.pt", policy=strict)
except PolicyError as error:
    print("refused by the policy 'strict'" in error.message)  # True

unit = jit.compile("def f() -> int:\n    i = 0\n    while True:\n        i += 1\n    return i\n")
try:
    with jit.time_limit(0.1):
        unit.f()
except ScriptTimeoutError as error:
    print(error.message)  # the call was stopped: it takes longer than the limit of 0.1 seconds

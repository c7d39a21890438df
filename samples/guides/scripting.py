import torch
from torch import Tensor

from torchsharp_py import TracingCheckError, jit

# A path and constructor arguments. Any class of an installed package works.
relu6 = jit.script("torch.nn:Hardtanh", 0.0, 6.0, signature=jit.Signature[[Tensor], Tensor])
print(relu6(torch.tensor([-1.0, 3.0, 9.0])).tolist())  # [0.0, 3.0, 6.0]

# Source text, the name of a class in it, and constructor arguments.
source = """
import torch

class Repeat(torch.nn.Module):
    def __init__(self, inner, limit: float = 100.0):
        super().__init__()
        self.inner = inner
        self.limit = limit

    def forward(self, x, times: int):
        for _ in range(times):
            if float(x.max()) < self.limit:
                x = self.inner(x)
        return x
"""
double = jit.trace(lambda x: x * 2, torch.ones(1))  # records what runs for this input
repeat = jit.script(source, "Repeat", double, limit=10.0)  # keeps the control flow
print(repeat(torch.ones(2), 10).tolist())  # [16.0, 16.0]
print(repeat.schema())  # forward(Tensor x, int times) -> Tensor


# A function. Other scripted functions can call it.
@jit.script
def bounded(x: Tensor, times: int = 3) -> Tensor:
    return relu6(repeat(x, times))


print(bounded(torch.tensor([-1.0, 0.5, 2.0])).tolist())  # [0.0, 4.0, 6.0]

# The check of a trace finds that the trace unrolled a loop.
try:
    jit.trace(
        lambda x: sum(x[i] for i in range(len(x))),
        torch.ones(2, 1),
        check_inputs=[torch.ones(3, 1)],
    )
except TracingCheckError as error:
    print(error.graph_diff.splitlines()[0])  # Graph diff:

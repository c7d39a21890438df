"""Calls on many threads, and changes beside them."""

import copy
import time
from concurrent.futures import ThreadPoolExecutor

import torch

from torchsharp_py import ScriptRuntimeError, jit

m = jit.load("sample.pt")
batches = [torch.full((10,), float(i)) for i in range(8)]

# Any number of threads may call one module.
with ThreadPoolExecutor() as pool:
    results = list(pool.map(m.predict, batches))
print(len(results))  # 8

# A call that takes a while: it sets step to 1, and ends when it is 2.
unit = jit.compile("""
def slow(weight: Tensor, step: Tensor) -> Tensor:
    step.fill_(1)
    while int(step.item()) < 2:
        pass
    return weight
""")
step = torch.zeros(1)
with ThreadPoolExecutor() as pool:
    result = pool.submit(unit.slow, m.get_parameter("p"), step)
    while step.item() < 1:
        time.sleep(0.001)

    # It uses a parameter, so the module cannot be cast now. A copy can.
    try:
        m.half()
    except ScriptRuntimeError as error:
        print("1 running call uses it" in str(error))  # True
    another = copy.deepcopy(m)
    another.half()
    print(another.get_parameter("p").dtype)  # torch.float16
    step.fill_(2)
    result.result()

m.half()
print(m.get_parameter("p").dtype)  # torch.float16

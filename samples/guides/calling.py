import asyncio

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")  # forward(x, y) returns x + y, x - y
x, y = torch.ones(2), torch.full((2,), 3.0)

# Hooks run in m(...), not in m.forward(...).
before = m.register_forward_pre_hook(lambda module, args: (args[0] * 10, args[1]))
after = m.register_forward_hook(lambda module, args, result: result[0])
print(m(x, y))  # tensor([13., 13.])
print(len(m.forward(x, y)))  # 2
before.remove()
after.remove()

# Scopes are PyTorch's own.
print(m.predict(torch.ones(10)).requires_grad)  # True
with torch.inference_mode():
    print(m.predict(torch.ones(10)).requires_grad)  # False


async def main() -> None:
    """Calls on other threads, while this thread is free."""
    with torch.no_grad():
        later = [m.forward_async(x * i, y) for i in range(3)]
    results = await asyncio.gather(*later)
    print([total[0].item() for total, _ in results])  # [3.0, 4.0, 5.0]


asyncio.run(main())

from typing import Any

import torch
from torch import Tensor
from torch.autograd import Function, functional, grad
from torch.nn.functional import silu


class Swish(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * x.sigmoid()

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        s = x.sigmoid()
        return grad_output * s * (1 + x * (1 - s))


class Refusing(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x.round()

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        raise NotImplementedError("no derivative")


x = torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64, requires_grad=True)
y = Swish.apply(x)
y.sum().backward()

twin = x.detach().requires_grad_()
silu(twin).sum().backward()
print(torch.allclose(x.grad, twin.grad))  # True

(first,) = grad([Swish.apply(x).sum()], [x], create_graph=True)
(second,) = grad([first.sum()], [x])
hessian = functional.hessian(lambda given: silu(given).sum(), x)
print(torch.allclose(second, hessian.diagonal()))  # True

handle = x.register_hook(lambda gradient: gradient.clamp(-1, 1))
x.grad = None
(100 * x).sum().backward()
print(x.grad.max().item())  # 1.0
handle.remove()

try:
    Refusing.apply(x).sum().backward()
except NotImplementedError as error:
    print(error)  # no derivative

_, product = functional.hvp(lambda given: given.pow(3).sum(), x, torch.ones_like(x))
print(torch.allclose(product, 6 * x))  # True

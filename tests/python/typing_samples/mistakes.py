"""Mistakes that type checkers find in programs with typed views, marked as such."""

from torch import Tensor

from torchsharp_py import jit

module = jit.load("m.pt", jit.Signature[[Tensor, int], tuple[Tensor, Tensor]])
predict = module.method("predict", jit.Signature[[Tensor], Tensor])
text = jit.compile("").function("f", jit.Signature[[], str])


def use(x: Tensor) -> None:
    module(x, 1)
    module(x)  # mistake: too few
    module(x, 1, 2)  # mistake: too many
    module(x, "1")  # mistake: str for int
    module.forward(1, x)  # mistake: the wrong way round
    _, _, _ = module(x, 1)  # mistake: three of two
    predict(x).no_such_method()  # mistake: no such method
    predict([x])  # mistake: list for Tensor
    print(text() + 1)  # mistake: str and int
    module.method("predict", jit.Signature[Tensor, Tensor])  # mistake: no list of arguments
    module.method("predict", "Tensor -> Tensor")  # mistake: no signature
    jit.load("m.pt", 3)  # mistake: neither signature nor device
    takes_other_model(module)  # mistake: another signature


def takes_other_model(model: jit.ScriptModule[[Tensor], Tensor]) -> None: ...

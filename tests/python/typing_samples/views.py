"""Typed views for type checkers; each comment is the type that they reveal."""

from collections.abc import Sequence
from typing import Any, NamedTuple, reveal_type

import torch
from torch import Tensor

from torchsharp_py import export, jit


class Point(NamedTuple):
    x: Tensor
    y: Tensor


Pair = tuple[Tensor, Tensor]

module = jit.load("m.pt", jit.Signature[[Tensor, Tensor], Pair])
x = torch.ones(1)

reveal_type(module)  # ScriptModule[[Tensor, Tensor], tuple[Tensor, Tensor]]
reveal_type(module(x, x))  # tuple[Tensor, Tensor]
reveal_type(module.forward)  # ScriptMethod[[Tensor, Tensor], tuple[Tensor, Tensor]]
reveal_type(module.forward(x, x))  # tuple[Tensor, Tensor]
reveal_type(module.eval().to("cpu"))  # ScriptModule[[Tensor, Tensor], tuple[Tensor, Tensor]]

predict = module.method("predict", jit.Signature[[Tensor], Tensor | None])
reveal_type(predict)  # ScriptMethod[[Tensor], Tensor | None]
reveal_type(predict(x))  # Tensor | None
reveal_type(predict.schema.returns.python)  # str

top = module.method("top", jit.Signature[[Sequence[str], int], list[dict[str, Point]]])
reveal_type(top(["a"], 1)[0]["a"].y)  # Tensor

reveal_type(module.method("reset", jit.Signature[[], None]))  # ScriptMethod[[], None]
reveal_type(module.method("sum", jit.Signature[..., int])(1, alpha=2))  # int
reveal_type(module.method("predict"))  # ScriptMethod[..., Any]
reveal_type(module.predict)  # Any
reveal_type(module.predict(1, top=2))  # Any
reveal_type(module.invoke("predict", 1))  # Any

unit = jit.compile("def f(x: int) -> int: return x")
reveal_type(unit.function("f", jit.Signature[[int], int])(3))  # int
reveal_type(unit.function("f"))  # ScriptMethod[..., Any]

reveal_type(jit.load("m.pt"))  # ScriptModule[..., Any]
reveal_type(jit.load("m.pt", "cuda:0"))  # ScriptModule[..., Any]
reveal_type(jit.load("m.pt", map_location=torch.device("cpu")))  # ScriptModule[..., Any]
reveal_type(jit.load("m.pt", jit.Signature[[int], Any], "cpu"))  # ScriptModule[[int], Any]

scripted = torch.jit.load("m.pt")  # type: ignore[no-untyped-call]
reveal_type(jit.wrap(scripted, jit.Signature[[Tensor], Tensor]))  # ScriptModule[[Tensor], Tensor]
reveal_type(jit.wrap(scripted))  # ScriptModule[..., Any]

layer = torch.nn.Linear(2, 2)
reveal_type(jit.script(layer))  # ScriptModule[..., Any]
reveal_type(jit.script(layer, jit.Signature[[Tensor], Tensor]))  # ScriptModule[[Tensor], Tensor]
by_path = jit.script("torch.nn:Linear", 2, 2, signature=jit.Signature[[Tensor], Tensor])
reveal_type(by_path(x))  # Tensor
reveal_type(jit.script("torch.nn:Linear", 2, 2, bias=False))  # ScriptModule[..., Any]
reveal_type(jit.trace(layer, x))  # ScriptModule[..., Any]
reveal_type(jit.trace(layer, x, signature=jit.Signature[[Tensor], Tensor])(x))  # Tensor
reveal_type(jit.trace_module(layer, {"forward": x}))  # ScriptModule[..., Any]


def untyped_is_enough(model: jit.ScriptModule) -> None: ...
def typed_is_needed(model: jit.ScriptModule[[Tensor, Tensor], Pair]) -> None: ...


untyped_is_enough(module)
typed_is_needed(module)
typed_is_needed(jit.load("m.pt"))

program = export.load("m.pt2", export.Signature[[Tensor], Pair], mode="auto")
reveal_type(program)  # ScriptModule[[Tensor], tuple[Tensor, Tensor]]
reveal_type(program(x))  # tuple[Tensor, Tensor]
reveal_type(export.load("m.pt2", "cpu", model="a"))  # ScriptModule[..., Any]
exported = export.export(len, (x,), signature=export.Signature[[Tensor], Tensor])
reveal_type(exported)  # ScriptModule[[Tensor], Tensor]
reveal_type(export.export(len, (x,), {"y": x}, dynamic_shapes=None))  # ScriptModule[..., Any]
export.save(exported, "m.pt2", {"a": b"b"}, compiled=True)

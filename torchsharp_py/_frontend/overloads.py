"""Modules whose forward is overloaded, such as LSTM: torch compiles only the overloads."""

from __future__ import annotations

from typing import Any

import torch

from torchsharp_py._frontend.forwarding import add_forward
from torchsharp_py._frontend.parts_of_torch import recursive

FIRST_OVERLOAD = "forward__0"


def with_first_overload(module: torch.nn.Module) -> Any:
    """Scripts a module so that its forward is the first overload.

    The other overloads stay methods. The module does not share its class: in a shared class, a
    forward would hide the overloads from other scripted code.
    """
    made = recursive.create_script_module(
        module, recursive.infer_methods_to_compile, share_types=False
    )
    schema = made._c._get_method(FIRST_OVERLOAD).schema
    add_forward(made._concrete_type, schema.arguments[1:], schema.returns[0], None, FIRST_OVERLOAD)
    return made

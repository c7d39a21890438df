#!/usr/bin/env python3
"""Generates the C# optimizers: their classes and ``torch.optim.SGD(...)``, ``Adam(...)`` and so on.

Usage:
    python scripts/gen_optimizers.py           # write the files in Generated/
    python scripts/gen_optimizers.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import sys
from pathlib import Path

from csharp_template import Scope, render
from generated_files import OUTPUT_FOLDER, main, render_header
from operators.optimizer_table import OPTIMIZERS, Optimizer, Option

COMMAND = "python scripts/gen_optimizers.py"

# TorchSharp's name of an option's property, where it is not PyTorch's.
_INHERITED = {"lr": "LearningRate"}


def _row(kind: str, name: str) -> str:
    return f'new OptionRow("{name}", OptionKind.{kind}),'


def _part(option: Option) -> str:
    """Where a property of the options finds its value."""
    if option.pair is None:
        return f'"{option.name}"'
    second = "true" if option is option.pair.second else "false"
    return f'"{option.pair.name}", {second}'


def _property(option: Option) -> str:
    kind = option.type.removesuffix("?")
    getter = f"Get<{kind}>({_part(option)})" if option.pair is None else f"GetPart({_part(option)})"
    setter = "Set" if option.pair is None else "SetPart"
    indent = "\n            "
    return indent.join(
        [
            f"/// <summary>{option.doc}</summary>",
            f"public {kind}? {option.name}",
            "{",
            f"    get => {getter};",
            f"    set => {setter}({_part(option)}, value);",
            "}",
        ]
    )


def _item(option: Option) -> dict[str, str]:
    item = {
        "option": option.name,
        "type": option.type,
        "nullable": option.type.removesuffix("?") + "?",
        "default": option.default,
        "doc": option.doc,
        "member": _INHERITED.get(option.name, option.name),
    }
    if option.pair is None:
        item["entry"] = f'["{option.name}"] = {option.name}'
        item["row"] = _row(option.kind, option.name)
    elif option is option.pair.first:
        pair = option.pair
        item["entry"] = f'["{pair.name}"] = ({pair.first.name}, {pair.second.name})'
        item["row"] = _row(pair.kind, pair.name)
    if option.name not in _INHERITED:
        item["property"] = _property(option) + "\n"
    return item


def _scope(factory: str, optimizer: Optimizer) -> Scope:
    options = [_item(option) for option in optimizer.options]
    names = {option.name for option in optimizer.options}
    interface, view = "", 0
    if "beta1" in names:
        interface, view = ", torch.optim.IBetas", 1
    elif "momentum" in names:
        interface, view = ", torch.optim.IMomentum", 2
    values = {
        "factory": factory,
        "optimizer": optimizer.name,
        "summary": optimizer.summary,
        "rule": optimizer.rule,
        "interface": interface,
        "groupInterface": interface.removeprefix(", "),
        "view": view,
    }
    return Scope(values, options)


def generate() -> dict[Path, str]:
    """Renders the files."""
    factories = [
        _scope(factory, optimizer) for optimizer in OPTIMIZERS for factory in optimizer.factories
    ]
    classes = {
        has_types: [_scope(o.name, o) for o in OPTIMIZERS if o.has_types is has_types]
        for has_types in (True, False)
    }
    scopes = {
        "optimizers": factories,
        "typed": classes[True],
        "untyped": classes[False],
    }
    header = render_header(COMMAND)
    return {
        OUTPUT_FOLDER / f"{name}.g.cs": "\n".join(
            [*header, *_squeezed(render(f"{name}.cs.in", scopes=scopes)), ""]
        )
        for name in ("Optimizers", "OptimizerClasses")
    }


def _squeezed(lines: list[str]) -> list[str]:
    """The lines, with no empty line before a closing brace."""
    text = "\n".join(lines)
    while "\n\n        }" in text:
        text = text.replace("\n\n        }", "\n        }")
    return text.split("\n")


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))

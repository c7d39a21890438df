"""The modules of a model as a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from torchsharp_py.inspect.report import ModuleReport, TypeReport
from torchsharp_py.inspect.words import printable

# Attributes of every torch.nn.Module, which say nothing about the model.
_ON_EVERY_MODULE = ("training", "_is_full_backward_hook")


def tree(
    modules: list[ModuleReport], spell: Callable[[TypeReport], str]
) -> Iterator[tuple[str, str]]:
    """Draws the modules.

    Args:
        modules: The model and its submodules; a module comes before its submodules.
        spell: Spells a type.

    Yields:
        The branches before each module, and its text.
    """
    children: dict[str, list[ModuleReport]] = {}
    for module in modules[1:]:
        children.setdefault(module.path.rpartition(".")[0], []).append(module)

    def below(path: str, start: str) -> Iterator[tuple[str, str]]:
        inside = children.get(path, [])
        for module in inside:
            last = module is inside[-1]
            name = module.path.rpartition(".")[2]
            yield start + ("└── " if last else "├── "), f"{printable(name)}: {text(module)}"
            yield from below(module.path, start + ("    " if last else "│   "))

    def text(module: ModuleReport) -> str:
        label = module.type.rpartition(".")[2] + _attributes(module, spell)
        return printable(label)

    yield "  ", text(modules[0])
    yield from below("", "  ")


def _attributes(module: ModuleReport, spell: Callable[[TypeReport], str]) -> str:
    texts = [
        f"{one.name}: {spell(one.type)}" + ("" if one.value is None else f" = {one.value!r}")
        for one in module.attributes
        if one.name not in _ON_EVERY_MODULE
    ]
    return f" ({', '.join(texts)})" if texts else ""

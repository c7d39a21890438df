"""Objects named by text: ``"package.module:Name"``, or source text and a name in it."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

import torch

from torchsharp_py._errors import ScriptTypeError, ScriptValueError
from torchsharp_py._frontend.sources import run_source

_PATH = re.compile(r"\s*(?P<module>\w+(\.\w+)*):(?P<name>\w+(\.\w+)*)(?P<called>\(\))?\s*")
_FORMS = (
    'a path such as "torch.nn:Linear", or Python source text followed by the name of a class or '
    "function in it"
)


class Found:
    """An object found by text, and the arguments for its constructor."""

    def __init__(self, value: Any, name: str, args: tuple[Any, ...], called: bool) -> None:
        self.value = value
        self.name = name
        self.args = args
        self.called = called

    def build(self, kwargs: Mapping[str, Any]) -> Any:
        """Creates an instance, calls a function with arguments, or returns the object itself."""
        is_class = inspect.isclass(self.value)
        if is_class or self.called or ((self.args or kwargs) and inspect.isroutine(self.value)):
            return self.value(*self.args, **kwargs)
        if self.args or kwargs:
            raise ScriptTypeError(
                f"'{self.name}' is an object of type {type(self.value).__name__}, so it takes no "
                "arguments"
            )
        return self.value

    def is_plain_class(self) -> bool:
        """Whether scripting registers it as a class, rather than creating an instance."""
        return inspect.isclass(self.value) and not issubclass(self.value, torch.nn.Module)


def find(target: str, args: tuple[Any, ...]) -> Found:
    """Finds the object that a path or source text names.

    Raises:
        ScriptValueError: The text is neither, or no object has that name.
        ScriptCompileError: The source is not valid Python.
        ModuleNotFoundError: No Python module has that path.
    """
    path = _PATH.fullmatch(target)
    if path:
        module: Any = importlib.import_module(path["module"])
        return Found(_member(module, path["name"], target), target, args, bool(path["called"]))
    if not _looks_like_source(target):
        raise ScriptValueError(f"expected {_FORMS}, got {target!r}")
    if not args or not isinstance(args[0], str):
        came = type(args[0]).__name__ if args else "nothing"
        raise ScriptTypeError(
            f"expected the name of a class or function after the source, got {came}"
        )
    name = args[0]
    return Found(_member(run_source(target), name, "the source"), name, args[1:], False)


def forward_of(target: Any) -> Callable[..., Any]:
    """What a call of a module or function runs."""
    return target.forward if isinstance(target, torch.nn.Module) else target


def _looks_like_source(text: str) -> bool:
    return re.search(r"\n| = |^\s*(def|class|import|from)\b", text) is not None


def _member(module: Any, name: str, where: str) -> Any:
    value = module
    for part in name.split("."):
        if not hasattr(value, part):
            near = difflib.get_close_matches(part, vars(value), n=5, cutoff=0.7)
            hint = f"; similar names: {', '.join(sorted(near))}" if near else ""
            raise ScriptValueError(f"{where} has no '{part}'{hint}")
        value = getattr(value, part)
    return value

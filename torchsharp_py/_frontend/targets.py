"""What a caller names by text: ``"package.module:Name"``, or source text and a name in it."""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
from collections.abc import Mapping
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
    """An object that was found by text, and the arguments that are left for its constructor."""

    def __init__(self, value: Any, name: str, args: tuple[Any, ...], called: bool) -> None:
        self.value = value
        self.name = name
        self.args = args
        self.called = called

    def build(self, kwargs: Mapping[str, Any]) -> Any:
        """An instance of a class; what a function makes of arguments; or else the object itself."""
        is_class = inspect.isclass(self.value)
        if is_class or self.called or ((self.args or kwargs) and inspect.isroutine(self.value)):
            return self.value(*self.args, **kwargs)
        if self.args or kwargs:
            raise ScriptTypeError(
                f"'{self.name}' takes no arguments: it is an object of {type(self.value).__name__},"
                " no class or function"
            )
        return self.value

    def is_plain_class(self) -> bool:
        """Whether it is a class that scripting registers, rather than makes an instance of."""
        return inspect.isclass(self.value) and not issubclass(self.value, torch.nn.Module)


def find(target: str, args: tuple[Any, ...]) -> Found:
    """Finds what a path or source text names.

    Raises:
        ScriptValueError: The text is neither, or there is nothing of that name.
        ScriptCompileError: The source is no Python.
        ModuleNotFoundError: There is no Python module of that path.
    """
    path = _PATH.fullmatch(target)
    if path:
        module: Any = importlib.import_module(path["module"])
        return Found(_member(module, path["name"], target), target, args, bool(path["called"]))
    if not _looks_like_source(target):
        raise ScriptValueError(f"expected {_FORMS}, not {target!r}")
    if not args or not isinstance(args[0], str):
        came = f"not {type(args[0]).__name__}" if args else "but nothing followed"
        raise ScriptTypeError(f"expected the name of a class or function behind the source, {came}")
    name = args[0]
    return Found(_member(run_source(target), name, "the source"), name, args[1:], False)


def _looks_like_source(text: str) -> bool:
    return re.search(r"\n| = |^\s*(def|class|import|from)\b", text) is not None


def _member(module: Any, name: str, where: str) -> Any:
    value = module
    for part in name.split("."):
        if not hasattr(value, part):
            near = difflib.get_close_matches(part, vars(value), n=5, cutoff=0.7)
            hint = f"; there are: {', '.join(sorted(near))}" if near else ""
            raise ScriptValueError(f"{where} has no '{part}'{hint}")
        value = getattr(value, part)
    return value

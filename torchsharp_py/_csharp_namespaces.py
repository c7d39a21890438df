"""C# namespaces that Python cannot import, because a folder or module has the same name."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any


def warn_about_hidden(assembly: Any, *, stacklevel: int) -> None:
    """Warns about each namespace of an assembly that ``import`` would not find.

    ``import`` asks .NET last, so a folder beside the script wins, even if it has no Python in it.

    Args:
        assembly: A ``System.Reflection.Assembly``.
        stacklevel: As for ``warnings.warn``, counted from the caller.
    """
    for namespace in sorted(_namespaces(assembly)):
        hidden_by = _find(namespace)
        if hidden_by is not None:
            warnings.warn(
                f"the C# namespace {namespace} of {assembly.GetName().Name} cannot be imported: "
                f"'import {namespace}' finds {_place(hidden_by)} first. Rename it, or move it away "
                "from sys.path",
                RuntimeWarning,
                stacklevel=stacklevel + 1,
            )


def _namespaces(assembly: Any) -> set[str]:
    from System.IO import IOException
    from System.Reflection import ReflectionTypeLoadException

    try:
        types: Iterable[Any] = assembly.GetExportedTypes()
    except (IOException, ReflectionTypeLoadException):
        return set()  # it refers to an assembly that is not there: its use says so
    return {type_.Namespace for type_ in types if type_.Namespace}


def _find(namespace: str) -> ModuleSpec | None:
    """Finds what ``import`` finds before it asks .NET; imports nothing."""
    found: ModuleSpec | None = None
    path: Sequence[str] | None = None
    parts = namespace.split(".")
    for count in range(1, len(parts) + 1):
        found = PathFinder.find_spec(".".join(parts[:count]), path)
        if found is None:
            return None
        path = list(found.submodule_search_locations or [])
    return found


def _place(spec: ModuleSpec) -> str:
    folders = list(spec.submodule_search_locations or [])
    if spec.origin is None and folders:
        return f"the folder '{folders[0]}'"
    return f"the module '{spec.origin}'"

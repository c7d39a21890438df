"""How IPython prints C# objects that Python has no type for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# A sequence may have no end.
_MOST_ITEMS = 20


def print_by_to_string(shell: InteractiveShell, result: Any) -> None:
    """Lets a shell print a result of a C# cell, and the items of a container, by ``ToString``."""
    from System import Object

    if shell.display_formatter is None:
        return
    formatter = shell.display_formatter.formatters["text/plain"]
    items = result.values() if isinstance(result, dict) else result
    contained = items if isinstance(result, (dict, list, tuple)) else ()
    for value in (result, *contained):
        # IPython would take pythonnet's __repr__ before a printer of a base class.
        if isinstance(value, Object) and type(value) not in formatter.type_printers:
            formatter.for_type(type(value), _print)


def _print(value: Any, printer: Any, cycle: bool) -> None:
    printer.text(text_of(value))


def text_of(value: Any) -> str:
    """The ``ToString`` of a C# object; of a sequence, the type and the first items."""
    from System.Collections import IEnumerable

    if not isinstance(value, IEnumerable):
        return str(value.ToString())
    items = [_item_text(item) for item in itertools.islice(value, _MOST_ITEMS + 1)]
    if len(items) > _MOST_ITEMS:
        items[_MOST_ITEMS:] = ["..."]
    return f"{value.GetType().Name.partition('`')[0]} {{ {', '.join(items)} }}"


def _item_text(item: Any) -> str:
    return str(item.ToString()) if hasattr(item, "ToString") else repr(item)

"""Python source text as a module that torch's frontend can read the source of."""

from __future__ import annotations

import itertools
import linecache
import sys
import types
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from torchsharp_py._errors import ScriptCompileError

_numbers = itertools.count(1)
_by_text: weakref.WeakValueDictionary[str, types.ModuleType] = weakref.WeakValueDictionary()


def run_source(text: str) -> types.ModuleType:
    """Runs source text as a new module; text whose module is still in use does not run again.

    The module lives while a function or class of it lives. torch keeps the classes of scripted
    modules forever, because their TorchScript types are never released.

    Raises:
        ScriptCompileError: The text is not valid Python; with line and column.
    """
    known = _by_text.get(text)
    if known is not None:
        return known
    # Not "torch...": torch ignores tracer warnings about code in modules with such names.
    name = f"source_text_{next(_numbers)}"
    file = f"<{name}>"
    try:
        code = compile(text, file, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise _syntax_error(error) from error
    module = types.ModuleType(name)
    module.__file__ = file
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    weakref.finalize(module, linecache.cache.pop, file, None).atexit = False
    with importable([module]):
        # The text is the caller's own program, which compile is asked to run.
        exec(code, module.__dict__)  # noqa: S102
    # Functions refer to the namespace, not to the module, so the namespace keeps the module.
    module.__dict__["__module_object__"] = module
    _by_text[text] = module
    return module


def _syntax_error(error: SyntaxError) -> ScriptCompileError:
    line = (error.text or "").rstrip()
    shown = f"{error.msg} (line {error.lineno}): {line}" if line else str(error.msg)
    return ScriptCompileError(
        f"the source is not valid Python: {shown}", "", error.lineno or 0, error.offset or 0
    )


@contextmanager
def importable(modules: list[types.ModuleType]) -> Iterator[None]:
    """Adds modules to ``sys.modules``, where inspect looks for the source of a class."""
    added = [module for module in modules if module.__name__ not in sys.modules]
    sys.modules.update({module.__name__: module for module in added})
    try:
        yield
    finally:
        for module in added:
            sys.modules.pop(module.__name__, None)


def modules_in_use() -> list[types.ModuleType]:
    """The modules made from source text that are still in use."""
    return list(_by_text.values())

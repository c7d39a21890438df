"""How modules and methods pickle: as the bytes of an archive.

So Ray, Dask, joblib and ``multiprocessing`` take them as arguments and results.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from torchsharp_py._errors import DeviceError, ScriptTypeError, UnsupportedValueError
from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from torchsharp_py._C import ScriptMethod, ScriptModule

_M = TypeVar("_M", bound="ScriptModule")

_OUT_OF_BAND = 5  # from this protocol on, large bytes may travel beside the pickle
_SHARED = "_shared"  # in the module's __dict__: the device of loads, if they are shared
_CHILDREN = "_children_kept"  # there, too: the submodules whose objects Python has
_MOST_KEPT = 4


class _Hooked(NamedTuple):
    """The hooks of a module, or of a submodule."""

    path: tuple[str, ...]
    before: list[tuple[Any, ...]]
    after: list[tuple[Any, ...]]


class ModulePickling(NativeModule):
    """How a module pickles."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _reduce(self, pickle.DEFAULT_PROTOCOL)

    def __reduce_ex__(self, protocol: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _reduce(self, protocol)


class MethodPickling:
    """How a method pickles: with its module."""

    def __reduce__(self: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.__reduce_ex__(pickle.DEFAULT_PROTOCOL)  # type: ignore[no-any-return]

    def __reduce_ex__(self: Any, protocol: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        module = self._module
        if module is None:
            raise TypeError(
                f"the function '{self.name}' cannot be pickled, because it is not a method of a "
                "module: pickle the source of its compilation unit and compile that again, or the "
                "module that holds its object"
            )
        return _method_of, (module, self.name)


def shared(module: _M, map_location: Any = None) -> _M:
    """Marks a module: in another process, all its pickles together become one module.

    A worker that gets the module with each task then loads it once. It is found by a digest of the
    archive, so a module that has changed is loaded anew. A process keeps the last four, also while
    no task uses them.

    Args:
        module: The module. It is marked itself; nothing is copied.
        map_location: The device that it is loaded to there; None keeps the devices that it has.

    Returns:
        The module.

    Raises:
        ScriptTypeError: ``module`` is not a module of this package.
    """
    from torchsharp_py._C import ScriptModule
    from torchsharp_py._device import device_name

    if not isinstance(module, ScriptModule):
        raise ScriptTypeError(
            f"expected a module of torchsharp_py, got {type(module).__name__}: load it with "
            "jit.load, or wrap it with jit.wrap"
        )
    module.__dict__[_SHARED] = (device_name(map_location),)
    return module


def _reduce(module: Any, protocol: int) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    file = io.BytesIO()
    try:
        module._save_stream(file, None, with_code=False)  # it is loaded to be interpreted
    except UnsupportedValueError as error:
        raise UnsupportedValueError(
            f"the module cannot be pickled, because it cannot be saved: {error.message}"
        ) from error
    data = file.getbuffer()
    hooks = list(_hooks_in(module, ()))
    mark = module.__dict__.get(_SHARED)
    digest = None if mark is None else hashlib.sha256(data).hexdigest()
    travels = pickle.PickleBuffer(data) if protocol >= _OUT_OF_BAND else bytes(data)
    return _rebuild, (travels, module.training, hooks, mark, digest)


def _rebuild(
    data: Buffer,
    training: bool,
    hooks: list[_Hooked],
    mark: tuple[str | None] | None,
    digest: str | None,
) -> Any:
    """Makes the module of a pickle."""

    def load() -> Any:
        return _load(data, training, hooks, None if mark is None else mark[0])

    if mark is None or digest is None:
        return load()
    module = _loads.get((digest, mark[0]), load)
    module.__dict__[_SHARED] = mark
    return module


def _load(data: Buffer, training: bool, hooks: list[_Hooked], device: str | None) -> Any:
    from torchsharp_py._archives import load_archive

    try:
        module = load_archive(data, device)
    except DeviceError as error:
        raise DeviceError(
            f"{error.message} A pickled module goes to the devices that it had: pickle "
            "module.cpu(), or jit.shared(module, map_location=...), which names another device."
        ) from error
    if module.training != training:
        module.train(training)
    for hooked in hooks:
        part: Any = module
        for name in hooked.path:
            part = getattr(part, name)
        for function, with_kwargs, _ in hooked.before:
            part.register_forward_pre_hook(function, with_kwargs=with_kwargs)
        for function, with_kwargs, always in hooked.after:
            part.register_forward_hook(function, with_kwargs=with_kwargs, always_call=always)
    return module


def _method_of(module: Any, name: str) -> ScriptMethod:
    return module.method(name)  # type: ignore[no-any-return]


def _hooks_in(module: Any, path: tuple[str, ...]) -> Any:
    """Yields the hooks of a module and of its submodules; only what Python has seen has any."""
    found = module._get_hooks()
    if found is not None:
        yield _Hooked(path, *([one[1:] for one in some] for some in (found.before, found.after)))
    for name, child in module.__dict__.get(_CHILDREN, {}).items():
        yield from _hooks_in(child, (*path, name))


class _Loads:
    """The shared modules of this process."""

    def __init__(self) -> None:
        self.forget()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.forget)  # a lock may be held by another thread

    def forget(self) -> None:
        self._lock = threading.Lock()
        self._loading: dict[Any, threading.Lock] = {}
        self._alive: weakref.WeakValueDictionary[Any, Any] = weakref.WeakValueDictionary()
        self._kept: OrderedDict[Any, Any] = OrderedDict()

    def get(self, key: Any, load: Callable[[], Any]) -> Any:
        """The module of a key, which one thread loads while others that want it wait."""
        with self._lock:
            loading = self._loading.setdefault(key, threading.Lock())
        with loading:
            module = self._alive.get(key)
            if module is None:
                module = load()
            with self._lock:
                self._alive[key] = module
                self._kept[key] = module
                self._kept.move_to_end(key)
                dropped = self._kept.popitem(last=False) if len(self._kept) > _MOST_KEPT else None
                self._loading.pop(key, None)
        del dropped  # frees a module, without the lock
        return module


_loads = _Loads()

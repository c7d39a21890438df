"""What a module is made of: parameters, buffers, submodules, and states to load into them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from torchsharp_py._errors import ScriptTypeError, UnknownMethodError

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Parameter

    from torchsharp_py._C import ScriptModule


class IncompatibleKeys(NamedTuple):
    """What ``load_state_dict`` did not find on the one side or on the other."""

    missing_keys: list[str]
    unexpected_keys: list[str]


def named_parameters(
    self: ScriptModule, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
) -> Iterator[tuple[str, Parameter]]:
    """Yields its parameters under their dotted names.

    Args:
        prefix: What every name begins with, without the dot.
        recurse: Those of its submodules too.
        remove_duplicate: A tensor that has several names only under the first.
    """
    return _named(self, "parameters", prefix, recurse, remove_duplicate)


def parameters(self: ScriptModule, recurse: bool = True) -> Iterator[Parameter]:
    """Yields its parameters, each once: the tensors of the model themselves.

    Args:
        recurse: Those of its submodules too.
    """
    return _values(self.named_parameters(recurse=recurse))


def named_buffers(
    self: ScriptModule, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
) -> Iterator[tuple[str, Tensor]]:
    """Yields its buffers under their dotted names.

    Args:
        prefix: What every name begins with, without the dot.
        recurse: Those of its submodules too.
        remove_duplicate: A tensor that has several names only under the first.
    """
    return _named(self, "buffers", prefix, recurse, remove_duplicate)


def buffers(self: ScriptModule, recurse: bool = True) -> Iterator[Tensor]:
    """Yields its buffers, each once.

    Args:
        recurse: Those of its submodules too.
    """
    return _values(self.named_buffers(recurse=recurse))


def named_attributes(self: ScriptModule, recurse: bool = True) -> Iterator[tuple[str, Any]]:
    """Yields all its attributes under their dotted names: parameters, buffers, modules and others.

    Args:
        recurse: Those of its submodules too.
    """
    return iter(self._members("attributes", recurse))


def named_modules(
    self: ScriptModule,
    memo: set[Any] | None = None,
    prefix: str = "",
    remove_duplicate: bool = True,
) -> Iterator[tuple[str, ScriptModule]]:
    """Yields the module itself, under the name ``prefix``, and all modules in it.

    Args:
        memo: Modules that have been seen already.
        prefix: What every name begins with, without the dot.
        remove_duplicate: A module that has several names only under the first.
    """
    memo = set() if memo is None else memo
    if self in memo:
        return
    if remove_duplicate:
        memo.add(self)
    yield prefix, self
    for name, child in self._own_members("children"):
        yield from child.named_modules(memo, _path(prefix, name), remove_duplicate)


def modules(self: ScriptModule, remove_duplicate: bool = True) -> Iterator[ScriptModule]:
    """Yields the module itself and all modules in it.

    Args:
        remove_duplicate: A module that has several names only once.
    """
    return _values(self.named_modules(remove_duplicate=remove_duplicate))


def named_children(self: ScriptModule) -> Iterator[tuple[str, ScriptModule]]:
    """Yields the modules directly in it, each once."""
    seen = set()
    for name, child in self._own_members("children"):
        if child not in seen:
            seen.add(child)
            yield name, child


def children(self: ScriptModule) -> Iterator[ScriptModule]:
    """Yields the modules directly in it, each once, without their names."""
    return _values(self.named_children())


def get_submodule(self: ScriptModule, target: str) -> ScriptModule:
    """Returns the module at a dotted path, itself for an empty one.

    Raises:
        UnknownMethodError: There is none (also an ``AttributeError``).
    """
    module = self
    for name in target.split(".") if target else ():
        module = _own(module, "children", name)
    return module


def get_parameter(self: ScriptModule, target: str) -> Parameter:
    """Returns the parameter at a dotted path.

    Raises:
        UnknownMethodError: There is none (also an ``AttributeError``).
    """
    path, _, name = target.rpartition(".")
    found: Parameter = _own(self.get_submodule(path), "parameters", name)
    return found


def get_buffer(self: ScriptModule, target: str) -> Tensor:
    """Returns the buffer at a dotted path.

    Raises:
        UnknownMethodError: There is none (also an ``AttributeError``).
    """
    path, _, name = target.rpartition(".")
    found: Tensor = _own(self.get_submodule(path), "buffers", name)
    return found


def state_dict(
    self: ScriptModule,
    destination: Any = None,
    prefix: str = "",
    keep_vars: bool = False,
) -> Any:
    """Returns its parameters and buffers by dotted name, as ``torch.nn.Module.state_dict`` does.

    Args:
        destination: Where to put them; None makes an ``OrderedDict``.
        prefix: What every name begins with, with the dot.
        keep_vars: The parameters themselves; otherwise what is returned shares their elements, and
            autograd records nothing of it.
    """
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    metadata = getattr(destination, "_metadata", None)
    if metadata is not None:
        for path, _ in self.named_modules(prefix=prefix[:-1], remove_duplicate=False):
            metadata[path] = {"version": 1}
    for name, tensor in self._members("state", True):
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    return destination


def load_state_dict(
    self: ScriptModule, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
) -> IncompatibleKeys:
    """Copies tensors into the parameters and buffers of their names.

    Unlike ``torch.nn.Module.load_state_dict`` it changes nothing at all when it fails.

    Args:
        state_dict: Tensors by dotted name, such as another module's ``state_dict()``.
        strict: Missing and unexpected names are errors.
        assign: The tensors take the place of those of the module, instead of their elements.

    Returns:
        The names that are missing and those that the module does not have.

    Raises:
        ScriptValueError: Names are missing or unexpected, or a tensor has another shape.
        ScriptTypeError: ``state_dict`` is no mapping of names to tensors.
    """
    if not isinstance(state_dict, Mapping):
        raise ScriptTypeError(f"expected a mapping of names to tensors, not {_kind(state_dict)}")
    for name in state_dict:
        if not isinstance(name, str):
            raise ScriptTypeError(f"expected names that are str, not {_kind(name)}: {name!r}")
    missing, unexpected = self._load_state(list(state_dict.items()), strict, assign)
    return IncompatibleKeys(missing, unexpected)


def requires_grad_(self: ScriptModule, requires_grad: bool = True) -> ScriptModule:
    """Sets whether autograd records what is computed from its parameters; returns the module."""
    self._requires_grad(requires_grad)
    return self


def zero_grad(self: ScriptModule, set_to_none: bool = True) -> None:
    """Drops the gradients of its parameters.

    Args:
        set_to_none: False fills them with zeros instead.
    """
    self._zero_grad(set_to_none)


def _named(
    module: ScriptModule, kind: str, prefix: str, recurse: bool, remove_duplicate: bool
) -> Iterator[tuple[str, Any]]:
    if remove_duplicate:
        for name, value in module._members(kind, recurse):
            yield _path(prefix, name), value
        return
    parts: Iterable[tuple[str, ScriptModule]] = [(prefix, module)]
    if recurse:
        parts = module.named_modules(prefix=prefix, remove_duplicate=False)
    for path, part in parts:
        for name, value in part._own_members(kind):
            yield _path(path, name), value


def _own(module: ScriptModule, kind: str, name: str) -> Any:
    members = dict(module._own_members(kind))
    if name not in members:
        what = {"children": "submodule", "parameters": "parameter", "buffers": "buffer"}[kind]
        raise UnknownMethodError(
            f"'{module.type_name}' has no {what} '{name}'. It has: {', '.join(members) or 'none'}."
        )
    return members[name]


def _values(pairs: Iterable[tuple[str, Any]]) -> Iterator[Any]:
    return (value for _, value in pairs)


def _path(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _kind(value: object) -> str:
    return type(value).__name__


METHODS = (
    named_parameters,
    parameters,
    named_buffers,
    buffers,
    named_attributes,
    named_modules,
    modules,
    named_children,
    children,
    get_submodule,
    get_parameter,
    get_buffer,
    state_dict,
    load_state_dict,
    requires_grad_,
    zero_grad,
)

"""The parameters, buffers and submodules of a module, and states to load into them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast, overload

from torchsharp_py._errors import ScriptTypeError, UnknownMethodError
from torchsharp_py._module.native import NativeModule

if TYPE_CHECKING:
    from typing import Self

    from torch import Tensor
    from torch.nn import Parameter

    from torchsharp_py._C import ScriptModule

_Destination = TypeVar("_Destination", bound=dict[str, Any])


class IncompatibleKeys(NamedTuple):
    """The names that ``load_state_dict`` found on one side only."""

    missing_keys: list[str]
    unexpected_keys: list[str]


class ModuleState(NativeModule):
    """How a module lists its members, and saves and loads its state."""

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """Yields the parameters under their dotted names.

        Args:
            prefix: The beginning of every name, without the dot.
            recurse: Whether to include the parameters of submodules.
            remove_duplicate: Whether to yield a tensor that has several names only once.
        """
        return _named(self, "parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """Yields the parameters, each once. They are the model's own tensors, not copies.

        Args:
            recurse: Whether to include the parameters of submodules.
        """
        return iter(self._tensors("parameters", recurse, True, False))

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """Yields the buffers under their dotted names.

        Args:
            prefix: The beginning of every name, without the dot.
            recurse: Whether to include the buffers of submodules.
            remove_duplicate: Whether to yield a tensor that has several names only once.
        """
        return _named(self, "buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """Yields the buffers, each once.

        Args:
            recurse: Whether to include the buffers of submodules.
        """
        return iter(self._tensors("buffers", recurse, True, False))

    def named_attributes(self, recurse: bool = True) -> Iterator[tuple[str, Any]]:
        """Yields all attributes under their dotted names: parameters, buffers, modules and others.

        Args:
            recurse: Whether to include the attributes of submodules.
        """
        return iter(self._members("attributes", recurse))

    def named_modules(
        self,
        memo: set[Any] | None = None,
        prefix: str = "",
        remove_duplicate: bool = True,
    ) -> Iterator[tuple[str, ScriptModule]]:
        """Yields the module itself, under the name ``prefix``, and all modules inside it.

        Args:
            memo: Modules to leave out; those that are yielded are added.
            prefix: The beginning of every name, without the dot.
            remove_duplicate: Whether to yield a module that has several names only once.
        """
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, cast("ScriptModule", self)
        for name, child in self._own_members("children"):
            yield from child.named_modules(memo, _path(prefix, name), remove_duplicate)

    def modules(self, remove_duplicate: bool = True) -> Iterator[ScriptModule]:
        """Yields the module itself and all modules inside it.

        Args:
            remove_duplicate: Whether to yield a module that has several names only once.
        """
        return _values(self.named_modules(remove_duplicate=remove_duplicate))

    def named_children(self) -> Iterator[tuple[str, ScriptModule]]:
        """Yields the direct submodules with their names, each once."""
        seen = set()
        for name, child in self._own_members("children"):
            if child not in seen:
                seen.add(child)
                yield name, child

    def children(self) -> Iterator[ScriptModule]:
        """Yields the direct submodules, each once."""
        return _values(self.named_children())

    def get_submodule(self, target: str) -> ScriptModule:
        """Returns the module at a dotted path; an empty path means the module itself.

        Raises:
            UnknownMethodError: No submodule has this path (also an ``AttributeError``).
        """
        module = cast("ScriptModule", self)
        for name in target.split(".") if target else ():
            module = _own(module, "children", name)
        return module

    def get_parameter(self, target: str) -> Parameter:
        """Returns the parameter at a dotted path.

        Raises:
            UnknownMethodError: No parameter has this path (also an ``AttributeError``).
        """
        path, _, name = target.rpartition(".")
        found: Parameter = _own(self.get_submodule(path), "parameters", name)
        return found

    def get_buffer(self, target: str) -> Tensor:
        """Returns the buffer at a dotted path.

        Raises:
            UnknownMethodError: No buffer has this path (also an ``AttributeError``).
        """
        path, _, name = target.rpartition(".")
        found: Tensor = _own(self.get_submodule(path), "buffers", name)
        return found

    @overload
    def state_dict(
        self, destination: _Destination, prefix: str = "", keep_vars: bool = False
    ) -> _Destination: ...
    @overload
    def state_dict(
        self, destination: None = None, prefix: str = "", keep_vars: bool = False
    ) -> OrderedDict[str, Tensor]: ...
    def state_dict(self, destination: Any = None, prefix: str = "", keep_vars: bool = False) -> Any:
        """Returns parameters and buffers by dotted name, as ``torch.nn.Module.state_dict`` does.

        Args:
            destination: A dict to put them into; None makes an ``OrderedDict``.
            prefix: The beginning of every name, with the dot.
            keep_vars: Whether to return the parameters themselves. Otherwise the returned tensors
                share their elements, and autograd does not record operations on them.
        """
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = getattr(destination, "_metadata", None)
        if metadata is not None:
            for path, _ in self.named_modules(prefix=prefix[:-1], remove_duplicate=False):
                metadata[path] = {"version": 1}
        for name, tensor in self._tensors("state", True, False, True):
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        return destination

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> IncompatibleKeys:
        """Copies tensors into the parameters and buffers with the same names.

        Unlike ``torch.nn.Module.load_state_dict`` it changes nothing if it fails.

        Args:
            state_dict: Tensors by dotted name, for example another module's ``state_dict()``.
            strict: Whether missing and unexpected names are errors.
            assign: Whether the tensors replace the module's tensors, instead of their elements.

        Returns:
            The names that ``state_dict`` lacks, and those that the module lacks.

        Raises:
            ScriptValueError: Names are missing or unexpected, or the shape of a tensor differs.
            ScriptTypeError: ``state_dict`` is not a mapping of names to tensors.
            ScriptRuntimeError: ``assign`` is set, and a running call uses the module.
        """
        if not isinstance(state_dict, Mapping):
            raise ScriptTypeError(
                f"expected a mapping of names to tensors, got {_kind(state_dict)}"
            )
        for name in state_dict:
            if not isinstance(name, str):
                raise ScriptTypeError(
                    f"expected a str for each name in the state, got {_kind(name)}: {name!r}"
                )
        missing, unexpected = self._load_state(list(state_dict.items()), strict, assign)
        return IncompatibleKeys(missing, unexpected)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Sets whether autograd records operations on the parameters; returns the module."""
        self._requires_grad(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Removes the gradients of the parameters.

        Args:
            set_to_none: Whether gradients become None; otherwise they are filled with zeros.
        """
        self._zero_grad(set_to_none)


def _named(
    module: ModuleState, kind: str, prefix: str, recurse: bool, remove_duplicate: bool
) -> Iterator[tuple[str, Any]]:
    pairs = module._tensors(kind, recurse, remove_duplicate, True)
    if not prefix:
        return iter(pairs)
    return ((f"{prefix}.{name}", tensor) for name, tensor in pairs)


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

"""What of PyTorch's and TorchSharp's public members C# has."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import ModuleType

import torch
import torch.overrides
from generated_files import OUTPUT_FOLDER

FOLDER = Path(__file__).parent
PUBLIC_API = (
    OUTPUT_FOLDER.parent / "PublicApi.txt",
    OUTPUT_FOLDER.parent.parent / "TorchSharpPy.Vision" / "PublicApi.txt",
)

_MODULES: dict[str, ModuleType | type] = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.nn.functional": torch.nn.functional,
    "torch.linalg": torch.linalg,
    "torch.fft": torch.fft,
    "torch.special": torch.special,
}
# What of TorchSharp is compared.
_TORCHSHARP = (
    "torch.jit",
    "torch.jit.ScriptModule",
    "torch.jit.CompilationUnit",
    "torch.jit.Type",
    "torch.jit.TensorType",
    "torch.Tensor",
    "torch",
    "torch.nn",
    "torch.nn.Module",
    "torch.nn.functional",
    "torch.nn.utils",
    "torch.nn.init",
    "torch.optim",
    "torch.optim.Optimizer",
    "torch.optim.lr_scheduler",
    "torch.optim.lr_scheduler.LRScheduler",
    "torchvision",
    "torchvision.io",
    "torchvision.transforms",
    "torchvision.transforms.functional",
    "torchvision.ops",
    "torchvision.datasets",
    "torchvision.utils",
)
# Classes whose methods extend a class, or that it derives from.
_EXTENSIONS = {
    "torch.Tensor": ("TensorExtensionMethods", "TorchSharpPy.Bridge.ArrayInterop"),
    "torch.nn.Module": ("ModuleExtensions",),
    "torch.jit.ScriptModule": ("torch.nn.Module", "ModuleExtensions", "ScriptModuleExtensions"),
}
_TYPE_PARAMETERS = re.compile(r"^([\w.]+)<[^()]*?>(?=\.)")
_MEMBER = re.compile(r"([\w.]+?)\.(\w+)[ (<\[:]")


@dataclass(frozen=True)
class Coverage:
    """The members of one class or module.

    Attributes:
        owner: Its name.
        present: Those that C# has.
        missing: The others, with the reason for each.
        differing: Those that C# has and that do something else, with what.
        documented: Those that have a docstring in PyTorch.
    """

    owner: str
    present: tuple[str, ...]
    missing: Mapping[str, str]
    differing: Mapping[str, str] = field(default_factory=dict)
    documented: frozenset[str] = frozenset()

    @property
    def share(self) -> float:
        """How much is there, from 0 to 1."""
        return len(self.present) / (len(self.present) + len(self.missing))

    @property
    def documented_share(self) -> float:
        """How much of what PyTorch documents is there, from 0 to 1."""
        return len(self.documented.intersection(self.present)) / len(self.documented)


@cache
def csharp_members() -> Mapping[str, frozenset[str]]:
    """The members of each public C# class, by the approved list."""
    members: dict[str, set[str]] = defaultdict(set)
    lines = [line for path in PUBLIC_API for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        found = _MEMBER.match(_TYPE_PARAMETERS.sub(r"\1", line))
        if found is not None:
            members[found[1]].add(found[2])
    return {owner: frozenset(names) for owner, names in members.items()}


def pytorch_members(owner: str) -> frozenset[str]:
    """The public functions that PyTorch lets others override: its own list of them."""
    module = _MODULES[owner]
    if module is torch.Tensor or module is torch or module is torch.nn.functional:
        functions = torch.overrides.get_overridable_functions()[module]
        names = {getattr(function, "__name__", "_") for function in functions}
    else:
        names = set(dir(module))
    return frozenset(
        name for name in names if not name.startswith("_") and _is_function(module, name)
    )


def _is_function(module: ModuleType | type, name: str) -> bool:
    value = getattr(module, name, None)
    imported = isinstance(value, (type, ModuleType)) or not callable(value)
    return not imported and name not in ("common_notes", "handle_torch_function")


def coverage_of_pytorch() -> list[Coverage]:
    """One entry for each module of PyTorch."""
    reasons = _reasons("pytorch")
    entries = []
    for owner, module in _MODULES.items():
        members = pytorch_members(owner)
        documented = {name for name in members if getattr(module, name).__doc__}
        entries.append(replace(_compare(owner, members, reasons), documented=frozenset(documented)))
    return entries


def coverage_of_torchsharp() -> list[Coverage]:
    """One entry for each class of TorchSharp that is compared.

    Raises:
        ValueError: A difference is noted for a member that is not on both sides.
    """
    differences = tomllib.loads((FOLDER / "differs.toml").read_text(encoding="utf-8"))
    names: dict[str, set[str]] = defaultdict(set)
    for line in (FOLDER / "torchsharp_members.txt").read_text(encoding="utf-8").split():
        owner, _, name = line.rpartition(".")
        names[owner].add("Item" if name == "this[]" else name)
    return [
        _with_differences(
            _compare(owner, names[owner], {**_reasons(owner), **_reasons("torchsharp")}),
            differences.get(owner, {}),
        )
        for owner in _TORCHSHARP
    ]


def _with_differences(entry: Coverage, differences: Mapping[str, str]) -> Coverage:
    if unknown := set(differences).difference(entry.present):
        raise ValueError(f"differs.toml: {entry.owner} has no {sorted(unknown)} on both sides")
    return replace(entry, differing=differences)


def _reasons(section: str) -> Mapping[str, str]:
    data = tomllib.loads((FOLDER / "missing.toml").read_text(encoding="utf-8")).get(section, {})
    return {pattern: reason for reason, patterns in data.items() for pattern in patterns}


def _compare(owner: str, names: Iterable[str], reasons: Mapping[str, str]) -> Coverage:
    classes = (owner, *_EXTENSIONS.get(owner, ()))
    have = {name for one in classes for name in csharp_members().get(one, ())}
    present = sorted(name for name in names if name in have or f"{name}_" in _odd_names(owner))
    missing = {name: _reason(name, reasons) for name in sorted(set(names) - set(present))}
    return Coverage(owner, tuple(present), missing)


def _odd_names(owner: str) -> frozenset[str]:
    """``fft.fft`` is ``fft.fft_``: a member cannot be called like its class."""
    return csharp_members().get(owner, frozenset()) & {f"{owner.rpartition('.')[2]}_"}


def _reason(name: str, reasons: Mapping[str, str]) -> str:
    for pattern, reason in reasons.items():
        if re.fullmatch(pattern, name):
            return reason
    return "not yet"

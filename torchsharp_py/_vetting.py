"""What a file of a model could do, read without running anything of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchsharp_py._C import ScriptModule
from torchsharp_py._module.files import Readers, read_from
from torchsharp_py._policy import policy_text

if TYPE_CHECKING:
    from torchsharp_py._module.files import Source
    from torchsharp_py._policy import Policy


@dataclass(frozen=True)
class VetProblem:
    """Why a file is refused.

    Attributes:
        kind: ``operator``, ``class``, ``endless_loop``, ``archive`` (names or sizes of records) or
            ``format`` (the file cannot be loaded at all).
        text: The problem in words.
        operator: The operator (``aten::save``) or class, or an empty string.
        method: The method that does it (``__torch__.Net.forward``), or an empty string.
    """

    kind: str
    text: str
    operator: str
    method: str


@dataclass(frozen=True)
class VetOperator:
    """An operator that the file can reach.

    Attributes:
        name: Its name with the overload: ``aten::add.Tensor``.
        allowed: Whether the policy allows it.
        effect: What it does beyond computing, such as ``writes_files``, or an empty string.
        methods: The methods and functions that call it.
    """

    name: str
    allowed: bool
    effect: str
    methods: list[str]


@dataclass(frozen=True)
class VetEffect:
    """Something that the file does beyond computing.

    Attributes:
        kind: ``writes_files``, ``reads_files``, ``prints``, ``warns``, ``runs_python``,
            ``network``, ``host_state``, ``raw_memory``, ``uninitialized_memory``, ``forks``,
            ``native_class``, ``unbounded_loop`` or ``endless_loop``.
        operator: The operator or class that does it; empty for a loop.
        method: The method that does it.
        on_load: Whether it happens while the file is loaded.
    """

    kind: str
    operator: str
    method: str
    on_load: bool


@dataclass(frozen=True)
class VetClass:
    """A class, module or interface that the code names.

    Attributes:
        name: Its qualified name.
        native: Whether it is written in C++.
        allowed: Whether the policy allows it.
        objects: How many objects of it the file holds.
    """

    name: str
    native: bool
    allowed: bool
    objects: int


@dataclass(frozen=True)
class VetReport:
    """What a file could do.

    Attributes:
        allowed: Whether the policy allows all of it: ``load`` with the policy accepts the file.
        policy: The name of the policy.
        problems: What the policy does not allow; what would happen on load comes first.
        operators: The operators that the code can reach.
        effects: What they do beyond computing.
        classes: The classes that the code names.
        on_load: The functions that run while the file is loaded.
        sizes: ``file_bytes``, ``record_bytes`` (inflated), ``code_bytes``, ``tensor_bytes`` and
            ``records``; empty if the file cannot be read.
    """

    allowed: bool
    policy: str
    problems: list[VetProblem]
    operators: list[VetOperator]
    effects: list[VetEffect]
    classes: list[VetClass]
    on_load: list[str]
    sizes: dict[str, int]

    @classmethod
    def from_tree(cls, tree: Any) -> VetReport:
        """Makes it from what the core returns."""
        allowed, policy, problems, operators, effects, classes, on_load, sizes = tree
        return cls(
            allowed,
            policy,
            [VetProblem(*row) for row in problems],
            [VetOperator(*row) for row in operators],
            [VetEffect(*row) for row in effects],
            [VetClass(*row) for row in classes],
            on_load,
            dict(sorted(sizes.items())),
        )


def vet(source: Source, policy: Policy = "safe") -> VetReport:
    """Says what a TorchScript file, or a ``.pt2`` file, could do, and whether a policy allows it.

    Nothing of the file runs, and no object of its classes is made.

    Args:
        source: As in :func:`torchsharp_py.jit.load`.
        policy: As in :func:`torchsharp_py.jit.load`.

    Returns:
        The report. A file that is damaged, or is no such archive, has a problem of the kind
        ``format``.

    Raises:
        ModelNotFoundError: The file does not exist (also a ``FileNotFoundError``).
        ModelIOError: The file cannot be read (also an ``OSError``).
        ScriptValueError: The policy cannot be read.
    """
    text = policy_text(policy)
    readers = Readers[Any](
        lambda path: ScriptModule._vet_file(path, text),
        lambda data: ScriptModule._vet_bytes(data, text),
        lambda file: ScriptModule._vet_stream(file, text),
    )
    return VetReport.from_tree(read_from(source, readers))

"""A model whose attributes are of every kind that TorchScript has, for tests of copies."""

import enum
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional  # noqa: UP035

import torch
from torch import Tensor, nn
from torch.futures import Future


class Level(enum.Enum):
    LOW = 1
    HIGH = 2


class Scored(NamedTuple):
    values: Tensor
    score: float


class Box:
    """An instance with an attribute that is shared."""

    def __init__(self, content: Tensor) -> None:
        self.content = content
        self.name = "box"


def doubled(x: Tensor) -> Tensor:
    return x * 2


def counted(x: Tensor, rounds: int) -> Tensor:
    count = 0
    for i in range(rounds):
        count = (count * 31 + i) % 1000
    return x + count


class EveryKind(nn.Module):
    """Attributes of every kind."""

    scored: Scored
    boxed: Optional[Box]
    task: Optional[Future[Tensor]]
    listed: List[Tensor]
    waves: List[complex]
    anything: List[Any]
    nested: Dict[str, List[Tensor]]

    def __init__(self) -> None:
        super().__init__()
        shared = torch.ones(2)
        self.weight = nn.Parameter(torch.ones(2))
        self.packed = torch.ao.nn.quantized.Linear(2, 2)
        self.wave = 1 + 2j
        self.number = 0.5
        self.text = "text"
        self.device = torch.device("cpu")
        self.level = Level.HIGH
        self.pair = (shared, 1)
        self.scored = Scored(shared, 0.25)
        self.listed = [shared, shared]
        self.waves = [1j, 2 + 0j]
        self.anything = []
        self.nested = {"a": [shared]}
        self.boxed = None
        self.task = None

    @torch.jit.export
    def fill(self, x: Tensor) -> None:
        """Gives the attributes that cannot be saved a value."""
        self.boxed = Box(x)
        self.task = torch.jit.fork(doubled, x)
        self.anything.append(x)
        self.anything.append(self.anything)

    @torch.jit.export
    def start(self, rounds: int) -> None:
        """Starts a task that takes a while."""
        self.task = torch.jit.fork(counted, self.weight, rounds)

    @torch.jit.export
    def grow(self, levels: int) -> None:
        """Nests a list deeper."""
        for _ in range(levels):
            outer: List[Any] = []
            outer.append(self.anything)
            self.anything = outer

    @torch.jit.export
    def wait(self) -> Tensor:
        task = self.task
        assert task is not None
        return torch.jit.wait(task)

    @torch.jit.export
    def content(self) -> Tensor:
        boxed = self.boxed
        assert boxed is not None
        return boxed.content

    @torch.jit.export
    def contains_itself(self) -> bool:
        """Whether the last item of ``anything`` is that list: it grows with it."""
        size = len(self.anything)
        inner = self.anything[size - 1]
        if isinstance(inner, List[Any]):
            inner.append(inner)
        return len(self.anything) == size + 1

    @torch.jit.export
    def first(self) -> Tensor:
        inner = self.anything[0]
        assert isinstance(inner, Tensor)
        return inner

    @torch.jit.export
    def score(self) -> float:
        return self.scored.score

    @torch.jit.export
    def all_tensors(self) -> List[Tensor]:
        """The tensors that are one and the same."""
        return [
            self.pair[0],
            self.scored.values,
            self.listed[0],
            self.listed[1],
            self.nested["a"][0],
        ]

    def forward(self, x: Tensor) -> Tensor:
        return x * self.weight * abs(self.wave)


def write_copied_models(folder: Path) -> None:
    """Writes ``every_kind.pt``."""
    torch.jit.script(EveryKind()).save(str(folder / "every_kind.pt"))

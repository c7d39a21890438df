"""The module of ``objects.pt``: values with handles. TorchScript reads the source."""

import enum
from typing import Any, Dict, List, Optional  # noqa: UP035

import torch
from torch import Tensor, nn
from torch.futures import Future


class Color(enum.Enum):
    RED = 1
    DARK_BLUE = 2


class Mood(enum.Enum):
    GOOD = "good"
    BAD = "bad"


@torch.jit.script
class Point:
    """A class with attributes and methods."""

    def __init__(self, x: float, y: float = 0.5) -> None:
        self.x = x
        self.y = y
        self.name = torch.jit.annotate(Optional[str], None)  # noqa: UP045
        self.weights = torch.zeros(2)

    def norm(self) -> float:
        return (self.x * self.x + self.y * self.y) ** 0.5

    def scaled(self, factor: float, shift: float = 0.0) -> "Point":
        return Point(self.x * factor + shift, self.y * factor + shift)


@torch.jit.script
class Path:
    """A class that holds objects of another one. Of its own kind it may not."""

    def __init__(self, points: List[Point]) -> None:  # noqa: UP006
        self.points = points

    def add(self, point: Point) -> int:
        self.points.append(point)
        return len(self.points)

    @property
    def length(self) -> int:
        return len(self.points)


@torch.jit.interface
class Layer(nn.Module):
    """What a layer can do."""

    def forward(self, x: Tensor) -> Tensor:
        pass


class Doubling(nn.Module):
    """A layer."""

    def forward(self, x: Tensor) -> Tensor:
        return x * 2


class Shifting(nn.Module):
    """Another layer, with a weight."""

    def __init__(self) -> None:
        super().__init__()
        self.shift = nn.Parameter(torch.ones(1) * 10)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.shift


def slow_sum(x: Tensor, rounds: int) -> Tensor:
    for _ in range(rounds):
        x = x + 1
    return x.sum()


def failing(x: Tensor) -> Tensor:
    if x.numel() >= 0:
        raise ValueError("deliberate: " + str(x.numel()))
    return x


def described(x: Tensor) -> str:
    return "dim " + str(x.dim())


def quiet(x: Tensor) -> None:
    x.add_(1)


class Objects(nn.Module):
    """Methods for each kind of value with a handle, and for arguments by name."""

    layer: Layer

    def __init__(self) -> None:
        super().__init__()
        self.layer = Doubling()
        self.other = Shifting()

    def forward(self, x: Tensor) -> Tensor:
        return self.layer.forward(x)

    @torch.jit.export
    def make_point(self, x: float, y: float) -> Point:
        return Point(x, y)

    @torch.jit.export
    def same_point(self, point: Point) -> Point:
        return point

    @torch.jit.export
    def norm_of(self, point: Optional[Point] = None) -> float:  # noqa: UP045
        return -1.0 if point is None else point.norm()

    @torch.jit.export
    def points(self, count: int) -> List[Point]:  # noqa: UP006
        return [Point(float(i), 0.0) for i in range(count)]

    @torch.jit.export
    def path(self, points: List[Point]) -> Path:  # noqa: UP006
        return Path(points)

    @torch.jit.export
    def total(self, points: List[Point]) -> float:  # noqa: UP006
        total = 0.0
        for point in points:
            total += point.norm()
        return total

    @torch.jit.export
    def by_name(self, points: Dict[str, Point]) -> float:  # noqa: UP006
        return points["a"].norm()

    @torch.jit.export
    def same_any(self, x: Any) -> Any:
        return x

    @torch.jit.export
    def other_color(self, color: Color) -> Color:
        return Color.DARK_BLUE if color == Color.RED else Color.RED

    @torch.jit.export
    def color_value(self, color: Color) -> int:
        return color.value

    @torch.jit.export
    def mood(self, good: bool) -> Mood:
        return Mood.GOOD if good else Mood.BAD

    @torch.jit.export
    def get_layer(self) -> Layer:
        return self.layer

    @torch.jit.export
    def apply_layer(self, layer: Layer, x: Tensor) -> Tensor:
        return layer.forward(x)

    @torch.jit.export
    def later(self, x: Tensor, rounds: int) -> Future[Tensor]:
        return torch.jit.fork(slow_sum, x, rounds)

    @torch.jit.export
    def later_text(self, x: Tensor) -> Future[str]:
        return torch.jit.fork(described, x)

    @torch.jit.export
    def later_nothing(self, x: Tensor) -> Future[None]:
        return torch.jit.fork(quiet, x)

    @torch.jit.export
    def later_failure(self, x: Tensor) -> Future[Tensor]:
        return torch.jit.fork(failing, x)

    @torch.jit.export
    def wait_for(self, later: Future[Tensor]) -> Tensor:
        return torch.jit.wait(later)

    @torch.jit.export
    def lazily(self, x: Tensor) -> torch.jit._Await[Tensor]:
        return torch.jit._awaitable(slow_sum, x, 3)

    @torch.jit.export
    def lazy_failure(self, x: Tensor) -> torch.jit._Await[Tensor]:
        return torch.jit._awaitable(failing, x)

    @torch.jit.export
    def await_for(self, later: torch.jit._Await[Tensor]) -> Tensor:
        return torch.jit._awaitable_wait(later)

    @torch.jit.export
    def random(self, size: int, generator: torch.Generator) -> Tensor:
        return torch.rand([size], generator=generator)

    @torch.jit.export
    def pack(self, weight: Tensor) -> torch.classes.quantized.LinearPackedParamsBase:
        quantized = torch.quantize_per_tensor(weight, 0.5, 0, torch.qint8)
        return torch.ops.quantized.linear_prepack(quantized, None)

    @torch.jit.export
    def unpack(self, packed: torch.classes.quantized.LinearPackedParamsBase) -> Tensor:
        return torch.ops.quantized.linear_unpack(packed)[0].dequantize()

    @torch.jit.export
    def mixed(self, x: Tensor, alpha: int = 2, shift: float = 0.5, times: int = 1) -> Tensor:
        return (x * alpha + shift) * times

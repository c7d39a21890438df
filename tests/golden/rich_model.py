"""TorchScript's module ``__torch__.tests.models.codegen_models.Rich``, with its methods typed.

Written by ``python -m torchsharp_py codegen`` from a model file. Do not edit it:
generate it again.
"""

# ruff: noqa
from __future__ import annotations

import builtins
import enum
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from torchsharp_py import jit
from torchsharp_py.codegen import signature

if TYPE_CHECKING:
    import torch

_SHA256 = "7030cb3d215129cdec810ea59bc2d96ceac4d5bead7535178a17a79aedefd544"

_SIGNATURE = (
    "Enum __torch__.tests.models.codegen_models.Color(RED, GREEN, BLUE)",
    "Enum __torch__.tests.models.codegen_models.Mode(fast, checked)",
    "Event(float result) -> float",
    "NamedTuple __torch__.tests.models.codegen_models.Box(__torch__.tests.models.codegen_models.Point corner, List[int] sizes, Optional[__torch__.tests.models.codegen_models.Point] next)",
    "NamedTuple __torch__.tests.models.codegen_models.Point(Tensor x, str label, int event)",
    "ToString() -> str",
    "boxed(__torch__.tests.models.codegen_models.Point[] points) -> __torch__.tests.models.codegen_models.Box",
    "class __torch__.tests.models.codegen_models.Counter(total, name, history)",
    "count(__torch__.tests.models.codegen_models.Counter counter, int n) -> __torch__.tests.models.codegen_models.Counter",
    "counters(int[] starts) -> Dict(str, __torch__.tests.models.codegen_models.Counter)",
    "event(int this, int params, str string, bool out) -> str",
    "forward(Tensor x, Tensor y) -> ((Tensor, Tensor))",
    "immutable((int, str) pair=(7, seven), (int, float)? maybe=(1, 0.5), complex z=1.-2.j, int big=-9223372036854775808, float far=inf, Device device=cpu) -> ((int, complex, int, float, str))",
    "keyword_only(Tensor x, int alpha) -> Tensor",
    "list(int int) -> int",
    "lists(int[] sizes=[1, 2], bool[] flags=[True, False], float[]? maybe=[0.5], bool last=False) -> int[][]",
    "load(str path) -> str",
    "named(Tensor x, int alpha, float beta=2.) -> Tensor",
    "next_color(Enum<__torch__.tests.models.codegen_models.Color> color=Enum<Color.RED>, Enum<__torch__.tests.models.codegen_models.Mode> mode=Enum<Mode.fast>) -> Enum<__torch__.tests.models.codegen_models.Color>",
    "nothing() -> NoneType",
    "optional(Tensor? x=None, int? n=3) -> int?",
    'predict(Tensor x, int top=5, float scale=1.0000000000000001e-05, str mode="a\\"b\\n") -> Tensor',
    "shifted(__torch__.tests.models.codegen_models.Point point, int by=1) -> __torch__.tests.models.codegen_models.Point",
    "table(Dict(str, Tensor) x, Dict(int, str) names) -> Dict(str, Tensor[])",
    "ten(int a, int b, int c, int d, int e, int f, int g, int h, float i, __torch__.tests.models.codegen_models.Point j) -> ((int, int, int, int, int, int, int, int, float, __torch__.tests.models.codegen_models.Point))",
)


class Color(enum.Enum):
    """TorchScript's enum ``__torch__.tests.models.codegen_models.Color``."""

    RED = 1
    GREEN = 2
    BLUE = 40


class Mode(enum.Enum):
    """TorchScript's enum ``__torch__.tests.models.codegen_models.Mode``."""

    fast = "fast"
    checked = "slow & <checked>"


class Point(NamedTuple):
    """TorchScript's named tuple ``__torch__.tests.models.codegen_models.Point``."""

    x: torch.Tensor
    label: str
    event: int


class Box(NamedTuple):
    """TorchScript's named tuple ``__torch__.tests.models.codegen_models.Box``."""

    corner: Point
    sizes: list[int]
    next: Point | None


class Counter:
    """An instance of TorchScript's class ``__torch__.tests.models.codegen_models.Counter``.

    Attributes:
        script_object: The object itself.
    """

    __slots__ = ("script_object",)

    def __init__(self, script_object: Any) -> None:
        """Wraps an object."""
        self.script_object = script_object

    @staticmethod
    def create(model: Rich, start: int, name: str = "counter") -> Counter:
        """Creates an instance.

        Args:
            model: The model that the class belongs to.
            start: int.
            name: str, "counter" by default.
        """
        made = model.module.create(
            "__torch__.tests.models.codegen_models.Counter",
            start,
            name,
        )
        return Counter(made)

    @property
    def total(self) -> int:
        """The attribute ``total``."""
        value: int = self.script_object.total
        return value

    @total.setter
    def total(self, value: int) -> None:
        self.script_object.total = value

    @property
    def name(self) -> str:
        """The attribute ``name``."""
        value: str = self.script_object.name
        return value

    @name.setter
    def name(self, value: str) -> None:
        self.script_object.name = value

    @property
    def history(self) -> list[int]:
        """The attribute ``history``."""
        value: list[int] = self.script_object.history
        return value

    @history.setter
    def history(self, value: list[int]) -> None:
        self.script_object.history = value

    def add(self, n: int = 1) -> int:
        """TorchScript's ``add(int n=1) -> int``.

        Args:
            n: int, 1 by default.

        Returns:
            int.
        """
        result: int = self.script_object.add(n)
        return result

    def corner(self, x: torch.Tensor) -> Point:
        """TorchScript's ``corner(Tensor x) -> __torch__.tests.models.codegen_models.Point``.

        Args:
            x: Tensor.

        Returns:
            __torch__.tests.models.codegen_models.Point.
        """
        result = self.script_object.corner(x)
        return _to_Point(result)


class Rich:
    """TorchScript's module ``__torch__.tests.models.codegen_models.Rich``, with its methods typed.

    Attributes:
        module: The module, for everything that has no method here.
    """

    __slots__ = (
        "module",
        "_forward",
        "_Event",
        "_ToString",
        "_boxed",
        "_count",
        "_counters",
        "_event",
        "_immutable",
        "_keyword_only",
        "_list",
        "_load_",
        "_next_color",
        "_nothing",
        "_optional",
        "_predict",
        "_shifted",
        "_table",
        "_ten",
        "_lists",
        "_named",
    )

    def __init__(self, module: jit.ScriptModule) -> None:
        """Wraps a module.

        Raises:
            ScriptTypeError: The methods differ; the message lists how.
        """
        signature.verify(module, "Rich", _SHA256, _SIGNATURE)
        self.module = module
        self._forward = module.method("forward")
        self._Event = module.method("Event")
        self._ToString = module.method("ToString")
        self._boxed = module.method("boxed")
        self._count = module.method("count")
        self._counters = module.method("counters")
        self._event = module.method("event")
        self._immutable = module.method("immutable")
        self._keyword_only = module.method("keyword_only")
        self._list = module.method("list")
        self._load_ = module.method("load")
        self._next_color = module.method("next_color")
        self._nothing = module.method("nothing")
        self._optional = module.method("optional")
        self._predict = module.method("predict")
        self._shifted = module.method("shifted")
        self._table = module.method("table")
        self._ten = module.method("ten")
        self._lists = module.method("lists")
        self._named = module.method("named")

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        map_location: str | torch.device | None = None,
    ) -> Rich:
        """Loads the model; a file with other methods is an error.

        Args:
            path: A TorchScript archive.
            map_location: The device for its weights; None keeps the saved devices.

        Raises:
            ModelNotFoundError: The file does not exist.
            ScriptTypeError: The methods differ; the message lists how.
        """
        return Rich(jit.load(path, map_location))

    def forward(
        self,
        x: torch.Tensor,
        y: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """TorchScript's ``forward(Tensor x, Tensor y) -> ((Tensor, Tensor))``.

        Args:
            x: Tensor.
            y: Tensor.

        Returns:
            Tuple[Tensor, Tensor].

        Source::

            def forward(self,
                x: Tensor,
                y: Tensor) -> Tuple[Tensor, Tensor]:
              return (torch.add(x, y), torch.sub(x, y))
        """
        result: tuple[torch.Tensor, torch.Tensor] = self._forward(x, y)
        return result

    def Event(self, result: float) -> float:
        """TorchScript's ``Event(float result) -> float``.

        Args:
            result: float.

        Returns:
            float.

        Source::

            def Event(self,
                result: float) -> float:
              return result
        """
        result_: float = self._Event(result)
        return result_

    def ToString(self) -> str:
        """TorchScript's ``ToString() -> str``.

        Returns:
            str.

        Source::

            def ToString(self) -> str:
              return "text"
        """
        result: str = self._ToString()
        return result

    def boxed(self, points: builtins.list[Point]) -> Box:
        """TorchScript's ``boxed(__torch__.tests.models.codegen_models.Point[] points) -> __torch__.tests.models.codegen_models.Box``.

        Args:
            points: List[__torch__.tests.models.codegen_models.Point].

        Returns:
            __torch__.tests.models.codegen_models.Box.

        Source::

            def boxed(self,
                points: List[__torch__.tests.models.codegen_models.Point]) -> __torch__.tests.models.codegen_models.Box:
              if torch.gt(torch.len(points), 1):
                last : Optional[__torch__.tests.models.codegen_models.Point] = points[-1]
              else:
                last = None
              _0 = __torch__.tests.models.codegen_models.Box(points[0], [torch.len(points)], last)
              return _0
        """
        result = self._boxed(points)
        return _to_Box(result)

    def count(self, counter: Counter, n: int) -> Counter:
        """TorchScript's ``count(__torch__.tests.models.codegen_models.Counter counter, int n) -> __torch__.tests.models.codegen_models.Counter``.

        Args:
            counter: __torch__.tests.models.codegen_models.Counter.
            n: int.

        Returns:
            __torch__.tests.models.codegen_models.Counter.

        Source::

            def count(self,
                counter: __torch__.tests.models.codegen_models.Counter,
                n: int) -> __torch__.tests.models.codegen_models.Counter:
              _0 = (counter).add(n, )
              return counter
        """
        result = self._count(counter.script_object, n)
        return _to_Counter(result)

    def counters(self, starts: builtins.list[int]) -> dict[str, Counter]:
        """TorchScript's ``counters(int[] starts) -> Dict(str, __torch__.tests.models.codegen_models.Counter)``.

        Args:
            starts: List[int].

        Returns:
            Dict[str, __torch__.tests.models.codegen_models.Counter].

        Source::

            def counters(self,
                starts: List[int]) -> Dict[str, __torch__.tests.models.codegen_models.Counter]:
              _0 = annotate(Dict[str, __torch__.tests.models.codegen_models.Counter], {})
              for _1 in range(torch.len(starts)):
                start = starts[_1]
                _2 = str(start)
                _3 = __torch__.tests.models.codegen_models.Counter.__new__(__torch__.tests.models.codegen_models.Counter)
                _4 = (_3).__init__(start, "made", )
                torch._set_item(_0, _2, _3)
              return _0
        """
        result = self._counters(starts)
        return {key: _to_Counter(item) for key, item in result.items()}

    def event(self, this: int, params: int, string: str, out: bool) -> str:
        """TorchScript's ``event(int this, int params, str string, bool out) -> str``.

        Args:
            this: int.
            params: int.
            string: str.
            out: bool.

        Returns:
            str.

        Source::

            def event(self,
                this: int,
                params: int,
                string: str,
                out: bool) -> str:
              _0 = torch.add(string, str(torch.add(this, params)))
              return torch.add(_0, str(out))
        """
        result: str = self._event(this, params, string, out)
        return result

    def immutable(
        self,
        pair: tuple[int, str] = (7, "seven"),
        maybe: tuple[int, float] | None = (1, 0.5),
        z: complex = complex(1.0, -2.0),
        big: int = -9223372036854775808,
        far: float = float("inf"),
        device: torch.device | str = "cpu",
    ) -> tuple[int, complex, int, float, str]:
        """TorchScript's ``immutable((int, str) pair=(7, seven), (int, float)? maybe=(1, 0.5), complex z=1.-2.j, int big=-9223372036854775808, float far=inf, Device device=cpu) -> ((int, complex, int, float, str))``.

        Args:
            pair: Tuple[int, str], (7, seven) by default.
            maybe: Optional[Tuple[int, float]], (1, 0.5) by default.
            z: complex, 1.-2.j by default.
            big: int, -9223372036854775808 by default.
            far: float, inf by default.
            device: Device, cpu by default.

        Returns:
            Tuple[int, complex, int, float, str].

        Source::

            def immutable(self,
                pair: Tuple[int, str]=(7, "seven"),
                maybe: Optional[Tuple[int, float]]=(1, 0.5),
                z: complex=1.-2.j,
                big: int=-9223372036854775808,
                far: float=inf,
                device: Device=torch.device("cpu")) -> Tuple[int, complex, int, float, str]:
              if torch.__is__(maybe, None):
                first = (pair)[0]
              else:
                maybe0 = unchecked_cast(Tuple[int, float], maybe)
                first = (maybe0)[0]
              return (first, z, big, far, str(device))
        """
        result: tuple[int, complex, int, float, str] = self._immutable(
            pair,
            maybe,
            z,
            big,
            far,
            device,
        )
        return result

    def keyword_only(self, x: torch.Tensor, alpha: int) -> torch.Tensor:
        """TorchScript's ``keyword_only(Tensor x, int alpha) -> Tensor``.

        Args:
            x: Tensor.
            alpha: int.

        Returns:
            Tensor.

        Source::

            def keyword_only(self,
                x: Tensor,
                alpha: int) -> Tensor:
              return torch.mul(x, alpha)
        """
        result: torch.Tensor = self._keyword_only(x, alpha)
        return result

    def list(self, int: int) -> int:
        """TorchScript's ``list(int int) -> int``.

        Args:
            int: int.

        Returns:
            int.

        Source::

            def list(self,
                int: int) -> int:
              return int
        """
        result: builtins.int = self._list(int)
        return result

    def load_(self, path: str) -> str:
        """TorchScript's ``load(str path) -> str``.

        Args:
            path: str.

        Returns:
            str.

        Source::

            def load(self,
                path: str) -> str:
              return path
        """
        result: str = self._load_(path)
        return result

    def next_color(self, color: Color = Color.RED, mode: Mode = Mode.fast) -> Color:
        """TorchScript's ``next_color(Enum<__torch__.tests.models.codegen_models.Color> color=Enum<Color.RED>, Enum<__torch__.tests.models.codegen_models.Mode> mode=Enum<Mode.fast>) -> Enum<__torch__.tests.models.codegen_models.Color>``.

        Args:
            color: __torch__.tests.models.codegen_models.Color, Enum<Color.RED> by default.
            mode: __torch__.tests.models.codegen_models.Mode, Enum<Mode.fast> by default.

        Returns:
            __torch__.tests.models.codegen_models.Color.

        Source::

            def next_color(self,
                color: __torch__.tests.models.codegen_models.Color=__torch__.tests.models.codegen_models.Color.RED,
                mode: __torch__.tests.models.codegen_models.Mode=__torch__.tests.models.codegen_models.Mode.fast) -> __torch__.tests.models.codegen_models.Color:
              _0 = __torch__.tests.models.codegen_models.Mode.checked
              _1 = __torch__.tests.models.codegen_models.Color.RED
              _2 = __torch__.tests.models.codegen_models.Color.GREEN
              _3 = __torch__.tests.models.codegen_models.Color.RED
              if torch.eq(mode, _0):
                _4 = color
              else:
                if torch.eq(color, _1):
                  _5 = _2
                else:
                  _5 = _3
                _4 = _5
              return _4
        """
        result = self._next_color(color, mode)
        return _to_Color(result)

    def nothing(self) -> None:
        """TorchScript's ``nothing() -> NoneType``.

        Source::

            def nothing(self) -> NoneType:
              return None
        """
        self._nothing()

    def optional(self, x: torch.Tensor | None = None, n: int | None = 3) -> int | None:
        """TorchScript's ``optional(Tensor? x=None, int? n=3) -> int?``.

        Args:
            x: Optional[Tensor], None by default.
            n: Optional[int], 3 by default.

        Returns:
            Optional[int].

        Source::

            def optional(self,
                x: Optional[Tensor]=None,
                n: Optional[int]=3) -> Optional[int]:
              if torch.__is__(x, None):
                _0 : Optional[int] = n
              else:
                x0 = unchecked_cast(Tensor, x)
                _0 = torch.numel(x0)
              return _0
        """
        result: int | None = self._optional(x, n)
        return result

    def predict(
        self,
        x: torch.Tensor,
        top: int = 5,
        scale: float = 1e-05,
        mode: str = 'a"b\n',
    ) -> torch.Tensor:
        """TorchScript's ``predict(Tensor x, int top=5, float scale=1.0000000000000001e-05, str mode="a\\"b\\n") -> Tensor``.

        Args:
            x: Tensor.
            top: int, 5 by default.
            scale: float, 1.0000000000000001e-05 by default.
            mode: str, "a\\"b\\n" by default.

        Returns:
            Tensor.

        Source::

            def predict(self,
                x: Tensor,
                top: int=5,
                scale: float=1.0000000000000001e-05,
                mode: str="a\\"b\\n") -> Tensor:
              if torch.ne(mode, ""):
                _0 = torch.add(torch.mul(x, top), scale)
              else:
                _0 = x
              return _0
        """
        result: torch.Tensor = self._predict(x, top, scale, mode)
        return result

    def shifted(self, point: Point, by: int = 1) -> Point:
        """TorchScript's ``shifted(__torch__.tests.models.codegen_models.Point point, int by=1) -> __torch__.tests.models.codegen_models.Point``.

        Args:
            point: __torch__.tests.models.codegen_models.Point.
            by: int, 1 by default.

        Returns:
            __torch__.tests.models.codegen_models.Point.

        Source::

            def shifted(self,
                point: __torch__.tests.models.codegen_models.Point,
                by: int=1) -> __torch__.tests.models.codegen_models.Point:
              _0 = __torch__.tests.models.codegen_models.Point(torch.add((point)[0], by), (point)[1], torch.add((point)[2], by))
              return _0
        """
        result = self._shifted(point, by)
        return _to_Point(result)

    def table(
        self,
        x: dict[str, torch.Tensor],
        names: dict[int, str],
    ) -> dict[str, builtins.list[torch.Tensor]]:
        """TorchScript's ``table(Dict(str, Tensor) x, Dict(int, str) names) -> Dict(str, Tensor[])``.

        Args:
            x: Dict[str, Tensor].
            names: Dict[int, str].

        Returns:
            Dict[str, List[Tensor]].

        Source::

            def table(self,
                x: Dict[str, Tensor],
                names: Dict[int, str]) -> Dict[str, List[Tensor]]:
              _0 = names[torch.len(x)]
              _1 = annotate(List[Tensor], [])
              _2 = torch.values(x)
              for _3 in range(torch.len(_2)):
                value = _2[_3]
                _4 = torch.append(_1, torch.add(value, 1))
              return {_0: _1}
        """
        result: dict[str, builtins.list[torch.Tensor]] = self._table(x, names)
        return result

    def ten(
        self,
        a: int,
        b: int,
        c: int,
        d: int,
        e: int,
        f: int,
        g: int,
        h: int,
        i: float,
        j: Point,
    ) -> tuple[int, int, int, int, int, int, int, int, float, Point]:
        """TorchScript's ``ten(int a, int b, int c, int d, int e, int f, int g, int h, float i, __torch__.tests.models.codegen_models.Point j) -> ((int, int, int, int, int, int, int, int, float, __torch__.tests.models.codegen_models.Point))``.

        Args:
            a: int.
            b: int.
            c: int.
            d: int.
            e: int.
            f: int.
            g: int.
            h: int.
            i: float.
            j: __torch__.tests.models.codegen_models.Point.

        Returns:
            Tuple[int, int, int, int, int, int, int, int, float, __torch__.tests.models.codegen_models.Point].

        Source::

            def ten(self,
                a: int,
                b: int,
                c: int,
                d: int,
                e: int,
                f: int,
                g: int,
                h: int,
                i: float,
                j: __torch__.tests.models.codegen_models.Point) -> Tuple[int, int, int, int, int, int, int, int, float, __torch__.tests.models.codegen_models.Point]:
              return (a, b, c, d, e, f, g, h, i, j)
        """
        result = self._ten(a, b, c, d, e, f, g, h, i, j)
        return (
            result[0],
            result[1],
            result[2],
            result[3],
            result[4],
            result[5],
            result[6],
            result[7],
            result[8],
            _to_Point(result[9]),
        )

    def lists(
        self,
        sizes: builtins.list[int] = [1, 2],
        flags: builtins.list[bool] = [True, False],
        maybe: builtins.list[float] | None = [0.5],
        last: bool = False,
    ) -> builtins.list[builtins.list[int]]:
        """TorchScript's ``lists(int[] sizes=[1, 2], bool[] flags=[True, False], float[]? maybe=[0.5], bool last=False) -> int[][]``.

        Args:
            sizes: List[int], [1, 2] by default.
            flags: List[bool], [True, False] by default.
            maybe: Optional[List[float]], [0.5] by default.
            last: bool, False by default.

        Returns:
            List[List[int]].

        Source::

            def lists(self,
                sizes: List[int]=[1, 2],
                flags: List[bool]=[True, False],
                maybe: Optional[List[float]]=[0.5],
                last: bool=False) -> List[List[int]]:
              pieces = [sizes, [torch.len(flags), int(last)]]
              if torch.__isnot__(maybe, None):
                maybe1 = unchecked_cast(List[float], maybe)
                _0 = torch.append(pieces, [torch.len(maybe1)])
              else:
                pass
              return pieces
        """
        result: builtins.list[builtins.list[int]] = self._lists(
            sizes,
            flags,
            maybe,
            last,
        )
        return result

    def named(self, x: torch.Tensor, alpha: int, beta: float = 2.0) -> torch.Tensor:
        """TorchScript's ``named(Tensor x, int alpha, float beta=2.) -> Tensor``.

        Args:
            x: Tensor.
            alpha: int.
            beta: float, 2. by default.

        Returns:
            Tensor.

        Source::

            def named(self,
                x: Tensor,
                alpha: int,
                beta: float=2.) -> Tensor:
              return torch.add(torch.mul(x, alpha), beta)
        """
        result: torch.Tensor = self._named(x, alpha, beta)
        return result

    def __call__(
        self,
        x: torch.Tensor,
        y: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Runs ``forward`` with the hooks that were scripted with the module."""
        result: tuple[torch.Tensor, torch.Tensor] = self.module(x, y)
        return result

    @property
    def weight(self) -> torch.Tensor:
        """The parameter ``weight``."""
        value: torch.Tensor = getattr(self.module, "weight")
        return value

    @property
    def steps(self) -> torch.Tensor:
        """The buffer ``steps``."""
        value: torch.Tensor = getattr(self.module, "steps")
        return value

    @property
    def training(self) -> bool:
        """The attribute ``training``."""
        return self.module.training

    @property
    def top(self) -> int:
        """The attribute ``top``."""
        value: int = getattr(self.module, "top")
        return value

    @property
    def scale(self) -> float:
        """The attribute ``scale``."""
        value: float = getattr(self.module, "scale")
        return value


def _to_Point(value: Any) -> Point:
    return Point(*value)


def _to_Box(value: Any) -> Box:
    return Box(
        _to_Point(value[0]),
        value[1],
        None if value[2] is None else _to_Point(value[2]),
    )


def _to_Counter(value: Any) -> Counter:
    return Counter(value)


def _to_Color(value: Any) -> Color:
    return Color[value.name]


def _to_Mode(value: Any) -> Mode:
    return Mode[value.name]

"""TorchScript's module ``__torch__.tests.models.codegen_clashes.Module``, with its methods typed.

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

_SHA256 = "195e53418491564501b1ecc9fe88a9393a37db45e8602d938884484ccf27d29a"

_SIGNATURE = (
    "Dispose(Union(int, str) x) -> Union(int, str)",
    "Enum __torch__.tests.models.codegen_clashes.Task(class_, Task)",
    "Module(Enum<__torch__.tests.models.codegen_clashes.Task> x=Enum<Task.Task>) -> ((Enum<__torch__.tests.models.codegen_clashes.Task>))",
    "NamedTuple __torch__.tests.models.codegen_clashes.Clashes(int count, str GetType, Tensor Clashes)",
    "NamedTuple __torch__.tests.models.codegen_clashes.Single(int int)",
    "Sha256(Any x) -> Any",
    "Signature(__torch__.tests.models.codegen_clashes.Single value, Dict(int, __torch__.tests.models.codegen_clashes.Single) key) -> __torch__.tests.models.codegen_clashes.Single[]",
    'async(str? except0="x") -> int',
    "class __torch__.tests.models.codegen_clashes.torch_(script_object, torch_)",
    "forward(Tensor module, int result=1, int _forward=2) -> Tensor",
    "later(Tensor x) -> Future(Tensor)",
    "module(__torch__.tests.models.codegen_clashes.Clashes[] item) -> Dict(str, __torch__.tests.models.codegen_clashes.Clashes[])",
    "nine(int a, int b, int c, int d, int e, int f, int g, int h, int module) -> NoneType",
    "number(Scalar lambda0, complex yield0=0.+1.5j) -> complex",
    "str(Dict(str, (int, __torch__.tests.models.codegen_clashes.torch_?)[]) objects) -> __torch__.tests.models.codegen_clashes.torch_?",
)


class Task(enum.Enum):
    """TorchScript's enum ``__torch__.tests.models.codegen_clashes.Task``."""

    class_ = 1099511627776
    Task = 2


class Single(NamedTuple):
    """TorchScript's named tuple ``__torch__.tests.models.codegen_clashes.Single``."""

    int: builtins.int


class Clashes(NamedTuple):
    """TorchScript's named tuple ``__torch__.tests.models.codegen_clashes.Clashes``."""

    count: int  # type: ignore[assignment]
    GetType: str
    Clashes_: torch.Tensor


class torch_:
    """An instance of TorchScript's class ``__torch__.tests.models.codegen_clashes.torch_``.

    Attributes:
        script_object: The object itself.
    """

    __slots__ = ("script_object",)

    def __init__(self, script_object: Any) -> None:
        """Wraps an object."""
        self.script_object = script_object

    @staticmethod
    def create(model_: Module, script_object: int, model: int) -> torch_:
        """Creates an instance.

        Args:
            model_: The model that the class belongs to.
            script_object: int.
            model: int.
        """
        made = model_.module.create(
            "__torch__.tests.models.codegen_clashes.torch_",
            script_object,
            model,
        )
        return torch_(made)

    @property
    def script_object_(self) -> int:
        """The attribute ``script_object``."""
        value: int = self.script_object.script_object
        return value

    @script_object_.setter
    def script_object_(self, value: int) -> None:
        self.script_object.script_object = value

    @property
    def torch__(self) -> int:
        """The attribute ``torch_``."""
        value: int = self.script_object.torch_
        return value

    @torch__.setter
    def torch__(self, value: int) -> None:
        self.script_object.torch_ = value

    def Dispose(self, other: torch_) -> int:
        """TorchScript's ``Dispose(__torch__.tests.models.codegen_clashes.torch_ other) -> int``.

        Args:
            other: __torch__.tests.models.codegen_clashes.torch_.

        Returns:
            int.
        """
        result: int = self.script_object.Dispose(other.script_object)
        return result

    def create_(self, value: int) -> int:
        """TorchScript's ``create(int value) -> int``.

        Args:
            value: int.

        Returns:
            int.
        """
        result: int = self.script_object.create(value)
        return result

    def nine(
        self,
        a: int,
        b: int,
        c: int,
        d: int,
        e: int,
        f: int,
        g: int,
        h: int,
        i: list[int],
    ) -> list[int]:
        """TorchScript's ``nine(int a, int b, int c, int d, int e, int f, int g, int h, int[] i) -> int[]``.

        Args:
            a: int.
            b: int.
            c: int.
            d: int.
            e: int.
            f: int.
            g: int.
            h: int.
            i: List[int].

        Returns:
            List[int].
        """
        result: list[int] = self.script_object.nine(a, b, c, d, e, f, g, h, i)
        return result


class Module:
    """TorchScript's module ``__torch__.tests.models.codegen_clashes.Module``, with its methods typed.

    Attributes:
        module: The module, for everything that has no method here.
    """

    __slots__ = (
        "module",
        "_forward",
        "_Dispose",
        "_Module_",
        "_Sha256",
        "_Signature",
        "_later",
        "_module_",
        "_nine",
        "_str",
        "_number",
        "_async_",
    )

    def __init__(self, module: jit.ScriptModule) -> None:
        """Wraps a module.

        Raises:
            ScriptTypeError: The methods differ; the message lists how.
        """
        signature.verify(module, "Module", _SHA256, _SIGNATURE)
        self.module = module
        self._forward = module.method("forward")
        self._Dispose = module.method("Dispose")
        self._Module_ = module.method("Module")
        self._Sha256 = module.method("Sha256")
        self._Signature = module.method("Signature")
        self._later = module.method("later")
        self._module_ = module.method("module")
        self._nine = module.method("nine")
        self._str = module.method("str")
        self._number = module.method("number")
        self._async_ = module.method("async")

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        map_location: str | torch.device | None = None,
    ) -> Module:
        """Loads the model; a file with other methods is an error.

        Args:
            path: A TorchScript archive.
            map_location: The device for its weights; None keeps the saved devices.

        Raises:
            ModelNotFoundError: The file does not exist.
            ScriptTypeError: The methods differ; the message lists how.
        """
        return Module(jit.load(path, map_location))

    def forward(
        self,
        module: torch.Tensor,
        result: int = 1,
        _forward: int = 2,
    ) -> torch.Tensor:
        """TorchScript's ``forward(Tensor module, int result=1, int _forward=2) -> Tensor``.

        Args:
            module: Tensor.
            result: int, 1 by default.
            _forward: int, 2 by default.

        Returns:
            Tensor.

        Source::

            def forward(self,
                module: Tensor,
                result: int=1,
                _forward: int=2) -> Tensor:
              _0 = torch.add(torch.add(module, result), _forward)
              return _0
        """
        result_: torch.Tensor = self._forward(module, result, _forward)
        return result_

    def Dispose(self, x: int | builtins.str) -> int | builtins.str:
        """TorchScript's ``Dispose(Union(int, str) x) -> Union(int, str)``.

        Args:
            x: Union[int, str].

        Returns:
            Union[int, str].

        Source::

            def Dispose(self,
                x: Union[int, str]) -> Union[int, str]:
              return x
        """
        result: int | builtins.str = self._Dispose(x)
        return result

    def Module_(self, x: Task = Task.Task) -> tuple[Task]:
        """TorchScript's ``Module(Enum<__torch__.tests.models.codegen_clashes.Task> x=Enum<Task.Task>) -> ((Enum<__torch__.tests.models.codegen_clashes.Task>))``.

        Args:
            x: __torch__.tests.models.codegen_clashes.Task, Enum<Task.Task> by default.

        Returns:
            Tuple[__torch__.tests.models.codegen_clashes.Task].

        Source::

            def Module(self,
                x: __torch__.tests.models.codegen_clashes.Task=__torch__.tests.models.codegen_clashes.Task.Task) -> Tuple[__torch__.tests.models.codegen_clashes.Task]:
              return (x,)
        """
        result = self._Module_(x)
        return (_to_Task(result[0]),)

    def Sha256(self, x: Any) -> Any:
        """TorchScript's ``Sha256(Any x) -> Any``.

        Args:
            x: Any.

        Returns:
            Any.

        Source::

            def Sha256(self,
                x: Any) -> Any:
              return x
        """
        result: Any = self._Sha256(x)
        return result

    def Signature(self, value: Single, key: dict[int, Single]) -> list[Single]:
        """TorchScript's ``Signature(__torch__.tests.models.codegen_clashes.Single value, Dict(int, __torch__.tests.models.codegen_clashes.Single) key) -> __torch__.tests.models.codegen_clashes.Single[]``.

        Args:
            value: __torch__.tests.models.codegen_clashes.Single.
            key: Dict[int, __torch__.tests.models.codegen_clashes.Single].

        Returns:
            List[__torch__.tests.models.codegen_clashes.Single].

        Source::

            def Signature(self,
                value: __torch__.tests.models.codegen_clashes.Single,
                key: Dict[int, __torch__.tests.models.codegen_clashes.Single]) -> List[__torch__.tests.models.codegen_clashes.Single]:
              return [value, key[(value)[0]]]
        """
        result = self._Signature(value, key)
        return [_to_Single(item) for item in result]

    def later(self, x: torch.Tensor) -> jit.Future[torch.Tensor]:
        """TorchScript's ``later(Tensor x) -> Future(Tensor)``.

        Args:
            x: Tensor.

        Returns:
            Future[Tensor].

        Source::

            def later(self,
                x: Tensor) -> Future[Tensor]:
              def __forked_function():
                return torch.neg(x)
              _0 = fork(__forked_function)
              return _0
        """
        result: jit.Future[torch.Tensor] = self._later(x)
        return result

    def module_(self, item: list[Clashes]) -> dict[builtins.str, list[Clashes]]:
        """TorchScript's ``module(__torch__.tests.models.codegen_clashes.Clashes[] item) -> Dict(str, __torch__.tests.models.codegen_clashes.Clashes[])``.

        Args:
            item: List[__torch__.tests.models.codegen_clashes.Clashes].

        Returns:
            Dict[str, List[__torch__.tests.models.codegen_clashes.Clashes]].

        Source::

            def module(self,
                item: List[__torch__.tests.models.codegen_clashes.Clashes]) -> Dict[str, List[__torch__.tests.models.codegen_clashes.Clashes]]:
              return {"item": item}
        """
        result = self._module_([(item1[0], item1[1], item1[2]) for item1 in item])
        return {key: [_to_Clashes(item1) for item1 in item] for key, item in result.items()}  # fmt: skip

    def nine(
        self,
        a: int,
        b: int,
        c: int,
        d: int,
        e: int,
        f: int,
        g: int,
        h: int,
        module: int,
    ) -> None:
        """TorchScript's ``nine(int a, int b, int c, int d, int e, int f, int g, int h, int module) -> NoneType``.

        Args:
            a: int.
            b: int.
            c: int.
            d: int.
            e: int.
            f: int.
            g: int.
            h: int.
            module: int.

        Source::

            def nine(self,
                a: int,
                b: int,
                c: int,
                d: int,
                e: int,
                f: int,
                g: int,
                h: int,
                module: int) -> NoneType:
              return None
        """
        self._nine(a, b, c, d, e, f, g, h, module)

    def str(
        self,
        objects: dict[builtins.str, list[tuple[int, torch_ | None]]],
    ) -> torch_ | None:
        """TorchScript's ``str(Dict(str, (int, __torch__.tests.models.codegen_clashes.torch_?)[]) objects) -> __torch__.tests.models.codegen_clashes.torch_?``.

        Args:
            objects: Dict[str, List[Tuple[int, Optional[__torch__.tests.models.codegen_clashes.torch_]]]].

        Returns:
            Optional[__torch__.tests.models.codegen_clashes.torch_].

        Source::

            def str(self,
                objects: Dict[str, List[Tuple[int, Optional[__torch__.tests.models.codegen_clashes.torch_]]]]) -> Optional[__torch__.tests.models.codegen_clashes.torch_]:
              return ((objects["x"])[0])[1]
        """
        result = self._str(
            {key: [(item1[0], None if item1[1] is None else item1[1].script_object) for item1 in item] for key, item in objects.items()},
        )  # fmt: skip
        return None if result is None else _to_torch_(result)

    def number(
        self,
        lambda0: bool | int | float | complex,
        yield0: complex = complex(0.0, 1.5),
    ) -> complex:
        """TorchScript's ``number(Scalar lambda0, complex yield0=0.+1.5j) -> complex``.

        Args:
            lambda0: number.
            yield0: complex, 0.+1.5j by default.

        Returns:
            complex.

        Source::

            def number(self,
                lambda0: number,
                yield0: complex=0.+1.5j) -> complex:
              _0 = torch.add(torch.Complex(float(lambda0), 0.), yield0)
              return _0
        """
        result: complex = self._number(lambda0, yield0)
        return result

    def async_(self, except0: builtins.str | None = "x") -> int:
        """TorchScript's ``async(str? except0="x") -> int``.

        Args:
            except0: Optional[str], "x" by default.

        Returns:
            int.

        Source::

            def async(self,
                except0: Optional[str]="x") -> int:
              if torch.__is__(except0, None):
                _0 = 1
              else:
                _0 = 2
              return _0
        """
        result: int = self._async_(except0)
        return result

    def __call__(
        self,
        module: torch.Tensor,
        result: int = 1,
        _forward: int = 2,
    ) -> torch.Tensor:
        """Runs ``forward`` with the hooks that were scripted with the module."""
        result_: torch.Tensor = self.module(module, result, _forward)
        return result_

    @property
    def training(self) -> bool:
        """The attribute ``training``."""
        return self.module.training


def _to_Task(value: Any) -> Task:
    return Task[value.name]


def _to_Single(value: Any) -> Single:
    return Single(*value)


def _to_Clashes(value: Any) -> Clashes:
    return Clashes(*value)


def _to_torch_(value: Any) -> torch_:
    return torch_(value)

"""Generated code for signatures that no saved file has, from trees made by hand."""

from __future__ import annotations

from typing import Any

from torchsharp_py.codegen import csharp, model, python, signature
from torchsharp_py.schema import FunctionSchema

TENSOR = (1, "Tensor", [], [])
INT = (2, "int", [], [])
NONE = (6, "NoneType", [], [])
ANY = (14, "Any", [], [])
COLOR = (16, "__torch__.m.Color", [INT], ["RED"])
LISTED = (8, "List[__torch__.m.Color]", [COLOR], [])


def parameter(name: str, tree: Any, text: str | None = None, value: Any = None) -> tuple[Any, ...]:
    return (name, tree, text is not None, False, text, value)


def surface(*methods: tuple[Any, ...], types: list[dict[str, Any]] | None = None) -> model.Model:
    """A model with these methods: name, parameters, result."""
    return model.from_description(
        {
            "type_name": "__torch__.m.Net",
            "modules": [{"path": "", "attributes": []}],
            "methods": [
                {
                    "name": name,
                    "schema": (name, f"{name}(...)", parameters, result),
                    "code": f"def {name}(self: __torch__.m.Net) -> X:\n  pass\n",
                }
                for name, parameters, result in methods
            ],
            "types": types or [],
            "program": None,
        }
    )


def named(kind: str, name: str, **more: Any) -> dict[str, Any]:
    """A named type as the extension describes it."""
    empty = {"fields": [], "members": [], "methods": [], "constructor": None}
    return {"kind": kind, "name": name, **empty, **more}


def test_keyword_only_parameters() -> None:
    keyword_only = ("alpha", INT, False, True, None, None)
    second = ("lambda", INT, True, True, "3", 3)
    net = surface(("f", [parameter("x", TENSOR), keyword_only, second], TENSOR))
    written = python.emit(net, "Net")
    assert "def f(self, x: torch.Tensor, *, alpha: int, lambda_: int = 3)" in written
    assert 'self._f(x, alpha=alpha, **{"lambda": lambda_})' in written
    compile(written, "net.py", "exec")
    assert "Tensor f(Tensor x, long alpha, long lambda = 3)" in csharp.emit(net, "N", "Net")


def test_a_default_that_a_language_cannot_write_has_to_be_passed() -> None:
    unwritable = parameter("y", ANY, "<object>", object())
    net = surface(
        ("f", [parameter("x", INT, "1", 1), unwritable, parameter("z", INT, "2", 2)], NONE)
    )
    assert "def f(self, x: int, y: Any, z: int = 2) -> None:" in python.emit(net, "Net")
    assert "public void f(long x, object? y, long z = 2)" in csharp.emit(net, "N", "Net")


def test_large_floats_are_in_the_format_of_ruff() -> None:
    float_ = (3, "float", [], [])
    net = surface(("f", [parameter("x", float_, "1e+300", 1e300)], NONE))
    assert "def f(self, x: float = 1e300) -> None:" in python.emit(net, "Net")


def test_types_with_the_same_name_get_different_names() -> None:
    point = [
        (7, f"__torch__.{part}.Point", [INT], ["x"]) for part in ("first", "second")
    ]  # like classes in two files of a package
    types = [named("named_tuple", tree[1], fields=[("x", INT)]) for tree in point]
    net = surface(("f", [parameter("a", point[0])], point[1]), types=types)
    assert "public Point_ f(Point a)" in csharp.emit(net, "N", "Net")
    assert "def f(self, a: Point) -> Point_:" in python.emit(net, "Net")


def test_types_that_only_code_uses_are_omitted() -> None:
    hidden = named("enum", "__torch__.m.Hidden", members=[("A", 1)])
    assert surface(("f", [], NONE), types=[hidden]).types == ()


def test_a_model_without_methods() -> None:
    net = surface()
    compile(python.emit(net, "Net"), "net.py", "exec")
    assert "private static readonly string[] Signature" in csharp.emit(net, "N", "Net")


def test_methods_of_protocols_are_omitted() -> None:
    net = surface(("__setstate__", [], NONE), ("f", [], NONE))
    assert [method.schema.name for method in net.methods] == ["f"]


def test_the_signature_names_types_once_and_without_mangling() -> None:
    def schema(mangling: str) -> FunctionSchema:
        tree = (*COLOR[:1], f"__torch__.m.{mangling}Color", *COLOR[2:])
        listed = (8, f"List[{tree[1]}]", [tree], [])
        parameters = [parameter("a", listed), parameter("b", tree)]
        return FunctionSchema.from_tree(("f", f"f({listed[1]} a)", parameters, NONE))

    plain = signature.lines([schema("")])
    assert plain == ("Enum __torch__.m.Color(RED)", "f(List[__torch__.m.Color] a)")
    assert signature.lines([schema("___torch_mangle_12.")]) == plain
    assert signature.digest(plain) == signature.digest(signature.lines([schema("")]))
    assert signature.digest(plain) != signature.digest(plain[1:])

"""The C# overloads of an operator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from torchgen.model import Argument, NativeFunction, TensorOptionsArguments

from operators.csharp_types import Parameter, identifier, parameter, result_type
from operators.registry import Operator

# How many numbers `zeros(2, 3)` takes one by one, with more arguments after them.
MOST_SIZES = 4

# A factory's options, in the order of TorchSharp.
OPTIONS = (
    Parameter("dtype", "ScalarType?", "null"),
    Parameter("device", "Device?", "null"),
    Parameter("requires_grad", "bool", "false", ""),
    Parameter("layout", "Layout?", "null"),
    Parameter("pin_memory", "bool?", "null"),
)


@dataclass(frozen=True)
class Form:
    """One C# overload.

    Attributes:
        operator: What it calls.
        name: Its name.
        parameters: Its parameters; those that may be left out come last.
        puts: How the arguments are put into the call, in the order of the schema.
        is_method: Whether it is a method of ``Tensor``.
        sets_requires_grad: Whether the result is told to require a gradient.
    """

    operator: Operator
    name: str
    parameters: tuple[Parameter, ...]
    puts: tuple[str, ...]
    is_method: bool
    sets_requires_grad: bool = False

    @property
    def function(self) -> NativeFunction:
        """PyTorch's description."""
        return self.operator.function

    @property
    def key(self) -> tuple[str, ...]:
        """What C# tells overloads apart by."""
        return (self.name, *(p.type.replace("Tensor?", "Tensor") for p in self.parameters))

    @property
    def arguments(self) -> Sequence[Argument]:
        """What the operator takes, in the order of the schema."""
        arguments: Sequence[Argument] = self.function.func.arguments.flat_non_out
        return arguments

    @property
    def first_own(self) -> int:
        """How many parameters of a function come before those that a method has too."""
        return 1 if any(a.name == "self" for a in self.arguments) else 0

    @property
    def required(self) -> tuple[str, ...]:
        """The types of what a caller must pass."""
        return tuple(p.type for p in self.parameters if p.default is None and not p.is_params)

    @property
    def required_is_params(self) -> bool:
        """Whether it takes any number of arguments."""
        return any(p.is_params for p in self.parameters)

    @property
    def result(self) -> str:
        """The C# type of the result."""
        return result_type(self.function.func.returns)

    @property
    def has_out(self) -> bool:
        """Whether it can write into given tensors."""
        return any(p.name == "out" for p in self.parameters)

    def demoted(self) -> Form | None:
        """The same with its first default taken away; None if it has none."""
        for i, each in enumerate(self.parameters):
            if each.default is not None and each.name != "out":
                changed = (*self.parameters[:i], each.required(), *self.parameters[i + 1 :])
                return replace(self, parameters=changed)
        return None


def _puts(
    schema_order: Sequence[Argument], by_name: Mapping[str, Parameter], receiver: str
) -> tuple[str, ...]:
    return tuple(".With(this)" if a.name == receiver else by_name[a.name].put for a in schema_order)


def _ordered(parameters: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """Required ones first, a generator last of all."""
    return tuple(sorted(parameters, key=lambda p: (p.default is not None, p.type == "Generator?")))


def _dtype_option(options: TensorOptionsArguments) -> Parameter:
    """Random integers and indices are Int64 by default."""
    is_long = options.dtype.default == "long"
    return replace(OPTIONS[0], default="ScalarType.Int64") if is_long else OPTIONS[0]


def _on_default_device(option: Parameter) -> Parameter:
    """A new tensor without a model is on the default device unless another is given."""
    return replace(option, puts="WithNew") if option.type == "Device?" else option


def _base(operator: Operator, name: str, is_method: bool, renames: Mapping[str, str]) -> Form:
    arguments = operator.schema.arguments
    by_name: dict[str, Parameter] = {}
    options = isinstance(arguments.tensor_options, TensorOptionsArguments)
    option_names = {"dtype", "layout", "device", "pin_memory"} if options else set()
    for argument in arguments.flat_non_out:
        if argument.name in option_names:
            continue
        usual = "input" if argument.name == "self" else argument.name
        by_name[argument.name] = parameter(argument, renames.get(argument.name, usual))
    shown = [p for key, p in by_name.items() if not (is_method and key == operator.receiver)]
    ordered = _ordered(shown)
    if options:
        shown_options: tuple[Parameter, ...] = (
            _dtype_option(arguments.tensor_options),
            *OPTIONS[1:],
        )
        if not any("Tensor" in str(a.type) for a in arguments.flat_non_out):
            shown_options = tuple(_on_default_device(p) for p in shown_options)
        by_name |= {p.name: p for p in shown_options}
        last = tuple(p for p in ordered if p.type in ("Generator?", "MemoryFormat?"))
        ordered = tuple(p for p in ordered if p not in last) + shown_options + last
    if operator.out is not None and not is_method and not operator.returns_lists:
        several = len(operator.schema.returns) > 1
        tuple_ = "(" + ", ".join(["Tensor"] * len(operator.schema.returns)) + ")?"
        ordered += (Parameter("out", tuple_ if several else "Out?", "null", ""),)
    puts = _puts(arguments.flat_non_out, by_name, operator.receiver if is_method else "")
    return Form(operator, name, ordered, puts, is_method, options)


def _with_any_number(form: Form) -> Iterator[Form]:
    """``view(2, 3)`` and ``block_diag(x, y)``: the items of the only list are arguments."""
    own = form.parameters if form.is_method else form.parameters[form.first_own :]
    needed = [p for p in own if p.default is None]
    if len(needed) != 1:
        return
    listed = needed[0]
    element = {"IntList": "long", "IEnumerable<Tensor>": "Tensor"}.get(listed.type)
    argument = next((a for a in form.arguments if _is_of(listed, a)), None)
    if element is None or argument is None or not str(argument.type).endswith("[]"):
        return
    many = replace(listed, type=f"{element}[]", is_params=True)
    left_out = {p.put for p in own if p.default is not None and p.puts}
    yield replace(
        form,
        parameters=(*form.parameters[: form.parameters.index(listed)], many),
        puts=tuple(_left_out(put) if put in left_out else put for put in form.puts),
        sets_requires_grad=False,
    )


def _left_out(put: str) -> str:
    # A generator has no default in the schema of its overload.
    others = {".WithNew(device)": ".WithNew(null)", ".With(generator)": ".WithNone()"}
    return others.get(put, ".WithDefault()")


def _is_of(shown: Parameter, argument: Argument) -> bool:
    return parameter(argument, shown.name).type == shown.type


def _with_sizes(form: Form) -> Iterator[Form]:
    """``zeros(2, 3, dtype: ...)``: the sizes of a factory one by one."""
    first = form.parameters[0] if form.parameters else None
    if (
        first is None
        or not form.sets_requires_grad
        or first.type != "IntList"
        or first.name != "size"
    ):
        return
    # An int is closer to int than to an enum, even if it is 0.
    for type_, count in product(("long", "int"), range(1, MOST_SIZES + 1)):
        names = ["size"] if count == 1 else [f"size{i}" for i in range(count)]
        numbers = tuple(Parameter(each, type_) for each in names)
        given = f".WithSize({', '.join(names)})"
        yield replace(
            form,
            parameters=(*numbers, *form.parameters[1:]),
            puts=tuple(given if put == first.put else put for put in form.puts),
        )


def forms_of(
    operator: Operator,
    name: str,
    is_method: bool,
    renames: Mapping[str, str],
    defaults: Mapping[str, str],
) -> list[Form]:
    """The overloads that C# has for one overload of PyTorch.

    Args:
        operator: The overload of PyTorch.
        name: The C# name.
        is_method: Whether to make methods of ``Tensor``.
        renames: C# names of arguments.
        defaults: C# defaults of parameters, by their C# names.
    """
    base = _base(operator, name, is_method, renames)
    given = tuple(replace(p, default=defaults.get(p.name, p.default)) for p in base.parameters)
    base = replace(base, parameters=_ordered(given) if defaults else given)
    return [base, *_with_sizes(base), *_with_any_number(base)]


def without_conflicts(forms: Iterable[Form]) -> list[Form]:
    """Makes a group of overloads with one name callable.

    Of two overloads that need the same arguments the later one loses its first default; what C#
    cannot tell apart at all is left out.
    """
    kept: list[Form] = []
    for form in forms:
        chosen: Form | None = form
        while (
            chosen is not None
            and not chosen.required_is_params
            and any(
                other.required == chosen.required and not other.required_is_params for other in kept
            )
        ):
            chosen = chosen.demoted()
        if chosen is not None and all(other.key != chosen.key for other in kept):
            kept.append(chosen)
    return kept + [twin for twin in _closer(kept) if all(form.key != twin.key for form in kept)]


def _closer(forms: Sequence[Form]) -> Iterator[Form]:
    """Twins of overloads with a list, for what would be as close to another overload's type.

    The number 0 is also a member of any enum, and numbers and arrays are also tensors.
    """
    for form in forms:
        for i, each in enumerate(form.parameters):
            if each.type.rstrip("?") != "IntList" or each.default is not None:
                continue
            rivals = {
                other.parameters[i].type.rstrip("?")
                for other in forms
                if len(other.parameters) > i and not other.sets_requires_grad
            }
            types = [type_ for kinds, twins in _TWINS if kinds & rivals for type_ in twins]
            for type_ in dict.fromkeys(types):
                puts = "With" if type_ == "long[]" else "WithSize"
                twin = replace(each, type=type_, puts=puts)
                yield replace(
                    form,
                    parameters=(*form.parameters[:i], twin, *form.parameters[i + 1 :]),
                    puts=tuple(twin.put if put == each.put else put for put in form.puts),
                )
            break


_TWINS = (
    ({"ScalarType", "Layout", "MemoryFormat"}, ("int", "long")),
    ({"Tensor"}, ("long", "long[]")),
)


def call_of(form: Form) -> str:
    """The C# expression of the body."""
    plain = _begin(form.function) + "".join(form.puts) + _take(form)
    if form.sets_requires_grad:
        plain = f"Recorded({plain}, requires_grad)"
    if not form.has_out or form.operator.out is None:
        return plain
    written = _begin(form.operator.out) + "".join(form.puts)
    count = len(form.function.func.returns)
    if count == 1:
        return f"@out is Out given ? {written}.Into(given) : {plain}"
    items = "".join(f".With(given.Item{i + 1})" for i in range(count))
    given = f"ValueTuple<{', '.join(['Tensor'] * count)}> given"
    return f"@out is {given} ? {written}{items}.Into(given) : {plain}"


def field_of(function: NativeFunction) -> str:
    """The C# field that keeps the operator."""
    return str(function.func.name).replace(".", "_")


def _begin(function: NativeFunction) -> str:
    name = function.func.name
    field = identifier(field_of(function))
    return f'OperatorCall.Begin(ref Aten.{field}, "aten::{name.name}", "{name.overload_name}")'


def _take(form: Form) -> str:
    if form.operator.is_in_place:
        return f".Into({'this' if form.is_method else identifier(form.parameters[0].name)})"
    if form.result == "Tensor":
        return ".Tensor()"
    if form.result == "void":
        return ".Run()"
    plain = ", ".join(part.split(" ")[0] for part in form.result.strip("()").split(", "))
    return f".Take<{f'({plain})' if form.result.startswith('(') else plain}>()"

#!/usr/bin/env python3
"""Generates the C# code that exists once for each number of arguments.

Usage:
    python scripts/gen_arity.py           # write dotnet/TorchSharpPy/Generated/*.g.cs
    python scripts/gen_arity.py --check   # exit with 1 when a checked-in file is out of date
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from generated_files import OUTPUT_FOLDER, main, render_header

COMMAND = "python scripts/gen_arity.py"
MAXIMUM_ARGUMENTS = 8
TUPLE_ITEMS = 7


def summary(text: str) -> str:
    """The documentation of what something is or does."""
    return f"/// <summary>{text}</summary>"


def raises(exception: str, when: str) -> str:
    """The documentation of an exception."""
    return f'/// <exception cref="{exception}">{when}</exception>'


FORWARD_ERRORS = (
    raises("ScriptRuntimeException", "The module failed; with its TorchScript traceback."),
)
TASK_OF_RESULT = "A task of the result; errors, also of the arguments, are the task's."
UNTIL_COMPLETED = "Leave the arguments alone until the task has completed."


def each(form: str, count: int) -> list[str]:
    """Repeats a form such as ``T{i}`` with the numbers of the arguments; {j} counts from 0."""
    return [form.format(i=i, j=i - 1) for i in range(1, count + 1)]


def numbered(form: str, count: int) -> str:
    """Repeats a form such as ``T{i}``, separated by commas."""
    return ", ".join(each(form, count))


def generics(count: int) -> str:
    """The type parameters of something with ``count`` arguments and a result."""
    return ", ".join([*each("T{i}", count), "TResult"])


def parameters(count: int) -> str:
    """The parameters of forward and call."""
    return numbered("T{i} input{i}", count)


def type_docs(count: int, subject: str) -> list[str]:
    """The documentation of the type parameters."""
    docs = each('/// <typeparam name="T{i}">The C# type of argument {i}.</typeparam>', count)
    return [*docs, f'/// <typeparam name="TResult">The C# type of {subject} result.</typeparam>']


def parameter_docs(count: int) -> list[str]:
    """The documentation of the parameters of forward and call."""
    return each('/// <param name="input{i}">Argument {i}.</param>', count)


def async_parameters(count: int) -> str:
    """The parameters of ForwardAsync and CallAsync."""
    return ", ".join(
        [*each("T{i} input{i}", count), "CancellationToken cancellationToken = default"]
    )


def async_docs(count: int) -> list[str]:
    """The documentation of what runs on the thread pool."""
    return [
        *parameter_docs(count),
        '/// <param name="cancellationToken">Keeps it from starting.</param>',
        f"/// <returns>{TASK_OF_RESULT}</returns>",
    ]


def hook_members(count: int, name: str) -> list[list[str]]:
    """Registering hooks: typed ones, which the module keeps in one untyped form."""
    arguments = numbered(f"ModuleHooks.Argument<T{{i}}>(input, {{j}}, {count})", count)
    items = numbered("changed.Item{i}", count) if count > 1 else "changed"
    tuple_type = f"({numbered('T{i}', count)})?" if count > 1 else "T1"
    plural = "s" if count > 1 else ""
    return [
        [
            summary("Runs a hook before each call of this object; forward runs none."),
            f'/// <param name="hook">Gets the module and the argument{plural}. '
            f"Returns the argument{plural} to go on with, or null for the same.</param>",
            "/// <returns>What removes the hook again.</returns>",
            "public nn.HookRemover register_forward_pre_hook("
            f"Func<{name}, {numbered('T{i}', count)}, {tuple_type}> hook) =>",
            f"    Hooks.AddBefore(hook, input => hook(this, {arguments}) is {{ }} changed "
            f"? new object?[] {{ {items} }} : null);",
        ],
        [
            summary("Runs a hook after each call of this object; forward runs none."),
            f'/// <param name="hook">Gets the module, the argument{plural} and the result. '
            "Returns the result to go on with, or null for the same.</param>",
            "/// <returns>What removes the hook again.</returns>",
            "public nn.HookRemover register_forward_hook("
            f"Func<{name}, {generics(count)}, TResult> hook) =>",
            "    Hooks.AddAfter(hook, (input, result) => "
            f"hook(this, {arguments}, ModuleHooks.Result<TResult>(result)));",
        ],
    ]


def call_body(count: int, target: str) -> list[str]:
    """``call``: with hooks where there are any; else as if hooks did not exist."""
    arguments = numbered(f"ModuleHooks.Argument<T{{i}}>(input, {{j}}, {count})", count)
    return [
        f"    HasHooks ? Hooks.Call(new object?[] {{ {numbered('input{i}', count)} }}, "
        f"input => {target}({arguments})) : {target}({numbered('input{i}', count)});",
    ]


def call_forward(count: int) -> list[str]:
    """The override that calls ``forward`` where the arguments are what it takes."""
    fits = "".join(f" && ModuleHooks.Is<T{i}>(input[{i - 1}])" for i in range(1, count + 1))
    arguments = ", ".join(f"(T{i})input[{i - 1}]!" for i in range(1, count + 1))
    return [
        "private protected override object? CallForward(object?[] input) =>",
        f"    input.Length == {count}{fits}",
        f"        ? forward({arguments})",
        "        : base.CallForward(input);",
    ]


def indented(members: Iterable[list[str]]) -> list[str]:
    """Members of a class, each behind an empty line."""
    return [line for member in members for line in ["", *(f"    {text}" for text in member)]]


def nested(opening: Iterable[str], bodies: Iterable[list[str]]) -> list[str]:
    """Puts members into nested declarations, and separates them by empty lines."""
    lines: list[str] = []
    indents = 0
    for declaration in opening:
        lines += ["    " * indents + declaration, "    " * indents + "{"]
        indents += 1
    for index, body in enumerate(bodies):
        lines += [""] if index else []
        lines += [("    " * indents + line) if line else "" for line in body]
    for level in reversed(range(indents)):
        lines.append("    " * level + "}")
    return lines


def render(
    usings: Iterable[str],
    opening: Iterable[str],
    bodies: Iterable[list[str]],
    directives: Iterable[str] = (),
) -> str:
    """Renders one file."""
    using_lines = [f"using {name};" for name in usings]
    header = [*render_header(COMMAND), *directives]
    head = [*header, *using_lines, *([""] if using_lines else [])]
    return "\n".join([*head, *nested(opening, bodies), ""])


def script_method(count: int) -> list[str]:
    """``ScriptMethod``: the typed call itself."""
    types = numbered("typeof(T{i})", count)
    array = f"new[] {{ {types} }}" if count else "Array.Empty<Type>()"
    nodes = f"frame.AllocateNodes({count})" if count else "null"
    return [
        summary(
            "A method, function or operator with checked C# types. Calls neither reflect nor box."
        ),
        "/// <remarks>It ends with the module, unit or object it came from.</remarks>",
        *type_docs(count, "the"),
        f"public sealed unsafe class ScriptMethod<{generics(count)}>",
        "{",
        "    private readonly Callable callable;",
        *each("    private readonly Conv<T{i}> argument{i} = Conv<T{i}>.Instance;", count),
        "    private readonly Conv<TResult> result = Conv<TResult>.Instance;",
        "",
        "    internal ScriptMethod(Callable callable)",
        "    {",
        f"        TypedView.Check(callable.Schema, {array}, typeof(TResult));",
        "        this.callable = callable;",
        "    }",
        "",
        "    " + summary("The signature."),
        "    public FunctionSchema Schema => callable.Schema;",
        "",
        "    " + summary("Runs it."),
        *(f"    {line}" for line in parameter_docs(count)),
        "    " + raises("ScriptRuntimeException", "It failed; with its TorchScript traceback."),
        "    " + raises("ObjectDisposedException", "A tensor, or the module, was disposed."),
        f"    public TResult call({parameters(count)})",
        "    {",
        "        CallFrame frame = CallFrame.Begin();",
        "        try",
        "        {",
        f"            NativeValue* nodes = {nodes};",
        *each("            argument{i}.Put(input{i}, nodes + {j}, ref frame);", count),
        f"            return result.Take(callable.Call(nodes, {count}, ref frame));",
        "        }",
        "        finally",
        "        {",
        "            frame.Dispose();",
        "        }",
        "    }",
        "",
        "    " + summary("Runs it on the thread pool, as it would run here."),
        *(f"    {line}" for line in async_docs(count)),
        f"    public Task<TResult> CallAsync({async_parameters(count)})",
        "    {",
        f"        var call = new NativeAsyncCall<TResult>(callable, {count}, result);",
        "        CallFrame frame = call.BeginArguments(out NativeValue* nodes);",
        "        try",
        "        {",
        *each("            argument{i}.Put(input{i}, nodes + {j}, ref frame);", count),
        "            return call.Start(ref frame, cancellationToken);",
        "        }",
        "        catch (Exception error)",
        "        {",
        "            return call.Fail(ref frame, error);",
        "        }",
        "    }",
        "}",
    ]


def script_module(count: int) -> list[str]:
    """``ScriptModule``: the typed view of a module."""
    name = f"ScriptModule<{generics(count)}>"
    method = f"ScriptMethod<{generics(count)}>"
    arguments = numbered("input{i}", count)
    return [
        summary("A TorchScript module whose forward has checked C# types."),
        "/// <remarks>A view: it owns a share of the module, "
        'see <see cref="ScriptModule"/>.</remarks>',
        *type_docs(count, "forward's"),
        f"public sealed class {name} : ScriptModule, nn.IModule<{generics(count)}>",
        "{",
        f"    private readonly {method} forwardMethod;",
        f"    private {method}? callMethod;",
        "",
        "    internal ScriptModule(ModuleHandle handle)",
        "        : base(handle)",
        "    {",
        f'        forwardMethod = OrDispose(() => new {method}(Method("forward")));',
        "    }",
        "",
        "    " + summary("Makes a typed view, which owns a share of the module of its own."),
        "    " + raises("TorchTypeException", "The C# types do not fit forward; with its schema."),
        f"    public static implicit operator {name}(ScriptModule<TResult> module) =>",
        "        View((module ?? throw new ArgumentNullException(nameof(module)))"
        ".NativeModule.Retain(), "
        f"handle => new {name}(handle));",
        "",
        "    " + summary("Runs forward, without hooks."),
        *(f"    {line}" for line in (*parameter_docs(count), *FORWARD_ERRORS)),
        f"    public TResult forward({parameters(count)}) => forwardMethod.call({arguments});",
        "",
        *(f"    {line}" for line in call_forward(count)),
        "",
        "    " + summary("Runs forward with hooks: those registered, and those scripted with it."),
        *(f"    {line}" for line in (*parameter_docs(count), *FORWARD_ERRORS)),
        f"    public TResult call({parameters(count)}) =>",
        *(f"    {line}" for line in call_body(count, "CallMethod.call")),
        "",
        "    " + summary("Runs forward on the thread pool, as it would run here."),
        *(f"    {line}" for line in async_docs(count)),
        f"    public Task<TResult> ForwardAsync({async_parameters(count)}) =>",
        f"        forwardMethod.CallAsync({arguments}, cancellationToken);",
        "",
        "    " + summary("Runs call on the thread pool, as it would run here."),
        "    /// <remarks>Registered hooks get the arguments as they are: leave them alone until "
        "the task has completed.</remarks>",
        *(f"    {line}" for line in async_docs(count)),
        f"    public Task<TResult> CallAsync({async_parameters(count)}) => HasHooks",
        f"        ? AsyncCall<TResult>.Run(() => call({arguments}), cancellationToken)",
        "        : AsyncCall<TResult>.Begin("
        f"() => CallMethod.CallAsync({arguments}, cancellationToken));",
        *indented(hook_members(count, name)),
        "",
        f"    private {method} CallMethod => callMethod ??= new {method}(MethodWithHooks());",
        "}",
    ]


def module_method(owner: str) -> Callable[[int], list[str]]:
    """``Method<...>(name)`` of a module or object, ``Function<...>(name)`` of a unit."""
    what = "function" if owner == "CompilationUnit" else "method"

    def body(count: int) -> list[str]:
        returned = f"ScriptMethod<{generics(count)}>"
        return [
            summary(f"A {what} with C# types that are checked here, once."),
            *type_docs(count, "the"),
            f'/// <param name="name">The name of the {what}.</param>',
            raises("UnknownMethodException", f"There is no such {what}."),
            raises("TorchTypeException", "The C# types do not fit; with the schema."),
            f"public {returned} {what.capitalize()}<{generics(count)}>(string name) =>",
            f"    new {returned}({what.capitalize()}(name));",
        ]

    return body


FILES = "IDictionary{string, byte[]}"
LOAD_FORMS = (
    # the documentation's form, the parameters, what is read
    (
        f"load(string, Device, {FILES}, bool)",
        "string filename, Device map_location = null, "
        "IDictionary<string, byte[]> extra_files = null, bool mmap = false",
        "ByteSource.Of(filename, mmap)",
    ),
    (
        f"load(byte[], Device, {FILES})",
        "byte[] bytes, Device map_location = null, IDictionary<string, byte[]> extra_files = null",
        "ByteSource.Of(bytes)",
    ),
    (
        f"load(Stream, Device, {FILES})",
        "Stream stream, Device map_location = null, IDictionary<string, byte[]> extra_files = null",
        "ByteSource.Of(stream)",
    ),
)


def load_docs(count: int, form: str) -> list[str]:
    """The documentation of ``torch.jit.load<...>``: that of the untyped form, and its types."""
    return [
        summary("Loads a TorchScript module and checks the C# types of its forward."),
        *type_docs(count, "forward's"),
        f'/// <inheritdoc cref="{form}"/>',
        raises("TorchTypeException", "The C# types do not fit forward; with its schema."),
    ]


def load(count: int) -> list[list[str]]:
    """``torch.jit.load<...>`` from a file, bytes and a stream."""
    name = f"ScriptModule<{generics(count)}>"
    return [
        [
            *load_docs(count, form),
            f"public static {name} load<{generics(count)}>(",
            f"    {given}) =>",
            f"    Load({source}, map_location, extra_files, handle => new {name}(handle));",
        ]
        for form, given, source in LOAD_FORMS
    ]


def load_to_device_type(count: int) -> list[str]:
    """``torch.jit.load<...>`` with a kind of device and its index."""
    return [
        *load_docs(count, "load(string, DeviceType, long)"),
        f"public static ScriptModule<{generics(count)}> load<{generics(count)}>(",
        "    string filename, DeviceType device_type, long device_index = -1) =>",
        f"    load<{generics(count)}>("
        "filename, new Device(device_type, checked((int)device_index)));",
    ]


def module_interface(count: int) -> list[str]:
    """``nn.IModule``."""
    variance = ", ".join([*each("in T{i}", count), "out TResult"])
    arguments = f"{count} argument{'' if count == 1 else 's'}" if count else "no arguments"
    return [
        summary(f"A module whose forward takes {arguments}."),
        *type_docs(count, "forward's"),
        f"public interface IModule<{variance}>",
        "{",
        "    " + summary("Runs forward, and the module's hooks."),
        *(f"    {line}" for line in parameter_docs(count)),
        f"    TResult call({parameters(count)});",
        "}",
    ]


def module_base(count: int) -> list[str]:
    """``nn.Module<...>``, the base of hand-written modules."""
    return [
        summary(
            "Base of hand-written modules whose forward takes "
            f"{count} argument{'' if count == 1 else 's'}."
        ),
        *type_docs(count, "forward's"),
        f"public abstract class Module<{generics(count)}> : Module, IModule<{generics(count)}>",
        "{",
        "    private ModuleHooks? hooks;",
        "",
        "    " + summary("A module in training mode."),
        '    /// <param name="name">What GetName returns.</param>',
        "    protected Module(string name)",
        "        : base(name)",
        "    {",
        "    }",
        "",
        "    " + summary("What the module computes."),
        *(f"    {line}" for line in parameter_docs(count)),
        f"    public abstract TResult forward({parameters(count)});",
        "",
        "    " + summary("Runs forward with the hooks that were registered."),
        *(f"    {line}" for line in parameter_docs(count)),
        f"    public virtual TResult call({parameters(count)}) =>",
        *(f"    {line}" for line in call_body(count, "forward")),
        *(
            line
            for name in ("forward", "call")
            for line in (
                "",
                "    " + summary(f"Runs {name} on the thread pool, as it would run here."),
                f"    /// <remarks>{UNTIL_COMPLETED}</remarks>",
                *(f"    {line}" for line in async_docs(count)),
                f"    public Task<TResult> {name.capitalize()}Async({async_parameters(count)}) =>",
                f"        AsyncCall<TResult>.Run(() => {name}({numbered('input{i}', count)}), "
                "cancellationToken);",
            )
        ),
        *indented(hook_members(count, f"Module<{generics(count)}>")),
        "",
        "    private bool HasHooks => ModuleHooks.Any(hooks);",
        "",
        "    private ModuleHooks Hooks => ModuleHooks.Of(ref hooks);",
        "}",
    ]


def operator_class(count: int) -> list[str]:
    """``AtenOperator``: an operator that is looked up at its first call."""
    method = f"torch.jit.ScriptMethod<{generics(count)}>"
    return [
        summary("An operator of libtorch, looked up at its first call."),
        f"internal sealed class AtenOperator<{generics(count)}>",
        "{",
        "    private readonly string name;",
        "    private readonly string overload;",
        f"    private {method}? method;",
        "",
        '    internal AtenOperator(string name, string overload = "")',
        "    {",
        "        this.name = name;",
        "        this.overload = overload;",
        "    }",
        "",
        f"    internal TResult Call({parameters(count)}) => "
        f"(method ?? Resolve()).call({numbered('input{i}', count)});",
        "",
        f"    private {method} Resolve() =>",
        f"        method = new {method}(Callable.Operator(name, overload));",
        "}",
    ]


def tuple_converter(count: int) -> list[str]:
    """``TupleConv``: one for each C# value tuple, whose eighth item holds all further ones."""
    items = min(count, TUPLE_ITEMS)
    has_rest = count > TUPLE_ITEMS
    names = ", ".join([*(f"T{i}" for i in range(1, items + 1)), *(["TRest"] if has_rest else [])])
    tuple_type = f"ValueTuple<{names}>"
    rest_field = (
        ["    private readonly TupleConv<TRest> rest = (TupleConv<TRest>)Conv<TRest>.Instance;"]
        if has_rest
        else []
    )
    indices = range(1, items + 1)
    steps = ["", " + step", *(f" + ({i} * step)" for i in range(2, items + 1))]
    takes = [f"item{i}.Take(items{steps[i - 1]})" for i in indices]
    takes += [f"rest.TakeItems(items{steps[items]}, step)"] if has_rest else []
    accepts = [f"item{i}.Accepts(tuple.Contained[first + {i - 1}], direction)" for i in indices]
    accepts += [f"rest.AcceptsItems(tuple, first + {items}, direction)"] if has_rest else []
    return [
        summary(
            f"<c>({', '.join(['...'] if has_rest else [f'T{i}' for i in indices])})</c> as a tuple."
        ),
        f"internal sealed unsafe class TupleConv{count}<{names}> : TupleConv<{tuple_type}>",
        *(["    where TRest : struct"] if has_rest else []),
        "{",
        *(f"    private readonly Conv<T{i}> item{i} = Conv<T{i}>.Instance;" for i in indices),
        *rest_field,
        "",
        f"    internal override int Count => {items}{' + rest.Count' if has_rest else ''};",
        "",
        f"    internal override void PutItems(in {tuple_type} value, "
        "NativeValue* items, ref CallFrame frame)",
        "    {",
        *(f"        item{i}.Put(value.Item{i}, items + {i - 1}, ref frame);" for i in indices),
        *([f"        rest.PutItems(value.Rest, items + {items}, ref frame);"] if has_rest else []),
        "    }",
        "",
        f"    internal override {tuple_type} "
        f"TakeItems(NativeValue* items, int step) => new {tuple_type}(",
        *(f"        {line}," for line in takes[:-1]),
        f"        {takes[-1]});",
        "",
        "    internal override bool AcceptsItems("
        "SchemaType tuple, int first, Direction direction) =>",
        *(f"        {line} &&" for line in accepts[:-1]),
        f"        {accepts[-1]};",
        "}",
    ]


def generate() -> dict[Path, str]:
    """Renders every file this script is responsible for."""
    from_zero = range(MAXIMUM_ARGUMENTS + 1)
    from_one = range(1, MAXIMUM_ARGUMENTS + 1)
    in_torch = ["namespace TorchSharpPy", "public static partial class torch"]
    in_jit = [*in_torch, "public static partial class jit"]
    in_nn = [*in_torch, "public static partial class nn"]
    own = ["TorchSharpPy.Convert", "TorchSharpPy.Interop", "TorchSharpPy.Jit"]
    modules = ["TorchSharpPy.Jit", "TorchSharpPy.Modules"]
    tasks = ["System", "System.Threading", "System.Threading.Tasks"]
    files = {
        "ScriptMethods": render([*tasks, *own], in_jit, map(script_method, from_zero)),
        "ScriptModules": render([*tasks, *modules], in_jit, map(script_module, from_one)),
        "ScriptModule.Methods": render(
            [],
            [*in_jit, "public partial class ScriptModule"],
            map(module_method("ScriptModule"), from_zero),
        ),
        "ScriptObject.Methods": render(
            [],
            [*in_jit, "public sealed partial class ScriptObject"],
            map(module_method("ScriptObject"), from_zero),
        ),
        "CompilationUnit.Functions": render(
            [],
            [*in_jit, "public sealed partial class CompilationUnit"],
            map(module_method("CompilationUnit"), from_zero),
        ),
        "jit.Load": render(
            ["System.Collections.Generic", "System.IO", "TorchSharpPy.Files"],
            in_jit,
            [body for count in from_zero for body in (*load(count), load_to_device_type(count))],
            # Whether an extra file that was not read yet is null is not said.
            directives=["#nullable disable annotations"],
        ),
        "ModuleInterfaces": render([], in_nn, map(module_interface, from_zero)),
        "Modules": render([*tasks, *modules], in_nn, map(module_base, from_one)),
        "AtenOperators": render(
            ["TorchSharpPy.Jit"],
            ["namespace TorchSharpPy.Tensors"],
            map(operator_class, from_one),
        ),
        "TupleConverters": render(
            ["System", "TorchSharpPy.Interop"],
            ["namespace TorchSharpPy.Convert"],
            map(tuple_converter, range(1, TUPLE_ITEMS + 2)),
        ),
    }
    return {OUTPUT_FOLDER / f"{name}.g.cs": text for name, text in files.items()}


if __name__ == "__main__":
    sys.exit(main(generate, COMMAND))

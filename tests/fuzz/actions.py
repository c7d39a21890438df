"""Everything that a user can do with a file, in Python."""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import zlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import torch

import torchsharp_py
from tests.fuzz import plausible
from tests.fuzz.session import Session
from torchsharp_py import jit
from torchsharp_py.codegen import cli as codegen
from torchsharp_py.inspect import cli as inspect

_COMMANDS = (
    ("inspect",),
    ("inspect", "--json"),
    ("inspect", "--code"),
    ("inspect", "--graph"),
    ("codegen", "--class", "Fuzzed", "--lang", "python"),
    ("codegen", "--class", "Fuzzed", "--lang", "csharp", "--namespace", "Fuzzed"),
    ("codegen", "--class", "Fuzzed", "--lang", "python", "--attributes"),
)


def try_everything(session: Session, path: Path) -> None:
    """Does everything with one file."""
    data = path.read_bytes()
    session.plant(data)
    if path.suffix == ".pt2":
        from tests.fuzz.program_actions import try_program

        try_program(session, path, data)
        return
    checkpoint = session.step("load_checkpoint", lambda: torchsharp_py.load(path))
    if checkpoint is not None:
        session.step("read tensors", lambda: touch(checkpoint))
    if path.suffix == ".safetensors":
        return
    session.step("vet", lambda: jit.vet(path))
    session.step("load under a policy", lambda: jit.load(data, policy="safe"))
    module = session.step("load path", lambda: jit.load(path))
    session.step("load bytes", lambda: jit.load(data))
    extra: dict[str, Any] = {"x": b""}
    session.step("load stream", lambda: jit.load(io.BytesIO(data), extra_files=extra))
    mapped = session.step("load mapped", lambda: jit.load(path, mmap=True))
    command = _COMMANDS[zlib.crc32(data) % len(_COMMANDS)]
    session.step(" ".join(command), lambda: _run(command, path))
    if mapped is not None:
        session.step("read mapped", lambda: touch(mapped.state_dict()))
        call(session, mapped, "call mapped", ["forward"])
    if module is not None:
        _try_module(session, module, path.with_suffix(".saved"))


def _try_module(session: Session, module: jit.ScriptModule, target: Path) -> None:
    methods = session.step("methods", lambda: module.methods) or []
    for name in methods:
        session.step(f"code {name}", partial(_read_method, module, name))
    session.step("attributes", lambda: touch(dict(module.named_attributes())))
    state = session.step("state_dict", module.state_dict)
    if state is not None:
        session.step("read state", lambda: touch(state))
        session.step("load_state_dict", lambda: module.load_state_dict(state))
    call(session, module, "call", methods)
    copied = session.step("deepcopy", lambda: copy.deepcopy(module))
    session.step("copy", lambda: copy.copy(module))
    if copied is not None:
        session.step("to float64", lambda: copied.to(torch.float64))
        session.step("call freeze", lambda: jit.freeze(copied.eval()))
    session.step("save", lambda: jit.save(module, target, {"more": b"1"}))
    saved = session.step("save_to_bytes", lambda: jit.save_to_bytes(module))
    if saved is not None:
        again = session.step("load again", lambda: jit.load(saved))
        if again is not None:
            session.step("read again", lambda: touch(again.state_dict()))
            call(session, again, "call again", ["forward"])


def _read_method(module: jit.ScriptModule, name: str) -> None:
    method = module.method(name)
    for text in (str(method.schema), method.code, method.graph, method.inlined_graph):
        text.encode("utf-8", "replace")
    touch(method.code_with_constants[1])


def call(session: Session, module: jit.ScriptModule, action: str, methods: Iterable[str]) -> None:
    """Calls methods with arguments that they may take, until one of them is right."""
    for name in methods:
        for shape in plausible.SHAPES:
            result = session.step(f"{action} {name}", partial(_invoke, module, name, shape))
            if result is not None:
                session.step(f"read {name}", partial(touch, result))
                break


def _invoke(module: jit.ScriptModule, name: str, shape: tuple[int, ...]) -> list[Any]:
    return [module.invoke(name, *plausible.arguments(module.schema(name), shape))]


def touch(value: Any) -> None:
    """Reads every element of every tensor, and every text; a container may hold itself."""
    left, seen = [value], set()
    while left:
        each = left.pop()
        if isinstance(each, torch.Tensor):
            # What torch cannot do with a tensor of that kind is not the package's fault.
            with contextlib.suppress(RuntimeError, NotImplementedError):
                each.detach().clone()
                each.detach().cpu().contiguous().view(torch.uint8).sum()
        elif isinstance(each, (dict, list, tuple)) and id(each) not in seen:
            seen.add(id(each))
            left += [*each.keys(), *each.values()] if isinstance(each, dict) else each


def _run(command: tuple[str, ...], path: Path) -> None:
    """Runs a command as ``python -m torchsharp_py`` does, but shows its errors."""
    name, *options = command
    parser = argparse.ArgumentParser()
    add: Callable[[Any], None] = inspect.add_inspect if name == "inspect" else codegen.add_codegen
    add(parser.add_subparsers(dest="command"))
    parsed = parser.parse_args([name, str(path), *options])
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), errors="backslashreplace")):
        parsed.run(parsed)

"""Everything that a user can do with the file of an exported program, in Python."""

from __future__ import annotations

import copy
import io
from pathlib import Path

import torch

from tests.fuzz.actions import call, touch
from tests.fuzz.session import Session
from torchsharp_py import export, jit


def try_program(session: Session, path: Path, data: bytes) -> None:
    """Does everything with one file."""
    session.step("jit.load", lambda: jit.load(path))
    program = session.step("load path", lambda: export.load(path))
    session.step("load bytes", lambda: export.load(data))
    session.step("load stream", lambda: export.load(io.BytesIO(data), extra_files={"x": b""}))
    mapped = session.step("load mapped", lambda: export.load(path, mmap=True))
    if mapped is not None:
        session.step("read mapped", lambda: touch(mapped.state_dict()))
    if program is None:
        return
    session.step("describe", lambda: touch(program._describe()))
    state = session.step("state_dict", program.state_dict)
    if state is not None:
        session.step("read state", lambda: touch(state))
        session.step("load_state_dict", lambda: program.load_state_dict(state))
    call(session, program, "call", ["forward"])
    copied = session.step("deepcopy", lambda: copy.deepcopy(program))
    if copied is not None:
        session.step("to float64", lambda: copied.to(torch.float64))
        call(session, copied, "call copy", ["forward"])
    session.step("save", lambda: program.save(path.with_suffix(".saved")))
    saved = session.step("save_to_bytes", lambda: jit.save_to_bytes(program))
    if saved is not None:
        session.step("load again", lambda: touch(export.load(saved).state_dict()))

"""Writes the model files, and the files that are not models, for the tests.

Run as ``python tests/models/write_fixtures.py FOLDER``; writing twice gives the same content.
"""

from __future__ import annotations

import sys
import warnings
import zipfile
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from samples import values_model
from samples.training.model import write_model as write_training_model
from tests.models.codegen_clashes import clashes
from tests.models.codegen_models import rich
from tests.models.fixture_calling import write_calling_models
from tests.models.fixture_copies import write_copied_models
from tests.models.fixture_exported import write_exported_programs
from tests.models.fixture_models import Add, ControlFlow, ConvNet, Values
from tests.models.fixture_objects import Objects
from tests.models.fixture_quantized import write_quantized_models
from tests.models.fixture_state import write_state_models
from tests.models.fixture_tasks import Tasks
from tests.models.typed_models import Typed
from torchsharp_py.commands.sample_model import write_sample_model


def _write_modules(folder: Path) -> None:
    torch.manual_seed(1)
    conv = ConvNet()
    image = torch.randn(2, 3, 16, 16)
    with torch.no_grad():
        torch.jit.save(torch.jit.trace(conv.eval(), image), str(folder / "conv_traced_eval.pt"))
        traced = torch.jit.trace(conv.train(), image, check_trace=False)
        torch.jit.save(traced, str(folder / "conv_traced_train.pt"))
    torch.jit.save(torch.jit.script(Add()), str(folder / "add.pt"))
    torch.jit.save(rich(), str(folder / "rich.pt"))
    torch.jit.save(clashes(), str(folder / "clashes.pt"))
    torch.jit.save(torch.jit.script(ControlFlow()), str(folder / "control_flow.pt"))
    torch.jit.save(torch.jit.script(Values()), str(folder / "values.pt"))
    torch.jit.save(torch.jit.script(Typed()), str(folder / "typed.pt"))
    torch.jit.save(torch.jit.script(Objects()), str(folder / "objects.pt"))
    torch.jit.save(torch.jit.script(Tasks()), str(folder / "tasks.pt"))
    torch.jit.save(torch.jit.script(values_model.Model()), str(folder / "values_page.pt"))
    torch.jit.save(torch.jit.script(nn.Linear(4, 2)), str(folder / "linear.pt"))

    def scaled_sum(x: Tensor, y: Tensor, scale: float = 2.0) -> Tensor:
        return (x + y) * scale

    torch.jit.save(torch.jit.script(scaled_sum), str(folder / "function.pt"))

    def add(x: Tensor, y: Tensor) -> Tensor:
        return x + y

    torch.jit.save(torch.jit.script(add), str(folder / "add.pt"))


def _write_broken_files(folder: Path) -> None:
    (folder / "not_a_zip.pt").write_bytes(b"this is not a model, it is a line of text\n")
    whole = (folder / "sample.pt").read_bytes()
    (folder / "truncated.pt").write_bytes(whole[: len(whole) // 2])
    with zipfile.ZipFile(folder / "plain_zip.pt", "w") as archive:
        archive.writestr("folder/readme.txt", "a zip archive, but no model")
    torch.save(nn.Linear(2, 2).state_dict(), folder / "state_dict.pt")
    linear = folder / "linear.pt"
    _edit(
        linear,
        folder / "unknown_operator.pt",
        "/code/",
        b"torch.linear(",
        b"torch.no_such_operator(",
    )
    cpu, cuda = b"X\x03\0\0\0cpu", b"X\x06\0\0\0cuda:0"  # in pickle's encoding
    _edit(linear, folder / "saved_on_cuda.pt", "/data.pkl", cpu, cuda)
    _edit(linear, folder / "newer_version.pt", "/version", b"3", b"9999")


def _write_changed_model(folder: Path) -> None:
    """Writes a model that differs from another by one change of each kind."""
    rich_self = b"self: __torch__.tests.models.codegen_models.Rich"
    _edit(
        folder / "rich.pt",
        folder / "rich_changed.pt",
        "codegen_models.py",
        *(b"top: int=5", b"top: int=6"),
        *(b"  label : str", b"  tag : str"),
        b"def nothing(" + rich_self + b") -> NoneType:\n    return None",
        b"def extra(" + rich_self + b", x: Tensor) -> Tensor:\n    return x",
    )


def _edit(source: Path, target: Path, name: str, *changes: bytes) -> None:
    """Copies a whole archive with other bytes in the records whose name contains ``name``.

    The changes are old and new bytes in turn.
    """
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as edited:
        for info in archive.infolist():
            data = archive.read(info)
            if name in info.filename:
                for old, new in zip(changes[::2], changes[1::2], strict=True):
                    data = data.replace(old, new)
            edited.writestr(info, data)


def write_fixtures(folder: Path) -> None:
    """Writes every fixture into ``folder``, which is created if it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`torch.jit")
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        write_sample_model(folder / "sample.pt")
        write_training_model(folder / "training.pt")
        _write_modules(folder)
        write_quantized_models(folder)
        write_state_models(folder)
        write_calling_models(folder)
        write_copied_models(folder)
        write_exported_programs(folder)
        _write_broken_files(folder)
        _write_changed_model(folder)


if __name__ == "__main__":
    write_fixtures(Path(sys.argv[1]))

"""The operators of quantized programs, which are Python functions in PyTorch and C++ here."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import torch
from torch import nn
from torch.ao.quantization.fx import _decomposed  # noqa: F401  # registers them

from tests.dotnet.dotnet_programs import ROOT
from tests.python.exported_programs import assert_runs_alike, leaves, loaded, saved
from torchsharp_py import TorchSharpError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore")

OPERATORS = torch.ops.quantized_decomposed
TYPES = [torch.int8, torch.uint8, torch.int16, torch.int32, torch.float8_e4m3fn]


def bounds(dtype: torch.dtype) -> tuple[int, int]:
    info = torch.finfo(dtype) if dtype.is_floating_point else torch.iinfo(dtype)
    return int(info.min), int(info.max)


class PerTensor(nn.Module):
    """Quantizes and dequantizes with numbers and with tensors."""

    def __init__(self, dtype: torch.dtype) -> None:
        super().__init__()
        self.dtype = dtype

    def forward(self, x: torch.Tensor, scale: torch.Tensor, zero: torch.Tensor) -> Any:
        given = (*bounds(self.dtype), self.dtype)
        q = OPERATORS.quantize_per_tensor(x, 0.07, 3, *given)
        d = OPERATORS.dequantize_per_tensor(q, 0.07, 3, *given)
        half = OPERATORS.dequantize_per_tensor(q, 0.07, 3, *given, out_dtype=torch.float16)
        q1 = OPERATORS.quantize_per_tensor.tensor(x.bfloat16(), scale, zero, *given)
        d1 = OPERATORS.dequantize_per_tensor.tensor(q1, scale, zero, *given)
        ends = [torch.tensor(each) for each in given[:2]]
        q2 = OPERATORS.quantize_per_tensor.tensor2(x, scale, zero, *ends, self.dtype)
        d2 = OPERATORS.dequantize_per_tensor.tensor2(q2, scale, zero, *ends, self.dtype)
        return q, d, half, q1, d1, q2, d2


class PerChannel(nn.Module):
    """Quantizes each row or column, token or group by itself."""

    def forward(self, x: torch.Tensor, scales: torch.Tensor, zeros: torch.Tensor) -> Any:
        given = (-128, 127, torch.int8)
        q = OPERATORS.quantize_per_channel(x, scales, zeros, 1, *given)
        d = OPERATORS.dequantize_per_channel(q, scales, zeros, 1, *given)
        plain = OPERATORS.dequantize_per_channel(q, scales, None, 1, *given)
        per = [each[:1].expand(x.shape[0]).reshape(-1, 1) for each in (scales, zeros)]
        token = OPERATORS.quantize_per_token(x, *per, *given)
        from_token = OPERATORS.dequantize_per_token(token, *per, *given, torch.float32)
        parts = [each[:2].repeat(x.shape[0]).reshape(x.shape[0], 2) for each in (scales, zeros)]
        group = OPERATORS.quantize_per_channel_group(x, *parts, *given, 2)
        from_group = OPERATORS.dequantize_per_channel_group(group, *parts, *given, 2, torch.float32)
        no_zero = OPERATORS.dequantize_per_channel_group(
            group, parts[0], None, *given, 2, torch.float16
        )
        return q, d, plain, token, from_token, group, from_group, no_zero


class Chosen(nn.Module):
    """Chooses the parameters from the data."""

    def forward(self, x: torch.Tensor) -> Any:
        given = (-128, 127, 1e-5, torch.int8)
        return (
            OPERATORS.choose_qparams.tensor(x, *given),
            OPERATORS.choose_qparams.tensor(x.half(), 0, 255, 1e-5, torch.uint8),
            OPERATORS.choose_qparams_symmetric.tensor(x, *given),
            OPERATORS.choose_qparams_symmetric.tensor(x, 0, 255, 1e-5, torch.uint8),
            OPERATORS.choose_qparams_per_token(x, torch.int8),
            OPERATORS.choose_qparams_per_token(x.half(), torch.int8),
            OPERATORS.choose_qparams_per_token_asymmetric(x, torch.int8),
            OPERATORS.convert_element_type.no_fuse(x, torch.float16),
        )


@pytest.mark.parametrize("dtype", TYPES, ids=str)
def test_tensors(dtype: torch.dtype) -> None:
    args = (torch.randn(5, 4) * 9, torch.tensor(0.031), torch.tensor(-2))
    program = torch.export.export(PerTensor(dtype), args)
    for x in (args[0], torch.zeros(5, 4), torch.full((5, 4), 1e30)):
        assert_runs_alike(loaded(program), program.module(), (x, *args[1:]))


def test_channels_tokens_and_groups() -> None:
    args = (torch.randn(5, 4) * 9, torch.rand(4) / 9 + 0.01, torch.arange(-2, 2))
    program = torch.export.export(PerChannel(), args)
    assert_runs_alike(loaded(program), program.module(), args)


def test_parameters() -> None:
    x = torch.randn(5, 4)
    program = torch.export.export(Chosen(), (x,))
    for each in (x, x.abs(), -x.abs(), torch.zeros(5, 4)):
        assert_runs_alike(loaded(program), program.module(), (each,))


def programs() -> dict[str, tuple[torch.export.ExportedProgram, tuple[Any, ...]]]:
    """Together they call every operator that there is."""
    x = torch.randn(5, 4)
    args = {
        "tensor": (PerTensor(torch.int8), (x, torch.tensor(0.031), torch.tensor(-2))),
        "channel": (PerChannel(), (x, torch.rand(4) + 0.01, torch.arange(-2, 2))),
        "chosen": (Chosen(), (x,)),
    }
    return {name: (torch.export.export(*each), each[1]) for name, each in args.items()}


def test_every_operator_of_pytorch_is_called() -> None:
    called = {
        node.target.name()
        for program, _ in programs().values()
        for node in program.graph.nodes
        if isinstance(node.target, torch._ops.OpOverload)
    }
    known = {
        name
        for name in torch._C._dispatch_get_all_op_names()
        if name.startswith("quantized_decomposed::")
    }
    assert known - called == {
        "quantized_decomposed::fake_quant_per_channel",  # for training, with gradients
        "quantized_decomposed::_choose_qparams_per_token_asymmetric_impl",  # has another name
    }


def test_nothing_of_python_is_needed(tmp_path: Path) -> None:
    for name, (program, args) in programs().items():
        (tmp_path / f"{name}.pt2").write_bytes(saved(program))
        torch.save((args, leaves(program.module()(*args))), tmp_path / f"{name}.pt")
    script = """
import sys, pathlib, torch
from torchsharp_py import export
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.pt2")):
    args, expected = torch.load(file.with_suffix(".pt"))
    results = torch.utils._pytree.tree_leaves(export.load(file)(*args))
    for mine, theirs in zip(results, expected, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=0, atol=0)
    print(file.stem)
names = torch._C._dispatch_get_all_op_names()
assert not [each for each in names if "quantized_decomposed" in each]
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["channel", "chosen", "tensor"]


class Bounded(nn.Module):
    """Takes the greatest value as an argument."""

    def forward(self, x: torch.Tensor, most: torch.Tensor) -> torch.Tensor:
        one, zero, least = torch.tensor(1.0), torch.tensor(0), torch.tensor(-128)
        return OPERATORS.quantize_per_tensor.tensor2(x, one, zero, least, most, torch.int8)


def test_an_error_says_what_is_wrong() -> None:
    program = torch.export.export(Bounded(), (torch.ones(3), torch.tensor(127)))
    module = loaded(program)
    assert_runs_alike(module, program.module(), (torch.ones(3), torch.tensor(100)))
    with pytest.raises(TorchSharpError, match="-128 and 300 of a quantized tensor do not fit"):
        module(torch.ones(3), torch.tensor(300))

"""The exported program ``tests.models.fixture_exported.Features``, with its methods typed.

Written by ``python -m torchsharp_py codegen`` from a model file. Do not edit it:
generate it again.
"""

# ruff: noqa
from __future__ import annotations

import os
from typing import TYPE_CHECKING

from torchsharp_py import export, jit
from torchsharp_py.codegen import signature

if TYPE_CHECKING:
    import torch

_SHA256 = "61907183d5d51468835706ec5f37993fb611acfcfa220ecdcfb63b8284e942b0"

_SIGNATURE = (
    "forward(Dict(str, Tensor) batch, (Tensor, Tensor[]) pair, float scale=2.) -> Dict(str, Tensor)",
)


class ExportedFeatures:
    """The exported program ``tests.models.fixture_exported.Features``, with its methods typed.

    Attributes:
        module: The module, for everything that has no method here.
    """

    __slots__ = ("module", "_forward")

    def __init__(self, module: jit.ScriptModule) -> None:
        """Wraps a module.

        Raises:
            ScriptTypeError: The methods differ; the message lists how.
        """
        signature.verify(module, "ExportedFeatures", _SHA256, _SIGNATURE)
        self.module = module
        self._forward = module.method("forward")

    @staticmethod
    def load(
        path: str | os.PathLike[str],
        map_location: str | torch.device | None = None,
        mode: export.Mode = "interpret",
    ) -> ExportedFeatures:
        """Loads the model; a file with other methods is an error.

        Args:
            path: A .pt2 file.
            map_location: The device for its weights; None keeps the saved devices.
            mode: Whether code compiled into the file is used: only for files that you trust.

        Raises:
            ModelNotFoundError: The file does not exist.
            ScriptTypeError: The methods differ; the message lists how.
        """
        return ExportedFeatures(export.load(path, map_location, mode=mode))

    def forward(
        self,
        batch: dict[str, torch.Tensor],
        pair: tuple[torch.Tensor, list[torch.Tensor]],
        scale: float = 2.0,
    ) -> dict[str, torch.Tensor]:
        """The program's ``forward(Dict(str, Tensor) batch, (Tensor, Tensor[]) pair, float scale=2.) -> Dict(str, Tensor)``.

        Args:
            batch: Dict[str, Tensor]: ['x'] Float[s11, 8], ['z'] Float[2].
            pair: Tuple[Tensor, List[Tensor]]: [0] Float[s11, 4], [1][0] Float[s11, 4].
            scale: float: always 2.0.

        Returns:
            Dict[str, Tensor]: Float[s11, 4], Float[2].

        The size s11 is 1 to 64.
        """
        result: dict[str, torch.Tensor] = self._forward(batch, pair, scale)
        return result

    def __call__(
        self,
        batch: dict[str, torch.Tensor],
        pair: tuple[torch.Tensor, list[torch.Tensor]],
        scale: float = 2.0,
    ) -> dict[str, torch.Tensor]:
        """Runs ``forward`` with the hooks that were scripted with the module."""
        result: dict[str, torch.Tensor] = self.module(batch, pair, scale)
        return result

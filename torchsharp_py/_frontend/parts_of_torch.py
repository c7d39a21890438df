"""The parts of torch's frontend that this package uses; most are private and have no types."""

from __future__ import annotations

from typing import Any

import torch
import torch._jit_internal
import torch._sources
import torch.jit._recursive
import torch.jit._state
import torch.jit._trace
import torch.jit.frontend

C: Any = torch._C
jit: Any = torch.jit
frontend: Any = torch.jit.frontend
internal: Any = torch._jit_internal
recursive: Any = torch.jit._recursive
sources: Any = torch._sources
state: Any = torch.jit._state
trace: Any = torch.jit._trace

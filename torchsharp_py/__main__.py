"""``python -m torchsharp_py``: see :mod:`torchsharp_py._cli`."""

from __future__ import annotations

import sys

from torchsharp_py._cli import main

sys.exit(main())

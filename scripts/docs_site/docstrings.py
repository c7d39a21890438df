"""An extension of griffe, which reads the docstrings for mkdocstrings."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

# The role of a name in a docstring, such as :class:`Signature`.
_ROLE = re.compile(r":[a-z]+:`~?([^`]+)`")


class PlainRoles(Extension):
    """Shows the roles of names as code."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrites one docstring."""
        if obj.docstring is not None:
            obj.docstring.value = _ROLE.sub(r"`\1`", obj.docstring.value)

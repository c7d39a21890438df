"""What a file may do when it is loaded, as callers say it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from torchsharp_py._errors import ModelIOError, ModelNotFoundError, ScriptTypeError

Policy: TypeAlias = "str | os.PathLike[str] | Mapping[str, Any]"


def policy_text(policy: Any) -> str:
    """The policy as the core reads it: ``safe`` or JSON.

    Raises:
        ScriptTypeError: It is something else than a policy.
        ModelNotFoundError: There is no file of that path.
        ModelIOError: The file cannot be read.
    """
    if isinstance(policy, str):
        return policy
    if isinstance(policy, Mapping):
        import json

        return json.dumps(dict(policy))
    if not isinstance(policy, os.PathLike):
        raise ScriptTypeError(
            "expected 'safe', the path of a JSON file (pathlib.Path) or a dict as the policy, got "
            f"{type(policy).__name__}"
        )
    try:
        with open(policy, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError as error:
        raise ModelNotFoundError(f"there is no policy '{os.fspath(policy)}'") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ModelIOError(f"the policy '{os.fspath(policy)}' cannot be read: {error}") from error

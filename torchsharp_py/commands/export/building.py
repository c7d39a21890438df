"""The model to export, and its example inputs, from the command line."""

from __future__ import annotations

import argparse
import inspect
import json
import re
from collections.abc import Iterable
from typing import Any

import torch

from torchsharp_py._errors import TorchSharpError
from torchsharp_py._frontend.targets import find, forward_of
from torchsharp_py.commands.failure import CommandError
from torchsharp_py.commands.run.tensors import is_tensor_text, tensor_of

_NAMED = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)


def built(options: argparse.Namespace) -> Any:
    """Creates the model that the options name, with its weights and in its mode.

    Raises:
        CommandError: It cannot be created, or the weights do not fit.
    """
    positional, named = [], {}
    for text in options.arguments:
        found = _NAMED.fullmatch(text)
        if found:
            named[found[1]] = _plain(found[2])
        else:
            positional.append(_plain(text))
    try:
        model = find(options.source, tuple(positional)).build(named)
    except (TorchSharpError, ImportError):
        raise
    except Exception as error:  # of the constructor
        raise CommandError(
            f"'{options.source}' cannot be created: {type(error).__name__}: {error}. Its arguments "
            "are --arg VALUE or --arg NAME=VALUE"
        ) from error
    if isinstance(model, torch.nn.Module):
        if options.weights is not None:
            _load_weights(model, options.weights)
        model.train(options.training)
    elif options.weights is not None:
        raise CommandError(f"--weights: '{options.source}' is a function, which has no weights")
    return model


def with_examples(model: Any, texts: Iterable[str]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Reads the example inputs: by position as far as they follow each other, then by name.

    Raises:
        CommandError: A name is not a parameter's, one is missing, or a value cannot be read.
    """
    signature = inspect.signature(forward_of(model))
    known = [
        name
        for name, one in signature.parameters.items()
        if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    ]
    given: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise CommandError(
                f"--input: expected NAME=VALUE, such as x=float32[2,8], got '{text}'"
            )
        if name not in known:
            raise CommandError(
                f"--input: forward has no parameter '{name}'. Its parameters: "
                f"{', '.join(known) or 'none'}"
            )
        if name in given:
            raise CommandError(f"--input: '{name}' is given twice")
        given[name] = _example(name, value)
    missing = [
        name
        for name in known
        if name not in given and signature.parameters[name].default is inspect.Parameter.empty
    ]
    if missing:
        raise CommandError(
            f"forward needs an example of '{missing[0]}': add --input {missing[0]}=float32[2,8], "
            "with the type and sizes that it takes"
        )
    args: list[Any] = []
    for name in known:
        by_position = signature.parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY
        if name not in given or not by_position:
            break
        args.append(given.pop(name))
    return tuple(args), {name: given[name] for name in known if name in given}


def _load_weights(model: torch.nn.Module, path: str) -> None:
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except FileNotFoundError:
        raise CommandError(f"--weights: there is no file '{path}'") from None
    except Exception as error:  # of pickle, zip and torch: the file, or its names and shapes
        raise CommandError(f"--weights: '{path}' cannot be loaded: {error}") from error


def _example(name: str, text: str) -> Any:
    try:
        return _value(text)
    except FileNotFoundError:
        problem = f"there is no file '{text}' for '{name}'"
    except Exception as error:  # of NumPy, json, pickle, and torch's allocator
        problem = f"'{text}' cannot be the value of '{name}': {error}"
    raise CommandError(f"--input: {problem}")


def _value(text: str) -> Any:
    if _is_tensor(text):
        return tensor_of(text, "cpu")
    if text.endswith((".pt", ".pth")):
        return torch.load(text, map_location="cpu", weights_only=True)
    return _nested(_plain(text))


def _nested(value: Any) -> Any:
    """Makes tensors of the texts in a container that are shapes or files."""
    if isinstance(value, list):
        return [_nested(one) for one in value]
    if isinstance(value, dict):
        return {key: _nested(one) for key, one in value.items()}
    return tensor_of(value, "cpu") if isinstance(value, str) and _is_tensor(value) else value


def _is_tensor(text: str) -> bool:
    """Whether a text stands for a tensor; digits alone are a number, not a shape."""
    return is_tensor_text(text) and not text.isdecimal()


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text

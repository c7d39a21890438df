"""The one line that says what an operator does, from PyTorch's own documentation."""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType
from xml.sax.saxutils import escape

import torch

from operators.registry import MODULES, Operator

MOST_CHARACTERS = 118

_ROLE = re.compile(r":(?:[\w:]+):`~?([^`<]*?)(?:\s*<[^>]*>)?`")
_CODE = re.compile(r"``?([^`]+)``?")
_SIGNATURE = re.compile(r"^[\w.]+\(.*?\)( *->.*)?$")
_ALIAS = re.compile(r"^(?:Alias for|See|In-place version of) :\w+:`~?([\w.]+?)(?:\(\))?`")


def summary(operator: Operator) -> str:
    """A sentence for the XML documentation, escaped."""
    text = _first_sentence(_docstring(operator))
    if text is None:
        text = f"PyTorch's operator {operator.name}."
    if operator.is_in_place:
        text = f"{text} It changes the tensor."
    return escape(text)


def _docstring(operator: Operator) -> str:
    name = operator.public_name
    plain = name.removesuffix("_")
    owners: list[ModuleType | type] = [torch, torch.nn.functional, torch.Tensor]
    if operator.function.python_module in MODULES:
        owners.insert(0, MODULES[operator.function.python_module])
    for candidate in dict.fromkeys((plain, name)):
        for owner in owners:
            text = getattr(getattr(owner, candidate, None), "__doc__", None)
            if text:
                return _resolved(text)
    return ""


@cache
def _object(path: str) -> object | None:
    found: object | None = torch
    for part in path.removeprefix("torch.").split("."):
        found = getattr(found, part, None)
    return found


def _resolved(text: str) -> str:
    """What an alias stands for."""
    for _ in range(3):
        alias = _ALIAS.match(_paragraph(text) or "")
        target = _object(alias[1]) if alias else None
        if target is None or not target.__doc__:
            break
        text = target.__doc__
    return text


def _paragraph(text: str) -> str | None:
    lines = text.strip().splitlines()
    while lines and (not lines[0].strip() or _is_signature(lines[0])):
        lines.pop(0)
    block = []
    for line in lines:
        if not line.strip():
            break
        block.append(line.strip())
    return " ".join(block) or None


def _is_signature(line: str) -> bool:
    return bool(_SIGNATURE.match(line.strip())) or line.startswith(("function:", ".. "))


def _first_sentence(text: str) -> str | None:
    paragraph = _paragraph(text)
    if paragraph is None or "math::" in paragraph or paragraph.startswith(("Args:", "See ")):
        return None
    plain = _CODE.sub(r"\1", _ROLE.sub(r"\1", paragraph)).replace("\\", "")
    sentence = re.split(r"(?<=[a-z0-9)\]])\.(?:\s|$)", plain)[0].rstrip(" .:") + "."
    if not sentence.isascii() or len(sentence) > 2 * MOST_CHARACTERS:
        return None
    return sentence[0].upper() + sentence[1:]

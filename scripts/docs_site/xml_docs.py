"""Reads the XML file of documentation that the C# compiler writes, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from docs_site.csharp_api import NAMESPACE, key_of, split_list

# Turns the target of a reference into Markdown.
Reference = Callable[[str], str]
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")


@dataclass(frozen=True)
class Documentation:
    """What the XML file says about one member, as Markdown.

    Attributes:
        summary: What it is.
        remarks: What else there is to know.
        parameters: What each parameter means.
        returns: What a method returns.
        exceptions: The type of each exception, and when it is thrown.
    """

    summary: str = ""
    remarks: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    returns: str = ""
    exceptions: tuple[tuple[str, str], ...] = ()


def read_documentation(path: Path, refer: Reference) -> dict[str, Documentation]:
    """Reads the documentation of all members, by :func:`docs_site.csharp_api.key_of`.

    Args:
        path: The XML file.
        refer: Writes a reference to a type or member.
    """
    written = ElementTree.parse(path)  # noqa: S314 (by the compiler of this checkout)
    elements = {element.attrib["name"]: element for element in written.iter("member")}
    documented: dict[str, Documentation] = {}
    for name, element in elements.items():
        inherited = element.find("inheritdoc")
        if inherited is not None:
            element = elements.get(inherited.get("cref", ""), element)
        documented.setdefault(key_of_id(name), _read(element, refer))
    return documented


def key_of_id(identifier: str) -> str:
    """The key of a member that XML documentation names, such as ``M:N.C.Add(System.Int64)``."""
    kind, _, rest = identifier.partition(":")
    name, _, parameters = rest.partition("(")
    if kind == "T":
        return key_of("", name.removeprefix(NAMESPACE), [], set())
    owner, _, short = name.rpartition(".")
    short = re.sub(r"`+\d+", "", short).replace("#ctor", "new")
    parameters = parameters.rpartition(")")[0]
    return key_of(owner, short, split_list(parameters), set())


def escape(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _read(element: ElementTree.Element, refer: Reference) -> Documentation:
    def text(tag: str) -> str:
        return "\n\n".join(_markdown(found, refer) for found in element.findall(tag))

    return Documentation(
        summary=text("summary"),
        remarks=text("remarks"),
        parameters=tuple(
            (found.attrib["name"], _markdown(found, refer)) for found in element.findall("param")
        ),
        returns=text("returns"),
        exceptions=tuple(
            (refer(found.attrib["cref"]), _markdown(found, refer))
            for found in element.findall("exception")
        ),
    )


def _markdown(element: ElementTree.Element, refer: Reference) -> str:
    parts = [escape(element.text or "")]
    for child in element:
        parts += [_inline(child, refer), escape(child.tail or "")]
    paragraphs = re.split(r"\n\s*\n", "".join(parts))
    return "\n\n".join(" ".join(text.split()) for text in paragraphs if text.strip())


def _inline(element: ElementTree.Element, refer: Reference) -> str:
    if element.tag == "para":
        return f"\n\n{_markdown(element, refer)}\n\n"
    if element.tag in ("see", "seealso"):
        if "cref" in element.attrib:
            return refer(element.attrib["cref"])
        return f"`{element.get('langword') or element.get('href') or ''}`"
    if element.tag in ("paramref", "typeparamref"):
        return f"`{element.attrib['name']}`"
    code = " ".join("".join(element.itertext()).split())
    return f"`` {code} ``" if "`" in code else f"`{code}`"

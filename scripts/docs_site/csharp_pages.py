"""Writes the pages of the C# API, from the approved list and the XML documentation.

Usage:
    python scripts/docs_site/csharp_pages.py build/csharp    # one Markdown page for each type
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs_site.csharp_api import Member, Type, read_api
from docs_site.xml_docs import Documentation, key_of_id, read_documentation

REPOSITORY = Path(__file__).resolve().parents[2]
PUBLIC_API = REPOSITORY / "dotnet" / "TorchSharpPy" / "PublicApi.txt"
XML_FILE = REPOSITORY / "torchsharp_py" / "lib" / "TorchSharpPy.xml"

_INTRODUCTION = """\
# C# API

Every public type of the assembly `TorchSharpPy`, with its documentation.
`using TorchSharpPy;` and `using static TorchSharpPy.torch;` open the names as PyTorch spells them.
The operators come from PyTorch's own descriptions: [Operators](../operators.md) says which there
are and which are missing.
"""


class Pages:
    """The pages of all public types.

    Attributes:
        types: The types, by name.
        documented: The XML documentation, by key.
    """

    def __init__(self, public_api: Path = PUBLIC_API, xml_file: Path = XML_FILE) -> None:
        lines = public_api.read_text(encoding="utf-8").splitlines()
        self.types = {found.name: found for found in read_api(lines)}
        self.documented = read_documentation(xml_file, self._refer)

    def render(self) -> dict[str, str]:
        """Renders all pages, by file name."""
        pages = {f"{name}.md": self._page(found) for name, found in self.types.items()}
        return {"index.md": self._index(), **pages}

    def documentation(self, member: Member) -> Documentation:
        """What the XML file says about an overload."""
        return self.documented.get(member.key, Documentation())

    def _refer(self, identifier: str) -> str:
        """A reference: a link if the target has a page."""
        key = key_of_id(identifier).partition("(")[0].removeprefix(".")
        owner, _, name = key.rpartition(".")
        if key in self.types:
            return f"[`{key}`]({key}.md)"
        if owner in self.types and name in self.types[owner].members:
            return f"[`{owner.rpartition('.')[2]}.{name}`]({owner}.md#{name})"
        words = identifier.partition(":")[2].partition("(")[0].partition("`")[0].split(".")
        return f"`{'.'.join(words[-1:] if identifier.startswith('T:') else words[-2:])}`"

    def _index(self) -> str:
        lines = [_INTRODUCTION, "| type | |", "|---|---|"]
        for name, found in sorted(self.types.items(), key=lambda item: _place(item[0])):
            summary = self._type_documentation(found).summary.split("\n\n")[0]
            lines.append(f"| [`{name}`]({name}.md) | {summary} |")
        return "\n".join(lines) + "\n"

    def _type_documentation(self, found: Type) -> Documentation:
        return self.documented.get(f".{found.name}()", Documentation())

    def _page(self, found: Type) -> str:
        documentation = self._type_documentation(found)
        lines = [f"# {found.name}", "", "[C# API](index.md)", ""]
        lines += ["```csharp", *found.declarations, "```", ""]
        lines += _paragraphs(documentation.summary, documentation.remarks)
        members = sorted(found.members.items(), key=lambda item: _order(item[0]))
        if found.is_enum:
            lines += ["| value | number | |", "|---|---|---|"]
            for name, (member, *_) in members:
                number = member.result.rpartition(" = ")[2]
                summary = self.documentation(member).summary
                lines.append(f'| <span id="{name}">`{name}`</span> | {number} | {summary} |')
            return "\n".join(lines) + "\n"
        for name, overloads in members:
            lines += ["", f"## `{_title(name, found)}` {{ #{name} }}", ""]
            lines += self._overloads(found, overloads)
        return "\n".join(lines) + "\n"

    def _overloads(self, found: Type, overloads: list[Member]) -> Iterator[str]:
        """Overloads with the same documentation share it."""
        groups: dict[Documentation, list[Member]] = {}
        for member in overloads:
            groups.setdefault(self.documentation(member), []).append(member)
        for documentation, members in groups.items():
            yield "```csharp"
            for member in members:
                yield member.signature(found.name)
            yield "```"
            yield ""
            yield from _paragraphs(documentation.summary, documentation.remarks)
            yield from _entries(documentation)


def _paragraphs(*texts: str) -> Iterator[str]:
    for text in texts:
        if text:
            yield text
            yield ""


def _entries(documentation: Documentation) -> Iterator[str]:
    entries = [(f"`{name}`", text) for name, text in documentation.parameters]
    if documentation.returns:
        entries.append(("returns", documentation.returns))
    entries += [(f"throws {name}", text) for name, text in documentation.exceptions]
    for name, text in entries:
        yield f"- {name}: {' '.join(text.split())}"
    if entries:
        yield ""


def _title(name: str, found: Type) -> str:
    if name == "new":
        return f"new {found.name.rpartition('.')[2]}"
    return "this[]" if name == "Item" and found.members[name][0].brackets == "[]" else name


def _order(name: str) -> tuple[bool, str]:
    """Constructors first, and case does not matter."""
    return name != "new", name.lower()


def _place(name: str) -> tuple[bool, str]:
    """The types inside ``torch`` first."""
    return not name.startswith("torch"), name.lower()


def main() -> int:
    """Writes the pages into a folder."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in Pages().render().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

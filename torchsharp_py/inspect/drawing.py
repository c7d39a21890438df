"""A method's graph in Graphviz's language DOT.

The boxes contain the constants and attributes of the module that they use. Frames show the blocks
of a branch or a loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchsharp_py._described import Block, Node

_BRANCHES = ("then", "else")
_BRACKETS = {"prim::ListConstruct": "[{}]", "prim::TupleConstruct": "({})"}
_HEADER = """digraph method {
  rankdir=TB; fontname="Helvetica"; label=%s; labelloc=t;
  node [shape=box, style="rounded,filled", fillcolor="#eef3fb", color="#4a6fa5",
        fontname="Helvetica", fontsize=11];
  edge [color="#555555", arrowsize=0.7];"""


def to_dot(title: str, graph: Block) -> str:
    """Draws a graph.

    Args:
        title: The text above it.
        graph: The result of ``ScriptModule._graph_tree``.

    Returns:
        The text of a ``digraph``.
    """
    return "\n".join([_HEADER % _quote(title), *_Drawing().draw(graph), "}", ""])


class _Drawing:
    """The lines of one drawing, and the values in it so far."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}  # value -> the box that it comes from
        self._texts: dict[str, str] = {}  # value -> the text that replaces an arrow
        self._arrows: list[
            str
        ] = []  # drawn outside the frames: inside one, an arrow moves its box into the frame
        self._boxes = 0

    def draw(self, graph: Block) -> Iterator[str]:
        yield from self._inputs(graph)
        for node in graph["nodes"]:
            yield from self._node(node)
        results = self._new_box()
        yield self._box(results, "result", 'shape=ellipse, fillcolor="#e7f5e7", color="#3c8a3c"')
        self._connect(graph["outputs"], results)
        yield from self._arrows

    def _inputs(self, graph: Block) -> Iterator[str]:
        for index, (name, type_text) in enumerate(graph["inputs"]):
            if index == 0 and name.startswith("self") and type_text.startswith("__torch__"):
                self._texts[name] = "self"
                continue
            box = self._sources[name] = self._new_box()
            label = f"{name}: {type_text}"
            yield self._box(box, label, 'shape=ellipse, fillcolor="#fff6e0", color="#b07d12"')

    def _node(self, node: Node) -> Iterator[str]:
        if (text := self._text_of(node)) is not None:
            self._texts[node["outputs"][0][0]] = text
            return
        box = self._new_box()
        yield self._box(box, self._label(node), "shape=diamond" if node["blocks"] else "")
        self._connect(node["inputs"], box)
        end = box
        if node["blocks"]:
            end = self._new_box()
            yield from self._blocks(node, box, end)
        for name, _ in node["outputs"]:
            self._sources[name] = end

    def _text_of(self, node: Node) -> str | None:
        if node["kind"] == "prim::Constant" and len(node["outputs"]) == 1:
            return _constant(node)
        if node["kind"] in _BRACKETS and all(name in self._texts for name in node["inputs"]):
            texts = ", ".join(self._texts[name] for name in node["inputs"])
            return _BRACKETS[node["kind"]].format(texts)
        if node["kind"] == "prim::GetAttr" and node["inputs"][0] in self._texts:
            return f"{self._texts[node['inputs'][0]]}.{node['attributes']['name']}"
        return None

    def _label(self, node: Node) -> str:
        kind = node["kind"]
        inputs = [self._texts[name] for name in node["inputs"] if name in self._texts]
        if kind == "prim::CallMethod" and inputs:
            kind, inputs = f"{inputs[0]}.{node['attributes']['name']}()", inputs[1:]
        lines = [kind, *(", ".join(group) for group in _groups(inputs))]
        return "\n".join(lines)

    def _blocks(self, node: Node, box: str, end: str) -> Iterator[str]:
        """Draws each block in a frame between a box and the box where its results meet."""
        names = _BRANCHES if node["kind"] == "prim::If" else ("body",)
        for block, name in zip(node["blocks"], names * len(node["blocks"]), strict=False):
            start = self._new_box()
            yield f'  subgraph cluster_{start} {{ label=""; color="#999999";'
            yield self._box(start, name, "shape=plaintext, style=solid")
            for value, _ in block["inputs"]:
                self._sources[value] = start
            first = f"n{self._boxes + 1}"
            for inner in block["nodes"]:
                yield from self._node(inner)
            if first != f"n{self._boxes + 1}":
                yield f"  {start} -> {first} [style=invis];"  # puts the name above the block
            yield "  }"
            self._arrows.append(f"  {box} -> {start} [style=dashed];")
            if not self._connect(block["outputs"], end):
                self._arrows.append(f"  {start} -> {end} [style=dashed];")
        yield self._box(end, f"end {node['kind']}", "shape=plaintext, style=solid")

    def _connect(self, values: list[str], box: str) -> bool:
        """Draws an arrow from each value that has a box; returns whether it drew one."""
        drawn = [
            f"  {self._sources[name]} -> {box} [tooltip={_quote(name)}];"
            for name in dict.fromkeys(values)
            if name in self._sources
        ]
        self._arrows += drawn
        return bool(drawn)

    def _new_box(self) -> str:
        self._boxes += 1
        return f"n{self._boxes}"

    @staticmethod
    def _box(box: str, label: str, style: str) -> str:
        return f"  {box} [label={_quote(label)}{', ' if style else ''}{style}];"


def _groups(texts: list[str], width: int = 40) -> Iterator[list[str]]:
    """Breaks texts into lines of about that many characters."""
    line: list[str] = []
    for text in texts:
        if line and sum(map(len, line)) + len(text) > width:
            yield line
            line = []
        line.append(text)
    if line:
        yield line


def _constant(node: Node, limit: int = 30) -> str:
    line = " ".join(node["attributes"].get("value", "None").split())
    if node["outputs"][0][1] == "bool":
        line = str(line != "0")
    return line if len(line) <= limit else f"{line[: limit - 3]}..."


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'

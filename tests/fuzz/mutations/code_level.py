"""Edits of TorchScript source: statements, types, classes and nesting."""

from __future__ import annotations

import re
from random import Random

from tests.fuzz.archive import Archive, Record, choose
from tests.fuzz.statements import CLASSES, STATE_METHODS, STATEMENTS, TYPES

_TOKENS = ["self", "0", "-1", "9" * 20, '""', "None", "torch", "(", "[", ":", "def", "class"]
_TOKENS += ["lambda", "yield", "1e999", "\0", "\t", "\u00fc", "x" * 10_000, "import", "CONSTANTS"]

_ATTRIBUTE = re.compile(r"  [\w.]+ : ")
_NAMED = re.compile(r"__torch__[\w.]+")


def _lines(record: Record) -> list[str]:
    return record.content.decode("utf-8", "surrogateescape").split("\n")


def _write(record: Record, lines: list[str]) -> None:
    record.content = "\n".join(lines).encode("utf-8", "surrogatepass")


def _body(lines: list[str]) -> list[int]:
    """Where whole statements of functions are."""
    return [
        at
        for at, line in enumerate(lines)
        if line.startswith("    ") and "->" not in line and not line.rstrip().endswith((",", ":"))
    ]


def statements(archive: Archive, random: Random) -> None:
    """Inserts, drops, swaps or garbles statements."""
    record = archive.pick_code(random)
    lines = _lines(record)
    body = _body(lines)
    how = random.randrange(10)
    if how < 4:
        lines.insert(choose(random, body), "    " + random.choice(STATEMENTS))
    elif how == 4:
        lines.pop(choose(random, body))
    elif how == 5:
        at, other = choose(random, body), choose(random, body)
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 6:
        at = random.randrange(len(lines))
        tokens = re.findall(r"\w+|\W", lines[at]) or [""]
        words = re.findall(r"\w+", "\n".join(lines))[:200]
        tokens[random.randrange(len(tokens))] = random.choice(_TOKENS + words)
        lines[at] = "".join(tokens)
    elif how == 7:
        starts = [at for at, line in enumerate(lines) if line.startswith("  def ")]
        method = STATE_METHODS.format(
            type=random.choice((*_types(lines), "Dict[str, Any]")),
            statement=random.choice((*STATEMENTS, "self.training = True")),
        )
        lines.insert(choose(random, starts[:3]), method)
    elif how == 8:
        lines.insert(choose(random, body), "    _z = (self).forward(x, )")
    else:
        _point_at_constants(record, random)
        return
    _write(record, lines)


def _point_at_constants(record: Record, random: Random) -> None:
    numbers = (0, 1, 5, 99, 2**31, 2**63, 2**64)
    record.content = re.sub(
        rb"CONSTANTS\.c\d+", lambda _: b"CONSTANTS.c%d" % random.choice(numbers), record.content
    ).replace(b"return ", b"_z = CONSTANTS.c%d\n    return " % random.choice(numbers), 1)


def _types(lines: list[str]) -> list[str]:
    source = "\n".join(lines)
    declared = re.findall(r" : ([A-Z][\w\[\], ]+)", source)[:50]
    return TYPES + _NAMED.findall(source)[:50] + declared


def types(archive: Archive, random: Random) -> None:
    """Changes declared types, and drops, adds or swaps attributes."""
    record = archive.pick_code(random)
    lines = _lines(record)
    attributes = [at for at, line in enumerate(lines) if _ATTRIBUTE.match(line)]
    known = _types(lines)
    how = random.randrange(9)
    if how < 4:
        at = choose(random, attributes)
        lines[at] = lines[at].split(" : ")[0] + " : " + random.choice(known)
    elif how == 4:
        lines.pop(choose(random, attributes))
    elif how == 5:
        new = f"  extra{random.randrange(99)} : {random.choice(known)}"
        lines.insert(choose(random, attributes), new)
    elif how == 6:
        at, other = choose(random, attributes), choose(random, attributes)
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 7:
        at = random.randrange(len(lines))
        lines[at] = re.sub(
            r"Tensor|int|float|str|bool",
            lambda found: random.choice(known) if random.random() < 0.4 else found.group(),
            lines[at],
        )
    else:
        lists = [at for at, line in enumerate(lines) if re.match(r"  __\w+__ = ", line)]
        at = choose(random, lists)
        new = random.choice(('["training", "nothing", "x", ]', "[]", "3", '["x", "x", ]', "[[]]"))
        lines[at] = lines[at].split("=")[0] + "= " + new
    _write(record, lines)


def class_names(archive: Archive, random: Random) -> None:
    """Exchanges the names of two classes in the source, or of two attributes' types."""
    record = archive.pick_code(random)
    text = record.content.decode("utf-8", "surrogateescape")
    names = sorted(set(_NAMED.findall(text)) | set(re.findall(r"(?m)^class (\w+)", text)))
    one, other = choose(random, names), choose(random, names)
    found = [found.span() for found in re.finditer(re.escape(one) + r"\b", text)]
    for begin, end in reversed(random.sample(found, 1) if random.random() < 0.6 else found):
        text = text[:begin] + other + text[end:]
    record.content = text.encode("utf-8", "surrogateescape")


def class_kinds(archive: Archive, random: Random) -> None:
    """Changes what kind of class one is, or replaces or adds a whole class."""
    record = archive.pick_code(random)
    lines = _lines(record)
    starts = [at for at, line in enumerate(lines) if line.startswith("class ")]
    at = choose(random, starts)
    how = random.randrange(4)
    if how == 0:
        kinds = ("Module", "NamedTuple", "Enum", "Interface", "ModuleInterface", "Object", "", "X")
        lines[at] = re.sub(r"\(.*\)|:$", f"({random.choice(kinds)}):", lines[at].rstrip(":"))
    elif how == 1:
        end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("class ")), None)
        del lines[at + 1 : end]
    else:
        found = re.match(r"class (\w+)", lines[at])
        name = found.group(1) if found and how == 2 else "Added"
        new = random.choice(CLASSES).replace("{name}", name).rstrip("\n").split("\n")
        end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("class ")), None)
        lines[at : (end if how == 2 else at)] = new
        if how == 3:
            lines.insert(at + len(new), "")
            _refer_to(lines, random)
    _write(record, lines)


def _refer_to(lines: list[str], random: Random) -> None:
    """Declares an attribute of the class that was added, so that it is read."""
    attributes = [at for at, line in enumerate(lines) if _ATTRIBUTE.match(line)]
    prefix = random.choice(_NAMED.findall("\n".join(lines)) or ["__torch__.X"]).rpartition(".")[0]
    if attributes:
        at = random.choice(attributes)
        lines[at] = lines[at].split(" : ")[0] + f" : {prefix}.Added"


def nesting(archive: Archive, random: Random) -> None:
    """Inserts an expression, a type or blocks that are nested deep."""
    record = archive.pick_code(random)
    lines = _lines(record)
    depth = random.choice((20, 50, 100, 200, 300, 500, 2000, 20_000))
    expressions = (
        "(" * depth + "1" + ")" * depth,
        "-" * depth + "1",
        "not " * depth + "True",
        "[" * depth + "]" * depth,
        "(" * depth + "1" + ",)" * depth,
        "{1: " * depth + "1" + "}" * depth,
        " + ".join(["1"] * depth),
        " and ".join(["True"] * depth),
        "self" + ".x" * depth,
        "self" + "()" * depth,
        "self" + "[0]" * depth,
        "1 if True else " * depth + "1",
        "torch.abs(" * depth + "1" + ")" * depth,
        "annotate(" + "List[" * depth + "int" + "]" * depth + ", [])",
        " ** ".join(["1"] * depth),
        "lambda: " * depth + "1",
    )
    how = random.randrange(4)
    if how < 2:
        lines.insert(choose(random, _body(lines)), "    _z = " + random.choice(expressions))
    elif how == 2:
        depth = min(depth, 500)
        kind = random.choice(("if True:", "for _i in range(1):", "while False:", "with self:"))
        blocks = ["    " + " " * level + kind for level in range(depth)]
        lines[(at := choose(random, _body(lines))) : at] = [*blocks, "    " + " " * depth + "pass"]
    else:
        attributes = [at for at, line in enumerate(lines) if _ATTRIBUTE.match(line)]
        at = choose(random, attributes)
        opening = random.choice(("List[", "Optional[", "Dict[str, ", "Tuple[", "Future["))
        deep = opening * depth + "int" + "]" * depth
        lines[at] = lines[at].split(" : ")[0] + " : " + deep
    _write(record, lines)

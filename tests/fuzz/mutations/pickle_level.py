"""Edits of pickles: instructions, values, classes, and the numbers of tensors."""

from __future__ import annotations

import struct
from random import Random

from tests.fuzz import pickles
from tests.fuzz.archive import Archive, NotApplicableError, Record, choose
from tests.fuzz.mutations.byte_level import flip
from tests.fuzz.pickles import INTEGERS, SIMPLE, TEXTS, Instruction, global_, integer, text

NUMBERS: tuple[int, ...] = (
    0,
    1,
    2,
    3,
    5,
    10,
    100,
    -1,
    -2,
    7,
    127,
    128,
    255,
    256,
    1000,
    65_535,
    65_536,
)
NUMBERS += (2**31 - 1, -(2**31), 2**31, 2**32 - 1, 2**32, 2**40, 2**53, 2**62, 2**63 - 1, -(2**63))
NUMBERS += (2**64, -(2**64))

_STORAGES = "Float Double Half Long Int Short Char Byte Bool BFloat16 ComplexDouble ComplexFloat "
_STORAGES += "QInt8 QUInt8 QInt32 QUInt4x2 Untyped No"
STORAGES = [f"{name}Storage" for name in _STORAGES.split()] + ["Storage", "Tensor", "float32"]

_BUILDERS = "intlist tensorlist doublelist boollist complexlist tensor_from_id"
_GLOBALS = [("torch.jit._pickle", f"build_{name}") for name in _BUILDERS.split()]
_GLOBALS += [("torch._utils", f"_rebuild_{name}") for name in ("tensor_v2", "qtensor", "device")]
_GLOBALS += [("torch._utils", f"_rebuild_{name}") for name in ("parameter", "sparse_tensor")]
_GLOBALS += [("torch", "device"), ("torch", "Size"), ("builtins", "complex"), ("builtins", "eval")]
_GLOBALS += [("collections", "OrderedDict"), ("os", "system"), ("torch.jit", "Enum")]
_GLOBALS += [("torch.jit._pickle", "restore_type_tag"), ("torch.distributed.rpc", "rref")]
_GLOBALS += [("functools", "partial"), ("__torch__.nothing", "There"), ("torch", "per_tensor")]
_CUSTOM = "quantized.LinearPackedParamsBase quantized.Conv2dPackedParamsBase _nnapi.Compilation "
_CUSTOM += "c10d.ProcessGroup c10d.Work profiler._RecordFunction"
_GLOBALS += [
    (f"__torch__.torch.classes.{name.split('.')[0]}", name.split(".")[1])
    for name in _CUSTOM.split()
]

_TEXTS: tuple[bytes, ...] = (
    b"",
    b"0",
    b"1",
    b"cuda:0",
    b"meta",
    b"cpu:7",
    b"cpu",
    b"../../etc/passwd",
    b"\xff\xfe",
)
_TEXTS += (b"storage", "\u00fc".encode(), b"training", b"vulkan", b"a" * 100_000, b"Tensor")
_TEXTS += (b"List[int]", b"Dict[str, Tensor]", b"List[" * 1000, b"Optional[Tensor]", b"self")

_SINGLE = [b"N", b"\x88", b"\x89", b")", b"}", b"]", b"(", b"t", b"0", b"2", b"1", b"R", b"b"]
_SINGLE += [b"\x81", b"Q", b".", b"a", b"e", b"s", b"u", b"\x85", b"\x86", b"\x87", b"l", b"d"]
_SINGLE += [b"\x94", b"\x93", b"\x8f", b"\x91", b"\x95" + b"\xff" * 8, b"\x8e" + b"\xff" * 8]
_SINGLE += [b"\x8d" + struct.pack("<q", -1), b"B\xff\xff\xff\x7f", b"X\xff\xff\xff\xff", b"P0\n"]
_SINGLE += [b"I1\n", b"F1e999\n", b"V\\ud800\n", b"S'a'\n", b"io\nb\n", b"o", b"\x82\x01"]


def change_pickle(pickle: bytes, random: Random) -> bytes:
    """Drops, doubles, swaps, inserts or replaces instructions."""
    code = pickles.read(pickle)
    at = random.randrange(len(code))
    how = random.randrange(10)
    if how == 0:
        code.pop(at)
    elif how == 1:
        code.insert(at, code[at])
    elif how == 2:
        other = random.randrange(len(code))
        code[at], code[other] = code[other], code[at]
    elif how in (3, 4):
        code.insert(at, Instruction("", _snippet(random)))
    elif how == 5:
        code[at] = Instruction("", _snippet(random))
    elif how == 6:
        at = choose(random, pickles.indexes(code, INTEGERS | {"NEWTRUE", "NEWFALSE", "NONE"}))
        code[at] = Instruction("", integer(random.choice(NUMBERS)))
    elif how == 7:
        at = choose(random, pickles.indexes(code, {"BINGET", "LONG_BINGET"}))
        code[at] = Instruction("", _memo(random))
    elif how == 8:
        texts = pickles.indexes(code, TEXTS)
        new = random.choice((text(random.choice(_TEXTS)), code[choose(random, texts)].data))
        code[choose(random, texts)] = Instruction("", new)
    else:
        code[at] = Instruction("", flip(code[at].data, random, 1))
    return pickles.join(code)


def _memo(random: Random) -> bytes:
    number = random.choice((0, 1, 2, 5, 300, 2**31, 2**32 - 1, random.randrange(100)))
    if number < 256:
        return random.choice(b"qh").to_bytes(1, "little") + bytes([number])
    return random.choice(b"rj").to_bytes(1, "little") + struct.pack("<I", number)


def _snippet(random: Random) -> bytes:
    how = random.randrange(4)
    if how == 0:
        return _memo(random)
    if how == 1:
        return global_(*random.choice(_GLOBALS))
    count = random.choice((1, 1, 1, 2, 10, 100, 400, 600, 5000, 100_000))
    return random.choice(_SINGLE) * count


def _records_with_pickles(archive: Archive) -> list[Record]:
    return [one for one in archive.records if one.name.endswith(".pkl") and one.content]


def pickle(archive: Archive, random: Random) -> None:
    """Changes the instructions of a pickle, mostly of the main one."""
    suffix = random.choice(("data.pkl", "data.pkl", "data.pkl", "constants.pkl"))
    record = archive.pick(random, suffix)
    record.content = change_pickle(record.content, random)


# Values to put in the place of others.
_VALUES = [b"N", b"\x88", b"\x89", b"G" + struct.pack(">d", 0.5), b"G\x7f\xf8" + bytes(6)]
_VALUES += [b")", b"]", b"}", b"]Na", b"]K\1a", b"K\1K\2\x86", b"}X\1\0\0\0aK\1s", b"]]a"]
_VALUES += [text(b"abc"), text(b"\xff"), integer(2**62), integer(-1), integer(2**64)]
_VALUES += [b"ctorch.jit._pickle\nbuild_intlist\n](K\1K\2e\x85R"]
_VALUES += [b"ctorch.jit._pickle\nbuild_tensorlist\n](K\1K\2e\x85R"]
_VALUES += [b"ctorch.jit._pickle\nbuild_doublelist\n](G" + bytes(8) + b"e\x85R"]
_VALUES += [b"ctorch\ndevice\nX\3\0\0\0cpu\x85R", b"ctorch\ndevice\nX\6\0\0\0cuda:9\x85R"]
_VALUES += [b"cbuiltins\ncomplex\nG" + bytes(8) + b"G" + bytes(8) + b"\x86R"]
_VALUES += [b"ctorch.jit._pickle\nrestore_type_tag\n]X\x09\0\0\0List[int]\x86R"]
_VALUES += [b"ctorch.jit._pickle\nrestore_type_tag\n}X\x10\0\0\0Dict[str, Tensor]\x86R"]


def values(archive: Archive, random: Random) -> None:
    """Puts a value of another type in the place of one."""
    record = archive.pick(random, random.choice(("data.pkl", "data.pkl", "constants.pkl")))
    code = pickles.read(record.content)
    at = choose(random, pickles.indexes(code, SIMPLE))
    how = random.randrange(3)
    if how == 0:
        other = choose(random, pickles.indexes(code, SIMPLE))
        code[at], code[other] = code[other], code[at]
    else:
        code[at] = Instruction("", random.choice(_VALUES))
    record.content = pickles.join(code)


def classes(archive: Archive, random: Random) -> None:
    """Exchanges the classes of objects, or names another class."""
    record = choose(random, _records_with_pickles(archive))
    code = pickles.read(record.content)
    found = pickles.indexes(code, {"GLOBAL"})
    at, other = choose(random, found), choose(random, found)
    if random.random() < 0.7:
        code[at], code[other] = code[other], code[at]
    elif random.random() < 0.5:
        code[at] = code[other]
    else:
        code[at] = Instruction("", global_(*random.choice(_GLOBALS)))
    record.content = pickles.join(code)


def tensors(archive: Archive, random: Random) -> None:
    """Changes the type, record, count, offset, sizes or strides of a tensor."""
    record = archive.pick(random, random.choice(("data.pkl", "data.pkl", "constants.pkl")))
    code = pickles.read(record.content)
    at = choose(random, pickles.indexes(code, {"BINPERSID"}))
    how = random.randrange(7)
    before, after = code[:at], _until_call(code, at)
    if how == 0:
        found = pickles.indexes(before, {"GLOBAL"})
        code[choose(random, found[-1:])] = Instruction(
            "", global_("torch", random.choice(STORAGES))
        )
    elif how == 1:
        name = random.choice((b"0", b"1", b"2", b"5", b"999", b"../data.pkl", b"", b"\0"))
        found = pickles.indexes(before, TEXTS)
        code[choose(random, found[-2:])] = Instruction("", text(name))
    elif how == 2:
        found = pickles.indexes(before, INTEGERS)
        code[choose(random, found[-1:])] = Instruction("", integer(random.choice(NUMBERS)))
    else:
        found = [at + one for one in pickles.indexes(after, INTEGERS)]
        for one in random.sample(found, min(len(found), random.choice((1, 1, 2, 3)))):
            code[one] = Instruction("", integer(random.choice(NUMBERS)))
        if how == 3 and random.random() < 0.5:
            code[at] = Instruction("", b"0" + random.choice(_VALUES))
    record.content = pickles.join(code)


def _until_call(code: list[Instruction], at: int) -> list[Instruction]:
    end = next((i for i in range(at, len(code)) if code[i].name == "REDUCE"), len(code))
    return code[at:end]


def nested(archive: Archive, random: Random) -> None:
    """Puts a value that is nested deep, contains itself or repeats itself in the place of one."""
    record = archive.pick(random, random.choice(("data.pkl", "data.pkl", "constants.pkl")))
    code = pickles.read(record.content)
    at = choose(random, pickles.indexes(code, SIMPLE))
    depth = random.choice((10, 100, 499, 501, 2000, 20_000, 100_000))
    shapes = (
        b"N" + b"\x85" * depth,
        b"]" * depth + b"a" * (depth - 1),
        b"(" * depth + b"t" * depth,
        (b"}" + text(b"a")) * depth + b"N" + b"s" * depth,
        b"]q\x7fh\x7fa",
        b"}q\x7f" + text(b"a") + b"h\x7fs",
        b")" + b"q\x7fh\x7f\x86" * min(depth, 60),
        b"]" + b"q\x7f0]h\x7fah\x7fa" * min(depth, 60),
        b"ctorch.jit._pickle\nrestore_type_tag\n]" + text(b"List[" * depth) + b"\x86R",
    )
    code[at] = Instruction("", random.choice(shapes))
    record.content = pickles.join(code)


_WHOLE = [b"\x80\2N.", b"\x80\2].", b"\x80\2).", b"\x80\2K\1\x85.", b"\x80\2}.", b"\x80\2K\1."]
_WHOLE += [b"", b"\x80\2", b"\x80", b".", b"\x80\2N\x85\x85\x85.", b"\x80\5N.", b"\x80\4\x95"]


def whole_pickles(archive: Archive, random: Random) -> None:
    """Replaces all of a pickle, or exchanges two."""
    records = _records_with_pickles(archive)
    record = choose(random, records)
    if random.random() < 0.7:
        record.content = random.choice(_WHOLE)
    else:
        other = choose(random, records)
        record.content, other.content = other.content, record.content


def debug_ranges(archive: Archive, random: Random) -> None:
    """Damages what names the source of an error, and makes an error that needs it."""
    debug = [one for one in archive.records if one.name.endswith(".debug_pkl") and one.content]
    record = choose(random, debug)
    how = random.randrange(6)
    if how < 3:
        code = pickles.read(record.content)
        for _ in range(random.choice((1, 1, 5))):
            at = choose(random, pickles.indexes(code, INTEGERS | TEXTS))
            new = text(random.choice(_TEXTS)) if code[at].name in TEXTS else None
            code[at] = Instruction("BININT", new or integer(random.choice(NUMBERS)))
        record.content = pickles.join(code)
    elif how == 3:
        record.content = change_pickle(record.content, random)
    elif how == 4:
        record.content = flip(record.content, random, 8)
    else:
        other = random.choice(debug)
        record.content, other.content = other.content, record.content
    if random.random() < 0.7:
        source = archive.pick_code(random)
        failing = random.choice(
            (b'assert False, "no"', b"_z = torch.add(torch.ones([2]), torch.ones([3]))")
        )
        source.content = source.content.replace(b"return ", failing + b"\n    return ", 1)


def _leading_pickles(data: bytes) -> list[bytes]:
    end, size = 0, len(data)
    parts: list[bytes] = []
    while end < size and data[end : end + 1] == b"\x80" and len(parts) < 5:
        code = pickles.read(data[end:])
        part = pickles.join(code[:-1]) + b"."
        parts.append(part)
        end += len(part)
    return parts


def raw_pickle(data: bytes, random: Random) -> bytes:
    """Changes a file that is a pickle from its start, as older versions of PyTorch wrote."""
    parts = _leading_pickles(data)
    end = sum(map(len, parts))
    at = random.randrange(max(len(parts), 1))
    if parts:
        parts[at] = change_pickle(parts[at], random)
    return b"".join(parts) + data[end:]


def raw_storages(data: bytes, random: Random) -> bytes:
    """Changes the storages of such a file: the number of their elements, or their bytes."""
    end = sum(map(len, _leading_pickles(data)))
    if end == len(data):
        raise NotApplicableError("it has no storages")
    at = end if random.random() < 0.6 else random.randrange(end, len(data))
    number = random.choice(NUMBERS) & (2**64 - 1)
    return data[:at] + struct.pack("<Q", number) + data[at + 8 :]

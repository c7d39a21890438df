"""Module archives that are damaged or malicious, by every way in: each is a typed error."""

from __future__ import annotations

import io
import struct
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import torch

from tests.models.hostile_archives import (
    FORWARD,
    MODULE,
    Records,
    edited,
    module,
    pickled,
    read,
    text,
    write,
)
from tests.python.live_objects import memory_left_by
from torchsharp_py import ModelFormatError, TorchSharpError, jit


class Exact(io.BytesIO):
    """A stream that refuses positions beyond its end, as some do."""

    def seek(self, position: int, whence: int = 0) -> int:
        if whence == 0 and position > len(self.getbuffer()):
            raise OverflowError(position)
        return super().seek(position, whence)


def refused(data: bytes, folder: Path, words: str = "") -> None:
    """Loads the archive by every way in."""
    path = folder / "hostile.pt"
    path.write_bytes(data)
    ways: list[Callable[[], object]] = [
        lambda: jit.load(path),
        lambda: jit.load(path, mmap=True),
        lambda: jit.load(data),
        lambda: jit.load(Exact(data)),
    ]
    for way in ways:
        with pytest.raises(ModelFormatError) as caught:
            way()
        assert words in str(caught.value)


@pytest.fixture(scope="module")
def linear(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "linear.pt"
    torch.jit.save(torch.jit.script(torch.nn.Linear(4, 4)), path)
    return path


def test_the_archive_that_the_others_are_made_from_loads() -> None:
    assert jit.load(module())(3) == 3


STORAGE = b"FloatStorage"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"K\x10t", b"M\xe8\x03t", "1000 elements of 4 bytes"),
        (b"K\x10t", b"J\xff\xff\xff\xfft", "-1 elements"),
        (b"K\x10t", b"\x8a\x08" + b"\xff" * 7 + b"\x7ft", "elements of 4 bytes"),
        (STORAGE, b"DoubleStorage", "elements of 8 bytes"),
        (STORAGE, b"NoStorage", "torch.NoStorage"),
        (b"K\x04K\x04t", b"K\x04K\x05t", "larger than its storage"),
        (b"K\x04K\x01t", b"K\x05K\x01t", "larger than its storage"),
        (b"K\x04K\x04t", b"J\xff\xff\xff\xffK\x04t", "negative size or stride"),
        (b"K\x04K\x01t", b"K\x04J\xfe\xff\xff\xfft", "negative size or stride"),
        (b"K\x04K\x04t", b"\x8a\x08" + b"\xff" * 7 + b"\x7fK\x04t", "larger than its storage"),
        (text("cpu"), text("nowhere"), "device"),
        (text("cpu"), text("cpu:999"), "device"),
        (text("storage"), text("storages"), "not a storage"),
    ],
)
def test_a_tensor_that_is_not_in_its_record_is_refused(
    linear: Path, tmp_path: Path, old: bytes, new: bytes, words: str
) -> None:
    data = edited(linear, "/data.pkl", lambda pickle: pickle.replace(old, new, 1))
    refused(data, tmp_path, words)


def swapped(key: str, pickle: bytes) -> bytes:
    return pickle.replace(text("0"), text(key), 1)


def test_a_storage_without_a_record_is_refused(linear: Path, tmp_path: Path) -> None:
    records = read(linear)
    del records["linear/data/0"]
    refused(write(records), tmp_path, "no record 'data/0'")
    for key in ("../data.pkl", "", "1/../0"):
        data = edited(linear, "/data.pkl", partial(swapped, key))
        refused(data, tmp_path)


INNER = """class A(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
class B(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  x : int
  y : int
"""
A = b"c__torch__\nA\n)\x81}(" + text("training") + b"\x88ub"


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("__torch__.B", A),
        ("int", b"N"),
        ("int", text("3")),
        ("Tensor", b"K\x01"),
        ("Tensor", b"N"),
        ("str", b"K\x01"),
        ("Optional[int]", text("3")),
        ("Tuple[int, int]", b"K\x01\x85"),
        ("Tuple[int, int]", b"K\x01" + text("3") + b"\x86"),
        ("Tuple[int, __torch__.B]", b"K\x01" + A + b"\x86"),
        ("List[int]", b"](" + text("3") + b"e"),
        ("List[__torch__.B]", b"](" + A + b"e"),
        ("List[int]", b"ctorch.jit._pickle\nrestore_type_tag\n]X\x0b\0\0\0List[float]\x86R"),
        ("Dict[str, int]", b"}" + text("a") + text("b") + b"s"),
        ("Dict[str, __torch__.B]", b"}" + text("a") + A + b"s"),
        ("Future[int]", b"K\x01"),
        ("Union[int, str]", b"]"),
        ("__torch__.N", b"K\x01\x85"),
        ("__torch__.E", b"K\x01"),
        ("__torch__.E", b"c__torch__\nE\nK\x07R"),
        ("int", b"ctorch.jit._pickle\nbuild_intlist\n](" + text("3") + b"e\x85R"),
    ],
)
def test_a_value_of_another_type_than_declared_is_refused(
    tmp_path: Path, declared: str, value: bytes
) -> None:
    named = "class N(NamedTuple):\n  a : int\n  b : str\nclass E(Enum):\n  a = 1\n  b = 2\n"
    code = INNER + named + MODULE + f"  inner : {declared}\n" + FORWARD
    refused(module(code, pickled(text("inner") + value)), tmp_path)


def test_a_missing_attribute_and_a_root_that_is_no_module_are_refused(tmp_path: Path) -> None:
    refused(module(MODULE + "  inner : int\n" + FORWARD), tmp_path, "'inner'")
    refused(module(data=b"\x80\x02K\x01."), tmp_path, "not a module")
    refused(module(constants=b"\x80\x02]."), tmp_path, "not a tuple")
    refused(module(MODULE.replace("training : bool", "training : int")), tmp_path)


def test_the_state_that_a_class_takes_is_checked(tmp_path: Path) -> None:
    methods = """  x : int
  def __getstate__(self: __torch__.S) -> Tuple[int, bool]:
    return (1, True)
  def __setstate__(self: __torch__.S,
    state: Tuple[int, bool]) -> NoneType:
    self.x = (state)[0]
    return None
"""
    code = "class S:\n" + methods + MODULE + "  inner : __torch__.S\n" + FORWARD
    start = text("inner") + b"c__torch__\nS\n)\x81"
    good = module(code, pickled(start + b"K\x07\x88\x86b"))
    assert jit.load(good)(3) == 3
    for state in (b"K\x07\x85", b"K\x07K\x01\x86", b"}", b"N"):
        refused(module(code, pickled(start + state + b"b")), tmp_path, "state")


HOOK = "  def hook(self: __torch__.E, x: Tuple[int]) -> NoneType:\n    return None\n"


@pytest.mark.parametrize(
    "body",
    [
        "class E(Enum):\n  a : int\n",
        "class E(Enum):\n  a\n",
        "class E(NamedTuple):\n  a = 1\n",
        "class E(Module):\n  __parameters__ : List[str]\n",
        "class E(Module):\n  __parameters__\n",
        "class E(Module):\n  a = 1\n",
        'class E(Module):\n  __forward_hooks__ = ["missing", ]\n',
        'class E(Module):\n  __forward_pre_hooks__ = ["missing", ]\n',
        'class E(Module):\n  __forward_hooks__ = ["ho" "ok", ]\n' + HOOK,
        "class E(Module):\n" + HOOK + '  __forward_hooks__ = ["hook", ]\n',
        'class E(Module):\n  __forward_hooks__ = ["hook", ]\n'
        '  __forward_pre_hooks__ = ["hook", ]\n' + HOOK,
    ],
)
def test_a_damaged_body_of_a_class_is_refused(tmp_path: Path, body: str) -> None:
    code = body + MODULE + "  inner : __torch__.E\n" + FORWARD
    refused(module(code, pickled(text("inner") + b"N")), tmp_path)


def test_nothing_is_left_of_a_class_that_fails_half_way() -> None:
    failing = "  def bad(self: __torch__.M) -> int:\n    return unknown\n"
    text_of_1_kb = f'"{"y" * 1000}"'
    others = "".join(
        f"  def f{i}(self: __torch__.M) -> str:\n    return {text_of_1_kb}\n" for i in range(20)
    )
    data = module(MODULE + failing + others + FORWARD)

    def load(times: int) -> None:
        for _ in range(times):
            with pytest.raises(ModelFormatError, match="undefined value unknown"):
                jit.load(data)

    load(50)
    allowed = 8_000_000  # bytes; it was four times as much
    assert memory_left_by(lambda: load(200), allowed) < allowed


def returning(expression: str) -> str:
    return MODULE + FORWARD.replace("return x", f"_0 = {expression}\n    return x")


DEPTH = 5000
DEEP = {
    "brackets": returning("(" * DEPTH + "1" + ")" * DEPTH),
    "lists": returning("[" * DEPTH + "]" * DEPTH),
    "minus": returning("-" * DEPTH + "1"),
    "not": returning("not " * DEPTH + "True"),
    "plus": returning("1" + " + 1" * DEPTH),
    "sums in brackets": returning("(" * 40 + "1" + (" + 1" * 900 + ")") * 40),
    "signs and sums in brackets": returning(
        "(not not not not " * 190 + "True" + " & True & True & True & True)" * 190
    ),
    "members": returning("x" + ".x" * DEPTH),
    "tuples": returning("(" * 60 + "1" + ",)" * 60),
    "types": MODULE + "  a : " + "List[" * DEPTH + "int" + "]" * DEPTH + "\n",
    "tuple types": MODULE + "  a : " + "Tuple[" * 60 + "int" + "]" * 60 + "\n",
    **{
        name: MODULE + "  a : " + f"{name}[" * 60 + "int" + "]" * 60 + "\n"
        for name in ("Future", "Await", "RRef")
    },
    "blocks": returning("1").replace(
        "    return x\n",
        "".join("    " + " " * i + "if True:\n" for i in range(400))
        + "    "
        + " " * 400
        + "pass\n",
    ),
    "functions": MODULE
    + FORWARD
    + "".join(f"def f{i}(x: int) -> int:\n  return __torch__.f{i + 1}(x)\n" for i in range(DEPTH)),
    "methods": MODULE
    + FORWARD
    + "".join(
        f"  def f{i}(self: __torch__.M, x: int) -> int:\n    return (self).f{i + 1}(x)\n"
        for i in range(DEPTH)
    ),
    "named tuples": "".join(
        f"class N{i}(NamedTuple):\n  a : __torch__.N{i + 1}\n" for i in range(DEPTH)
    )
    + MODULE
    + FORWARD,
}


@pytest.mark.parametrize("shape", DEEP)
def test_code_that_is_nested_too_deep_is_refused(tmp_path: Path, shape: str) -> None:
    refused(module(DEEP[shape]), tmp_path)


def on_a_small_stack(body: Callable[[], object]) -> object:
    results: list[object] = []
    before = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=lambda: results.append(body()))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return results[0]


def test_the_longest_chains_load_and_run_on_a_small_stack() -> None:
    last = 150
    functions = "".join(
        f"def f{i}(x: int) -> int:\n  return {f'__torch__.f{i + 1}(x)' if i < last else 'x'}\n"
        for i in range(last + 1)
    )
    code = functions + MODULE + FORWARD.replace("return x", "return __torch__.f0(x)")
    assert on_a_small_stack(lambda: jit.load(module(code))(3)) == 3


def test_nested_values_are_refused(tmp_path: Path) -> None:
    code = MODULE + "  inner : Any\n" + FORWARD
    for value in (b"N" + b"\x85" * 100_000, b"]" * 100_000 + b"a" * 99_999):
        refused(module(code, pickled(text("inner") + value)), tmp_path, "nested more than 500")
    refused(module(code, pickled(text("inner") + b"]q\0h\0a")), tmp_path, "contains itself")
    tag = b"ctorch.jit._pickle\nrestore_type_tag\n]" + text("List[" * DEPTH + "int" + "]" * DEPTH)
    refused(module(code, pickled(text("inner") + tag + b"\x86R")), tmp_path, "nested")


@pytest.mark.parametrize("name", ["cos\nsystem\n", "cbuiltins\neval\n", "ctorch\nload\n"])
def test_only_known_names_are_called(tmp_path: Path, name: str) -> None:
    data = pickled(text("inner") + name.encode() + text("1") + b"\x85R")
    refused(module(data=data), tmp_path, "does not have")


def test_damaged_ranges_of_the_original_code_do_no_harm(linear: Path) -> None:
    failing = MODULE + FORWARD.replace("return x", 'ops.prim.RaiseException("no")\n    return x')
    source = b"(]K\x07aK\x00K\x01t"
    table = text("FORMAT_WITH_STRING_TABLE") + text("def f():\n") + b"\x85"
    for ranges in (
        b"\x80\x02(" + table + b"(K\x00(" + source + b"K\x01K\x02tK\x00ttt.",
        b"\x80\x02((K\x00((" + text("x") + b"NK\x01tK\x00M\xff\xfftK\x00tt.",
        b"\x80\x02((K\x00((" + text("x") + b"NK\x01tJ\xff\xff\xff\xffK\x01tK\x00tt.",
        b"\x80\x02N" + b"\x85" * 100_000 + b".",
        b"\x80\x02",
        b"garbage",
    ):
        data = module(failing, more={"m/code/__torch__.py.debug_pkl": ranges})
        loaded = jit.load(data)
        with pytest.raises(TorchSharpError):
            loaded(3)
        assert "forward" in loaded.code
        jit.save(loaded, io.BytesIO())


def record(data: bytes, name: str) -> int:
    """Where the entry of the directory is."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))


ZIP_FIELDS = [(8, "<H", 1), (10, "<H", 99), (20, "<I", 0xFFFFFF), (24, "<I", 0x7FFFFFFF)]
ZIP_FIELDS += [(42, "<I", 0x7FFFFFFF), (20, "<I", 0xFFFFFFFF), (28, "<H", 0xFFFF)]


@pytest.mark.parametrize(("offset", "kind", "value"), ZIP_FIELDS)
def test_a_directory_that_lies_is_refused(
    tmp_path: Path, offset: int, kind: str, value: int
) -> None:
    data = bytearray(module())
    struct.pack_into(kind, data, record(bytes(data), "m/data.pkl") + offset, value)
    refused(bytes(data), tmp_path)


@pytest.mark.parametrize(("offset", "value"), [(12, 0x7FFFFFFF), (16, 0x7FFFFFFF), (10, 0xFFFF)])
def test_the_end_of_the_directory_that_lies_is_refused(
    tmp_path: Path, offset: int, value: int
) -> None:
    data = bytearray(module())
    kind = "<H" if offset == 10 else "<I"
    struct.pack_into(kind, data, data.rindex(b"PK\x05\x06") + offset, value)
    refused(bytes(data), tmp_path)


def test_records_with_one_name_or_one_place_are_refused(tmp_path: Path) -> None:
    records: Records = read(Path(write_to(tmp_path, module())))
    twice = [*records.items(), ("m/DATA.pkl", b"")]
    refused(write(twice), tmp_path, "two records")
    data = bytearray(module())
    start = struct.unpack_from("<I", data, record(bytes(data), "m/version") + 42)[0]
    struct.pack_into("<I", data, record(bytes(data), "m/constants.pkl") + 42, start)
    refused(bytes(data), tmp_path)


def write_to(folder: Path, data: bytes) -> str:
    (folder / "good.pt").write_bytes(data)
    return str(folder / "good.pt")


def test_a_record_that_would_grow_without_bound_is_refused(tmp_path: Path) -> None:
    bomb = write({"m/version": b"3\n", "m/data.pkl": bytes(64 << 20)}, deflated=True)
    assert len(bomb) < 1 << 20
    refused(bomb, tmp_path, "would grow")


def test_a_compressed_archive_loads(linear: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed.pt"
    packed.write_bytes(write(read(linear), deflated=True))
    x = torch.ones(2, 4)
    for mmap in (False, True):
        assert torch.equal(jit.load(packed, mmap=mmap)(x), jit.load(linear)(x))


def test_an_archive_of_the_first_releases_is_refused_plainly(tmp_path: Path) -> None:
    refused(module(more={"m/model.json": b"{}"}), tmp_path, "PyTorch 1.0 or 1.1")


def test_every_truncated_archive_is_refused(tmp_path: Path) -> None:
    data = module()
    for size in range(0, len(data), 37):
        with pytest.raises(ModelFormatError):
            jit.load(Exact(data[:size]))

"""Values that cannot be saved, and sizes that memory does not have: each is a typed error."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.models.hostile_archives import FORWARD, MODULE, module, pickled, text
from torchsharp_py import ScriptMemoryError, TorchSharpError, UnsupportedValueError, jit

GROWING = (
    MODULE
    + """  inner : List[Any]
  def keep(self: __torch__.M) -> NoneType:
    _0 = torch.append(self.inner, self.inner)
    return None
  def nest(self: __torch__.M,
    depth: int) -> NoneType:
    inner = annotate(List[Any], [])
    for _0 in range(depth):
      outer = annotate(List[Any], [])
      _1 = torch.append(outer, inner)
      inner = outer
    self.inner = inner
    return None
"""
    + FORWARD
)
EMPTY_LIST = b"ctorch.jit._pickle\nrestore_type_tag\n]X\x09\0\0\0List[Any]\x86R"


def growing() -> jit.ScriptModule:
    return jit.load(module(GROWING, pickled(text("inner") + EMPTY_LIST)))


def test_a_value_that_contains_itself_is_not_saved(tmp_path: Path) -> None:
    loaded = growing()
    loaded.invoke("keep")
    target = tmp_path / "kept.pt"
    target.write_bytes(b"before")
    with pytest.raises(UnsupportedValueError, match="contains itself"):
        jit.save(loaded, target)
    assert target.read_bytes() == b"before"
    with pytest.raises(UnsupportedValueError, match="contains itself"):
        jit.save_to_bytes(loaded)


def test_what_can_be_saved_can_be_loaded() -> None:
    loaded = growing()
    loaded.invoke("nest", 490)
    assert jit.load(io.BytesIO(jit.save_to_bytes(loaded)))(3) == 3
    loaded.invoke("nest", 600)
    with pytest.raises(UnsupportedValueError, match="nested more than 500"):
        jit.save_to_bytes(loaded)


@pytest.mark.parametrize(
    "source",
    [
        "def f(n: int):\n    return torch.zeros([n])\n",
        "def f(n: int):\n    return torch.empty([n], dtype=torch.float64)\n",
        "def f(n: int):\n    return len([0] * n)\n",
    ],
)
def test_memory_that_is_not_there_is_the_memory_error(source: str) -> None:
    f = jit.compile(source).f
    with pytest.raises(ScriptMemoryError):
        f(1 << 55)
    assert issubclass(ScriptMemoryError, TorchSharpError)


def test_words_of_a_program_are_not_a_memory_error() -> None:
    f = jit.compile("def f(x: str):\n    assert len(x) == 0, x\n").f
    for words in ("std::bad_alloc", "[enforce fail at x] DefaultCPUAllocator: no"):
        with pytest.raises(TorchSharpError) as caught:
            f(words)
        assert not isinstance(caught.value, ScriptMemoryError)

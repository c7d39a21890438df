"""TorchScript statements and types that a damaged or malicious model may contain."""

from __future__ import annotations

_MINIMUM = "-9223372036854775807 - 1"

# Each ends: there is no loop without a bound.
STATEMENTS = [
    'torch.save([1, 2], "written")',
    '_q = torch.from_file("written", False, 100, dtype=0)',
    'print("printed")',
    'torch.warn("warned")',
    "_q = torch.zeros([1099511627776])",
    "_q = torch.empty([4611686018427387904])",
    "_q = torch.zeros([100000000])",
    "_z = torch.as_strided(torch.ones([3]), [1000000000], [1000000])",
    "_z = torch.as_strided(torch.ones([3]), [10], [1], -5)",
    'ops.prim.RaiseException("x", "builtins.SystemExit")',
    'ops.prim.RaiseException("x", "builtins.KeyboardInterrupt")',
    'ops.prim.RaiseException("x", None)',
    '_q = "aaaaaaaaaa"\n    for _i in range(22):\n      _q = torch.add(_q, _q)',
    "_z = ops.aten.no_such(1)",
    "torch.manual_seed(3)",
    "_q = ops.mkldnn.data_ptr(torch.to_mkldnn(torch.ones([2])))",
    "_z = torch.floordiv(1, 0)",
    "_z = torch.remainder(1, 0)",
    f"_z = torch.floordiv({_MINIMUM}, -1)",
    f"_z = torch.remainder({_MINIMUM}, -1)",
    '_q = ops.profiler._record_function_enter("x")',
    "_z = torch.embedding(torch.ones([2, 2]), torch.tensor([1000000000]))",
    "_z = torch.index_select(torch.ones([2]), 0, torch.tensor([-9]))",
    "_z = torch.gather(torch.ones([2]), 0, torch.tensor([99999999999]))",
    "_z = torch.len(unchecked_cast(List[int], [1]))",
    "_z = uninitialized(Tensor)\n    _y = torch.add(_z, 1)",
    "_z = (CONSTANTS.c9999)",
    "_z = CONSTANTS.c0",
    "_z = CONSTANTS.c1",
    "_z = CONSTANTS.c18446744073709551617",
    "_z = torch.repeat(torch.ones([10]), [1000000, 100000])",
    "_z = ops.quantized.linear_prepack(torch.ones([2, 2]), None)",
    "_z = ops.quantized.embedding_bag_byte(torch.ones([2, 2]), torch.ones([2]))",
    "_z = torch._cdist_forward(torch.ones([2]), torch.ones([2]), 2., None)",
    "_z = torch.conv2d(torch.ones([1]), torch.ones([1]))",
    "_z = torch.svd(torch.ones([0, 0]))",
    "_z = torch.reshape(torch.ones([2]), [-1, 0])",
    "_z = ops.aten.set_data(torch.ones([2]), torch.ones([3]))",
    "_z = torch.resize_(torch.ones([2]), [100000])",
    'assert False, "no"',
    'raise Exception("bad")',
    "raise torch.jit.Error",
    '_z = "x"[5]',
    "_z = [1,2][7]",
    "return self",
    "return",
    "pass",
    'self.training = "abc"',
    "self = self",
    "del self",
    "_z = self.forward",
    "_z = self.nothing",
    "_z = (self).forward(torch.ones([2]))",
    "_z = __torch__.X()",
    "_z = ops.aten.__getitem__([1], 99)",
    "_z = torch.__range_length(0, 10, 0)",
    "_z = torch.pop(annotate(List[int], []))",
    '_z = torch.keys({"a": 1})["b"]',
    "_z = torch.view(torch.ones([2]), [3])",
    '_z = torch.ord("")',
    f"_z = torch.hex({_MINIMUM})",
    f"_z = torch.abs({_MINIMUM})",
    '_z = torch.format("{} {} {}", 1)',
    '_z = torch.percentFormat("%d %s %q", 1)',
    '_z = torch.format("{", 1)',
    '_z = torch.int("99999999999999999999999")',
    '_z = torch.float("x")',
    "_z = torch.lshift(1, 1000)",
    "_z = torch.pow(0, -1)",
    "_z = torch.factorial(1000)",
    f"_z = torch.gcd({_MINIMUM}, -1)",
    '_z = torch.device("nope:9")',
    "_z = torch.tensor([[1], [2, 3]])",
    "_z = torch.mul([1], 100000000000)",
    '_z = torch.mul("ab", 9000000000)',
    '_z = torch.zfill("a", 100000000000)',
    '_z = torch.ljust("a", 100000000000)',
    '_z = torch.center("a", 100000000000)',
    '_z = torch.replace("aaa", "", "b")',
    '_z = torch.count("aaa", "")',
    '_z = torch.split("aaa", "")',
    "_z = annotate(List[Any], [])\n    _y = torch.append(_z, _z)\n    return _z",
    "if True:\n      _z = 1",
    "while False:\n      pass",
    "for _i in range(3):\n      pass",
]

_TYPE_NAMES = """
int float bool str Tensor NoneType complex Device Any List[int] List[float] List[bool] List[str]
List[Tensor] List[List[int]] Optional[int] Optional[Tensor] Future[Tensor] RRef[Tensor] Await[int]
number AnyClassType Module __torch__.Nothing Storage Stream QScheme Generator Layout SymInt
List[Optional[Tensor]] Optional[List[int]] List[Any] Enum<x> Foo Dict[str,int] Dict[int,Tensor]
Tuple[int,str] Tuple[Tensor,Tensor,Tensor] Union[int,str] Tuple[()] Tuple[Any,...] List Dict Tuple
Optional Function AnyEnumType __torch__.torch.classes.quantized.LinearPackedParamsBase
__torch__.torch.classes.c10d.ProcessGroup
"""
TYPES = [*_TYPE_NAMES.split(), "", " "]

# Bodies of classes of the kinds that TorchScript knows besides modules and plain classes.
CLASSES = [
    "class {name}(Enum):\n  A : int\n",
    "class {name}(Enum):\n  A = 1\n  B : int\n",
    "class {name}(Enum):\n  A = 1\n  A = 2\n",
    'class {name}(Enum):\n  A = 1\n  B = "b"\n',
    "class {name}(Enum):\n  pass\n",
    "class {name}(Enum):\n  def f(self) -> int:\n    return 1\n",
    "class {name}(Enum):\n  A, B = 1, 2\n",
    "class {name}(Enum):\n  A = torch.ones([2])\n",
    "class {name}(NamedTuple):\n  x\n",
    "class {name}(NamedTuple):\n  x : int\n  x : int\n",
    "class {name}(NamedTuple):\n  x = 1\n",
    "class {name}(NamedTuple):\n  x : {name}\n",
    "class {name}(NamedTuple):\n  pass\n",
    "class {name}(NamedTuple):\n  x : int=1\n  y : int\n",
    "class {name}(Interface):\n  x : int\n",
    "class {name}(Interface):\n  def f(self) -> int:\n    return 1\n",
    "class {name}(Interface):\n  pass\n",
    "class {name}(ModuleInterface):\n  def forward(self, x: {name}) -> Tensor:\n    pass\n",
    "class {name}(Module):\n  __parameters__ = 1\n  __buffers__ = x\n",
    'class {name}(Module):\n  __parameters__ = ["x", 1, None, ]\n  __buffers__ = ["y", ]\n',
    "class {name}(Module):\n  __annotations__ = []\n",
    '  __annotations__["x"] = int\n',
    "class {name}(Module):\n  __forward_hooks__ = [1, ]\n  __forward_pre_hooks__ = 3\n",
    'class {name}(Module):\n  __forward_hooks__ = ["nothing", ]\n',
    "class {name}(Module):\n  x : {name}\n",
    "class {name}:\n  x : Optional[{name}]\n  def __init__(self) -> NoneType:\n    return None\n",
    "class {name}({name}):\n  pass\n",
    "class {name}():\n  x : Final[int] = 3\n",
    "class {name}:\n  x : int\n  x : str\n  def f(self) -> int:\n    return self.x\n",
    "class {name}:\n  def f() -> int:\n    return 1\n  def f(self) -> str:\n    return 1\n",
]

STATE_METHODS = (
    "  def __getstate__(self) -> Tuple[int]:\n    return (1,)\n"
    "  def __setstate__(self, state: {type}) -> NoneType:\n    {statement}\n    return None"
)

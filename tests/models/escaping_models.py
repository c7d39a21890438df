"""Archives that try to do more than compute: each way out of TorchScript, called or on load."""

from __future__ import annotations

from typing import NamedTuple

from tests.models.hostile_archives import MODULE, module, pickled, text


class Way(NamedTuple):
    """A way out.

    Attributes:
        operator: What the policy error names.
        effect: What the report says that it does.
        body: The statements, with a tensor ``x`` and the name of a file ``{file}``.
        problem: The kind of the problem.
    """

    operator: str
    effect: str
    body: str
    problem: str = "operator"


WAYS = {
    "save": Way("aten::save", "writes_files", 'ops.aten.save(x, "{file}")'),
    "from_file": Way("aten::from_file", "reads_files", 'y = torch.from_file("{file}", True, 8)'),
    "print": Way("prim::Print", "prints", 'print("hello", x)'),
    "manual_seed": Way("aten::manual_seed", "host_state", "torch.manual_seed(1)"),
    "grad_mode": Way("aten::set_grad_enabled", "host_state", "torch.set_grad_enabled(False)"),
    "backward": Way("aten::backward", "host_state", "ops.aten.backward(x)"),
    "profiler": Way(
        "profiler::_record_function_enter",
        "host_state",
        'y = ops.profiler._record_function_enter("a", None)',
    ),
    "endless": Way(
        "prim::Loop",
        "endless_loop",
        "i = 0\n    while True:\n      i = torch.add(i, 1)",
        "endless_loop",
    ),
    "reinterpret": Way(
        "inductor::_reinterpret_tensor",
        "raw_memory",
        "y = ops.inductor._reinterpret_tensor(x, [9], [1], 1000000)",
    ),
    "pool": Way(
        "inductor::_alloc_from_pool",
        "raw_memory",
        "y = ops.inductor._alloc_from_pool(x, 999999, 6, [9], [1])",
    ),
    "sparse_unsafe": Way(
        "aten::_sparse_coo_tensor_unsafe",
        "raw_memory",
        "y = torch._sparse_coo_tensor_unsafe(x, x, [1])",
    ),
    "sparse": Way("aten::sparse_coo_tensor", "raw_memory", "y = torch.sparse_coo_tensor(x, x)"),
    "sparse_indices": Way("aten::indices", "raw_memory", "y = torch.indices(x)"),
    "segment_reduce": Way(
        "aten::segment_reduce",
        "raw_memory",
        'y = torch.segment_reduce(x, "sum", lengths=x, unsafe=True)',
    ),
    "index_unsafe": Way(
        "aten::_unsafe_index",
        "raw_memory",
        "y = torch._unsafe_index(x, annotate(List[Tensor], [x]))",
    ),
    "index_put": Way(
        "aten::_index_put_impl_",
        "raw_memory",
        "y = torch._index_put_impl_(x, annotate(List[Tensor], [x]), x, False, True)",
    ),
    "as_strided": Way("aten::as_strided", "raw_memory", "y = torch.as_strided(x, [9], [1], 5)"),
    "packed": Way(
        "aten::fbgemm_linear_fp16_weight",
        "raw_memory",
        "y = torch.fbgemm_linear_fp16_weight(x, x, x)",
    ),
    "legacy_packed": Way(
        "quantized::linear_prepack_legacy",
        "raw_memory",
        "y = ops.quantized.linear_prepack_legacy(x, None)",
    ),
    "gradient_operator": Way(
        "aten::embedding_dense_backward",
        "raw_memory",
        "y = torch.embedding_dense_backward(x, x, 1, 0, False)",
    ),
    "data_ptr": Way("mkldnn::data_ptr", "raw_memory", "y = torch.mul(x, ops.mkldnn.data_ptr(x))"),
    "oneDNN": Way(
        "mkldnn::_linear_pointwise",
        "raw_memory",
        'y = ops.mkldnn._linear_pointwise(x, x, None, "none", annotate(List[Optional[number]], []),'
        ' "")',
    ),
    "prims": Way("prims::as_strided", "raw_memory", "y = ops.prims.as_strided(x, [9], [1], 5)"),
    "set": Way("aten::set_", "raw_memory", "y = torch.set_(x, x, 5, [9], [1])"),
    "empty": Way("aten::empty", "uninitialized_memory", "y = torch.empty([9])"),
    "resize": Way("aten::resize_", "uninitialized_memory", "y = torch.resize_(x, [99])"),
    "collective": Way(
        "_c10d_functional::all_reduce",
        "network",
        'y = ops._c10d_functional.all_reduce(x, "sum", "group")',
    ),
    "symmetric_memory": Way(
        "symm_mem::one_shot_all_reduce",
        "network",
        'y = ops.symm_mem.one_shot_all_reduce(x, "sum", "group")',
    ),
    "rpc_gradients": Way(
        "aten::get_gradients", "network", "y = torch.__getitem__(ops.aten.get_gradients(1), x)"
    ),
    "unknown_namespace": Way("_test::leaky_relu", "host_state", "y = ops._test.leaky_relu(x, 0.5)"),
    "clock": Way("prim::TimePoint", "host_state", "y = torch.mul(x, ops.prim.TimePoint())"),
    "native_class": Way(
        "__torch__.torch.classes._nnapi.Compilation",
        "native_class",
        "made = __torch__.torch.classes._nnapi.Compilation.__new__("
        "__torch__.torch.classes._nnapi.Compilation)\n    _0 = (made).__init__()",
        "class",
    ),
}


def in_forward(way: Way, file: str) -> bytes:
    """A model whose ``forward`` goes that way. The compiler would leave out an unused result."""
    forward = (
        "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    y = x\n"
        f"    {way.body.replace('{file}', file)}\n    return y\n"
    )
    return module(MODULE + forward)


def on_load(way: Way, file: str) -> bytes:
    """A model that goes that way while it is loaded, in the ``__setstate__`` of a class."""
    body = way.body.replace("{file}", file).replace("\n  ", "\n")
    helper = f"def helper(x: Tensor) -> Tensor:\n  y = x\n  {body}\n  return y\n"
    holder = """class S:
  y : Tensor
  def __getstate__(self: __torch__.S) -> int:
    return 1
  def __setstate__(self: __torch__.S,
    state: int) -> NoneType:
    self.y = __torch__.helper(torch.ones([2]))
    return None
"""
    forward = "  def forward(self: __torch__.M,\n    x: Tensor) -> Tensor:\n    return x\n"
    code = helper + holder + MODULE + "  inner : __torch__.S\n" + forward
    return module(code, pickled(text("inner") + b"c__torch__\nS\n)\x81K\x07b"))

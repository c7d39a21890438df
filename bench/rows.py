"""The rows of the benchmark: first the project's budgets, then rows that explain them."""

from __future__ import annotations

from budget import Budget, Row
from first_call_rows import FIRST_CALL_ROWS
from load_rows import LOAD_ROWS
from measure import Case, calls, memory, quantity, starts, throughput
from member_rows import MEMBER_ROWS
from operator_rows import OPERATOR_ROWS
from program_rows import PROGRAM_ROWS
from signature_rows import SIGNATURE_ROWS
from training_rows import TRAINING_ROWS

CPP_FORWARD = Case("cpp", "module_forward")
CSHARP_FORWARD = Case("csharp", "forward")
CSHARP_LAYERS = Case("csharp-layers", "layers")
TORCH_JIT_CALL = Case("python", "torch_jit_call")
MODULE_CALL = Case("python", "module_call")


ROWS = (
    Row(
        "csharp-forward",
        "C# typed forward / C++ module.forward",
        calls(CSHARP_FORWARD, CPP_FORWARD),
        Budget(1.0),
    ),
    Row(
        "csharp-pythonnet",
        "C# typed forward / C# through pythonnet, dynamic call of torch.jit, disposed",
        calls(CSHARP_FORWARD, Case("pythonnet", "pythonnet_dynamic")),
        Budget(0.2),
    ),
    Row(
        "python-call",
        "Python m(x, y) / torch.jit m(x, y)",
        calls(MODULE_CALL, TORCH_JIT_CALL),
        Budget(0.45),
    ),
    Row(
        "csharp-start",
        "C# process start to first forward, no Python / C++ program",
        starts("csharp", "cpp"),
        Budget(1.4),
    ),
    Row(
        "hosted-start",
        "C# process start to first forward, Python hosted / Python with import torch",
        starts("csharp-hosting-python", "python"),
        Budget(0.4),
    ),
    Row(
        "csharp-threads",
        "C# two threads calling one module / one thread, throughput",
        throughput(Case("csharp", "two_threads"), Case("csharp", "one_thread")),
        Budget(1.9, at_least=True),
    ),
    Row(
        "csharp-memory",
        "C# resident memory after 1,000,000 calls / after 10,000",
        memory(CSHARP_FORWARD),
        Budget(1.01),
    ),
    Row(
        "python-memory",
        "Python resident memory after 1,000,000 calls / after 10,000",
        memory(MODULE_CALL),
        Budget(1.01),
    ),
    *SIGNATURE_ROWS,
    *OPERATOR_ROWS,
    Row(
        "layers",
        "C# Sequential of ten small layers / the same in Python's torch",
        calls(CSHARP_LAYERS, Case("python", "torch_layers")),
        Budget(0.5),
    ),
    Row(
        "layers-scripted",
        "C# Sequential of ten small layers / the same scripted, called from C#",
        calls(CSHARP_LAYERS, Case("csharp-layers", "scripted")),
        Budget(1.3),
    ),
    *MEMBER_ROWS,
    *LOAD_ROWS,
    *FIRST_CALL_ROWS,
    *PROGRAM_ROWS,
    *TRAINING_ROWS,
    Row("at-add", "C++ at::add / C++ module.forward", calls(Case("cpp", "at_add"), CPP_FORWARD)),
    Row(
        "abi-call",
        "C++ cached callable through the C ABI / C++ module.forward",
        calls(Case("abi", "callable_call"), CPP_FORWARD),
    ),
    Row(
        "python-method",
        "Python held method forward(x, y) / torch.jit m.forward(x, y)",
        calls(Case("python", "held_method"), Case("python", "torch_jit_forward")),
    ),
    Row(
        "csharp-pythonnet-invoke",
        "C# typed forward / C# through pythonnet, PyObject.Invoke, disposed",
        calls(CSHARP_FORWARD, Case("pythonnet", "pythonnet_invoke")),
    ),
    Row(
        "csharp-pythonnet-undisposed",
        "C# typed forward / C# through pythonnet, dynamic call, result left to the collector",
        calls(CSHARP_FORWARD, Case("pythonnet", "pythonnet_undisposed")),
    ),
    Row(
        "cpp-pythonnet",
        "C++ module.forward / C# through pythonnet, dynamic call, disposed",
        calls(CPP_FORWARD, Case("pythonnet", "pythonnet_dynamic")),
    ),
    Row(
        "cpp-threads",
        "C++ two threads calling one module / one thread, throughput",
        throughput(Case("cpp", "two_threads"), Case("cpp", "one_thread")),
    ),
    Row(
        "csharp-allocation",
        "C# managed allocation of one typed forward",
        quantity(Case("csharp", "allocated_bytes"), "bytes"),
    ),
)

"""What onnxruntime's InferenceSession does, with a TorchScript model."""

import numpy
import torch

from torchsharp_py import jit

# SessionOptions.intra_op_num_threads, for the whole process.
torch.set_num_threads(1)

# InferenceSession(path)
session = jit.load("sample.pt")

# get_inputs() and get_outputs()
schema = session.schema("forward")
print([parameter.name for parameter in schema.parameters])  # ['x', 'y']
print(schema.returns)  # Tuple[Tensor, Tensor]

# OrtValue.ortvalue_from_numpy: the tensor uses the array's memory.
numbers = numpy.array([1, 2, 3], dtype=numpy.float32)
x, y = torch.from_numpy(numbers), torch.ones(3)

# session.run(None, {"x": x, "y": y})
with torch.inference_mode():
    total, difference = session(x=x, y=y)
    print(total.numpy())  # [2. 3. 4.]
    numbers[0] = 10
    print(session(x, y)[1][0].item())  # 9.0

# get_modelmeta().custom_metadata_map
jit.save(session, "labeled.pt", extra_files={"labels": "cat"})
metadata = {"labels": b""}
jit.load("labeled.pt", extra_files=metadata)
print(metadata["labels"])  # b'cat'

# graph_optimization_level, enable_profiling
optimized = jit.optimize_for_inference(jit.freeze(session.eval()))
table = jit.profile(optimized, x, y)
print(table["aten::add"].calls)  # 1

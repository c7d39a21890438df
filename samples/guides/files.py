"""Models from files, bytes and streams; extra files in the archive; checkpoints."""

import io

import torch

import torchsharp_py
from torchsharp_py import jit

m = jit.load("sample.pt")
jit.save(m, "labeled.pt", extra_files={"labels.txt": "cat, dog"})

# The archive fills in the names that it has; the others keep their values.
extra = {"labels.txt": b"", "other.txt": b"none"}
with open("labeled.pt", "rb") as file:
    labeled = jit.load(file, extra_files=extra)
print(extra)  # {'labels.txt': b'cat, dog', 'other.txt': b'none'}

# Bytes are read in place. With mmap=True weights stay in the file until they are used.
data = jit.save_to_bytes(m)
print(jit.load(data).methods == jit.load("labeled.pt", mmap=True).methods)  # True

# A stream is read from its current position.
stream = io.BytesIO(b"header" + data)
stream.seek(len("header"))
print(jit.load(stream).forward(torch.ones(2), torch.ones(2))[0].tolist())  # [2.0, 2.0]

# Checkpoints: files of torch.save, and safetensors files.
torch.save({"p": torch.zeros(10)}, "state.pt")
print(list(torchsharp_py.load("state.pt")))  # ['p']

"""Models from files, bytes and streams, with files beside their weights; checkpoints."""

import io

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")
jit.save(m, "labelled.pt", extra_files={"labels.txt": "cat, dog"})

# Names of extra files are filled in; those that are not there stay.
extra = {"labels.txt": b"", "other.txt": b"none"}
with open("labelled.pt", "rb") as file:
    labelled = jit.load(file, extra_files=extra)
print(extra)  # {'labels.txt': b'cat, dog', 'other.txt': b'none'}

# In memory; read in place. With mmap=True weights stay in the file until they are used.
data = jit.save_to_bytes(m)
print(jit.load(data).methods == jit.load("labelled.pt", mmap=True).methods)  # True

# A stream is read from its position on.
stream = io.BytesIO(b"header" + data)
stream.seek(len("header"))
print(jit.load(stream).forward(torch.ones(2), torch.ones(2))[0].tolist())  # [2.0, 2.0]

# Checkpoints: what torch.save wrote, and safetensors files.
torch.save({"p": torch.zeros(10)}, "state.pt")
print(list(jit.load_checkpoint("state.pt")))  # ['p']

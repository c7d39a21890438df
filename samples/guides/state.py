"""The state of a module: parameters, attributes, state_dict and load_state_dict."""

import torch

from torchsharp_py import jit

m = jit.load("sample.pt")  # predict(x) returns x + p

# Listed tensors share their elements with the module: it sees every change.
for name, parameter in m.named_parameters():
    print(name, list(parameter.shape), parameter.requires_grad)  # p [10] True
with torch.no_grad():
    m.get_parameter("p").fill_(1)
print(m.predict(torch.ones(10)).sum().item())  # 20.0

# Attributes of any type.
print(dict(m.named_attributes())["training"])  # True
m.p = torch.nn.Parameter(torch.full((10,), 2.0))
print(m.predict(torch.ones(10)).sum().item())  # 30.0

# A state loads completely or not at all.
state = {name: torch.zeros_like(tensor) for name, tensor in m.state_dict().items()}
m.load_state_dict(state)
print(m.predict(torch.ones(10)).sum().item())  # 10.0
try:
    m.load_state_dict({"q": torch.ones(10)})
except ValueError as error:
    print(str(error).splitlines()[-1].strip())  # Missing key(s) in state_dict: "p".
missing, unexpected = m.load_state_dict({"q": torch.ones(10)}, strict=False)
print(missing, unexpected)  # ['p'] ['q']

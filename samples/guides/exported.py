import torch
from torch import Tensor, nn
from torch.export import Dim

from torchsharp_py import ScriptValueError, export


class Classifier(nn.Module):
    """Scores of three classes for each row of a batch."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(8, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)


# Exporting is the only part that needs the source of the model. The batch may have any size.
torch.manual_seed(0)
shapes = {"x": {0: Dim("batch")}}
program = export.export(Classifier(), (torch.rand(4, 8),), dynamic_shapes=shapes)
export.save(program, "classifier.pt2")

model = export.load("classifier.pt2", export.Signature[[Tensor], Tensor])
print(model.schema("forward"))  # forward(Tensor x) -> Tensor
rows = torch.rand(100, 8)
print(model(rows).shape)  # torch.Size([100, 3])

# What does not fit is refused before an operator runs.
try:
    model(torch.rand(100, 9))
except ScriptValueError as error:
    print(str(error).partition("; ")[2])  # got Float[100, 9]

# The weights have the names of the Python module, and an optimizer trains them.
print([name for name, _ in model.named_parameters()])  # ['layer.weight', 'layer.bias']
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
classes = torch.zeros(100, dtype=torch.int64)
losses = []
for _ in range(10):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(rows), classes)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(losses[-1] < losses[0])  # True

# Saving keeps the weights that the program has now. PyTorch reads the file too.
model.save("trained.pt2")
trained = torch.export.load("trained.pt2").module()
print(torch.allclose(trained(rows), model(rows)))  # True

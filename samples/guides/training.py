import torch
from torch.nn.functional import mse_loss
from torch.utils.data import DataLoader, TensorDataset

from torchsharp_py import jit

torch.manual_seed(0)
x = torch.randn(64, 10)
y = x + torch.arange(10)  # predict(x) is x + p, so p should become 0, 1, ..., 9

m = jit.load("sample.pt")
optimizer = torch.optim.Adam(m.parameters(), lr=1.0)
schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
loader = DataLoader(TensorDataset(x, y), 16, shuffle=True)

for _ in range(40):
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = mse_loss(m.predict(inputs), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(m.parameters(), 10)
        optimizer.step()
    schedule.step()

print(torch.allclose(m.p, y - x, rtol=0, atol=0.01))  # True
print(f"{optimizer.param_groups[0]['lr']:.4f}")  # 0.0148
jit.save(m, "trained.pt")

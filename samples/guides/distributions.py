import torch
from torch.distributions import Categorical, Gamma, Independent, LogNormal, Normal, kl_divergence

torch.manual_seed(0)
heights = Normal(torch.tensor([178.0, 165.0]), torch.tensor([7.0, 6.0]))
samples = heights.sample((1000,))
print(samples.shape)  # torch.Size([1000, 2])
print(torch.allclose(samples.mean(0), heights.mean, atol=1))  # True
pair = Independent(heights, 1)
print(torch.equal(heights.log_prob(samples).sum(-1), pair.log_prob(samples)))  # True
print(f"{heights.cdf(torch.tensor(180.0))[0]:.4f}")  # 0.6125

# Fit a log-normal distribution to a gamma distribution: gradients flow through the samples.
target = Gamma(torch.tensor(9.0), torch.tensor(3.0))
loc = torch.zeros((), requires_grad=True)
log_scale = torch.zeros((), requires_grad=True)
optimizer = torch.optim.Adam([loc, log_scale], lr=0.05)
for _ in range(200):
    optimizer.zero_grad()
    fitted = LogNormal(loc, log_scale.exp())
    z = fitted.rsample((64,))
    loss = (fitted.log_prob(z) - target.log_prob(z)).mean()
    loss.backward()
    optimizer.step()
print(torch.allclose(fitted.mean, target.mean, atol=0.2))  # True

fair, loaded = Categorical(torch.ones(6)), Categorical(torch.tensor([1.0, 1, 1, 1, 1, 5]))
print(f"{fair.entropy():.4f} {kl_divergence(loaded, fair):.4f}")  # 1.7918 0.2939

try:
    Normal(torch.tensor(0.0), torch.tensor(-1.0))
except ValueError as error:
    print(str(error).partition("satisfy ")[2].partition(",")[0])
    # the constraint GreaterThan(lower_bound=0.0)

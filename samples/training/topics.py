"""Tells what texts are about, with a bag of words: ``python topics.py``."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

TOPICS = {
    "business": "market shares bank profit price trade oil company sales growth",
    "science": "space moon cell energy study planet virus computer laser theory",
    "sports": "team goal match coach league season player win cup race",
    "world": "minister border vote treaty election city storm president army peace",
}
COMMON = "the a of in and to for on with at from new said after over its will be was is"
NAMES = list(TOPICS)
BATCH, EPOCHS = 20, 3


def write(topic: int) -> str:
    """A text of 8 to 15 words: on average a third is from the topic, and some from another."""
    words = []
    for _ in range(int(torch.randint(8, 16, ()))):
        kind = int(torch.randint(12, ()))
        of_topic = TOPICS[NAMES[topic if kind < 4 else kind % len(NAMES)]].split()
        choices = of_topic if kind < 5 else COMMON.split()
        words.append(choices[int(torch.randint(len(choices), ()))])
    return " ".join(words)


class Net(nn.Module):
    """The mean of the vectors of a text's words, to scores of the topics."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.embedding = nn.EmbeddingBag(words, 16)
        self.fc = nn.Linear(16, len(TOPICS))
        nn.init.uniform_(self.embedding.weight, -0.5, 0.5)
        nn.init.zeros_(self.fc.bias)

    def forward(self, words: Tensor, offsets: Tensor) -> Tensor:
        return self.fc(self.embedding(words, offsets))


def to_batch(texts: list[str], vocabulary: dict[str, int]) -> tuple[Tensor, Tensor]:
    """The numbers of all words, one text behind the other, and where each text begins."""
    numbers = [[vocabulary.get(word, 0) for word in text.split()] for text in texts]
    offsets = torch.tensor([0, *(len(text) for text in numbers[:-1])]).cumsum(0)
    return torch.tensor([number for text in numbers for number in text]), offsets


torch.set_num_threads(1)  # the model is too small for more
torch.manual_seed(0)
topics = torch.randint(len(TOPICS), (800,))
texts = [write(topic) for topic in topics.tolist()]
vocabulary = {"[unknown]": 0}
for text in texts[:600]:
    for word in text.split():
        vocabulary.setdefault(word, len(vocabulary))
model = Net(len(vocabulary))
optimizer = torch.optim.SGD(model.parameters(), lr=4.0)
schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
for epoch in range(1, EPOCHS + 1):
    total = 0.0
    for start in range(0, 600, BATCH):
        optimizer.zero_grad()
        scores = model(*to_batch(texts[start : start + BATCH], vocabulary))
        loss = F.cross_entropy(scores, topics[start : start + BATCH])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
        total += loss.item()
    schedule.step()
    with torch.no_grad():
        found = model(*to_batch(texts[600:], vocabulary)).argmax(1)
    accuracy = (found == topics[600:]).float().mean().item()
    print(f"epoch {epoch}: loss {total / (600 // BATCH):.4f}, accuracy {accuracy:.3f}")

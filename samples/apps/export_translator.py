"""Writes what TextGen runs: ``python export_translator.py FOLDER``.

``translator.pt`` is a sequence-to-sequence model: its beam search is scripted, and calls an encoder
that is traced. It translates English number words into German ones, and is trained here, in
seconds. ``tokenizer.json`` is its tokenizer, for the package tokenizers.
"""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional as F

ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
GERMAN = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"]
PAD, BEGIN, END, UNKNOWN = range(4)
VOCABULARY = ["[PAD]", "[BEGIN]", "[END]", "[UNKNOWN]", *ENGLISH, *GERMAN]
LONGEST = 8
WIDTH = 48


class Encoder(nn.Module):
    """Tokens (N, L) to vectors (N, L, 48) that say which word is where."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(len(VOCABULARY), WIDTH)
        self.places = nn.Embedding(LONGEST + 1, WIDTH)

    def forward(self, tokens: Tensor) -> Tensor:
        return torch.tanh(self.words(tokens) + self.places(torch.arange(tokens.size(1))))


class Translator(nn.Module):
    """Attends to the encoded sentence while it writes its translation."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.words = nn.Embedding(len(VOCABULARY), WIDTH)
        self.cell = nn.GRUCell(2 * WIDTH, WIDTH)
        self.score = nn.Linear(2 * WIDTH, len(VOCABULARY))

    def step(self, last: Tensor, state: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """One word: last words (N,), states (N, 48), memory (N, L, 48) to log-probabilities."""
        weights = torch.softmax((memory @ state.unsqueeze(2)).squeeze(2), 1)
        seen = (weights.unsqueeze(1) @ memory).squeeze(1)
        state = self.cell(torch.cat([self.words(last), seen], 1), state)
        weights = torch.softmax((memory @ state.unsqueeze(2)).squeeze(2), 1)
        seen = (weights.unsqueeze(1) @ memory).squeeze(1)
        return torch.log_softmax(self.score(torch.cat([state, seen], 1)), 1), state

    def forward(self, tokens: Tensor, beams: int = 4) -> tuple[Tensor, float]:
        """Searches the likeliest translation.

        Args:
            tokens: (L,) a sentence.
            beams: How many beginnings are kept.

        Returns:
            The tokens of the translation, and its log-probability.
        """
        memory = self.encoder(tokens.unsqueeze(0))
        begun = torch.full([1, 1], 1)
        scores = torch.zeros(1)
        states = torch.zeros(1, memory.size(2))
        best = torch.zeros([0], dtype=torch.long)
        best_score = -1e9
        for _ in range(2 * tokens.size(0) + 2):
            many = memory.expand(begun.size(0), -1, -1)
            steps, states = self.step(begun[:, -1], states, many)
            total = (scores.unsqueeze(1) + steps).flatten()
            scores, chosen = total.topk(min(beams, total.size(0)))
            parents = torch.div(chosen, steps.size(1), rounding_mode="floor")
            words = chosen.remainder(steps.size(1))
            begun = torch.cat([begun[parents], words.unsqueeze(1)], 1)
            states = states[parents]
            ended = words == 2
            for i in range(begun.size(0)):
                if bool(ended[i]) and float(scores[i]) > best_score:
                    best, best_score = begun[i, 1:-1], float(scores[i])
            if float(scores[0]) <= best_score:
                break
            scores = scores.masked_fill(ended, -1e9)
        return best, best_score


def train(steps: int = 500) -> Translator:
    model = Translator(Encoder())
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        length = int(torch.randint(1, LONGEST, ()))
        words = torch.randint(len(ENGLISH), (48, length))
        memory = model.encoder(words + 4)
        targets = F.pad(words + 4 + len(ENGLISH), (0, 1), value=END)
        state, last = torch.zeros(48, WIDTH), torch.full((48,), BEGIN)
        loss = torch.zeros(())
        for i in range(length + 1):
            steps_, state = model.step(last, state, memory)
            loss = loss + F.nll_loss(steps_, targets[:, i])
            last = targets[:, i]
        optimizer.zero_grad()
        (loss / (length + 1)).backward()
        optimizer.step()
    return model


def export(folder: Path) -> None:
    """Trains the model and writes it and its tokenizer."""
    torch.manual_seed(0)
    torch.set_num_threads(1)  # the model is too small for more
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: number for number, word in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNKNOWN]"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    model = train().eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        model.encoder = torch.jit.trace(model.encoder, torch.tensor([[4, 5, 6]]))
        torch.jit.save(torch.jit.script(model), folder / "translator.pt")
    print(f"wrote {folder}/translator.pt and tokenizer.json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes the model and the tokenizer of TextGen.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    export(parser.parse_args().folder)

"""Writes what TextClassifier runs: ``python export_text_classifier.py FOLDER``.

``topics.pt`` is a BERT of the package transformers, built from a configuration and trained here in
seconds: it tells what a sentence is about. It is traced, and a scripted module around it has the
names of the classes. ``vocabulary.txt`` has the pieces of words that it knows, one on each line.
"""

from __future__ import annotations

import argparse
import os
import random
import string
import warnings
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is downloaded

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer
from transformers.utils import logging

TOPICS = {
    "food": "bread cheese soup apple dinner lunch cake butter onion rice eat cook bake fry taste",
    "music": "song guitar piano drum concert choir opera melody violin band sing play hear dance",
    "sport": "team ball goal match race coach player stadium medal swim win score jump train",
    "weather": "rain snow wind storm cloud sky fog frost thunder sun sunshine heat shine blow",
    "other": "",
}
COMMON = (
    "the a we they it was is are very good bad today tomorrow yesterday at with and our some of in "
    "for more on my this that last long new again"
)
ENDINGS = ["", "", "s", "y", "ed", "ing"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LONGEST = 48


class Classifier(nn.Module):
    """Pieces of texts (N, L), 1 where there is one (N, L), to probabilities of the labels."""

    def __init__(self, scores: nn.Module) -> None:
        super().__init__()
        self.labels = list(TOPICS)
        self.longest = LONGEST
        self.scores = scores

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        return torch.softmax(self.scores(pieces, mask), 1)


class Scores(nn.Module):
    """The part of the model's result that is traced."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        return self.model(pieces, attention_mask=mask).logits


def vocabulary() -> list[str]:
    """The words, the endings and every letter: each word is one piece or several."""
    words = [word for words in TOPICS.values() for word in words.split()] + COMMON.split()
    endings = [f"##{ending}" for ending in ENDINGS if len(ending) > 1]
    letters = list(string.ascii_lowercase + string.digits)
    letters = letters + [f"##{letter}" for letter in letters] + list(string.punctuation)
    return list(dict.fromkeys([*SPECIAL, *words, *endings, *letters]))


def write_sentence(topic: str, chance: random.Random) -> str:
    """Words of no topic, with one to three words of the topic, if it has any, between them."""
    words = chance.choices(COMMON.split(), k=chance.randint(2, 8))
    for _ in range(chance.randint(1, 3) if TOPICS[topic] else 0):
        word = chance.choice(TOPICS[topic].split()) + chance.choice(ENDINGS)
        words.insert(chance.randint(0, len(words)), word)
    return " ".join(words) + chance.choice([".", "!", ""])


def train(tokenizer: BertTokenizer, steps: int = 120) -> nn.Module:
    chance = random.Random(0)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=LONGEST,
        num_labels=len(TOPICS),
    )
    model = BertForSequenceClassification(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
    names = list(TOPICS)
    for _ in range(steps):
        classes = torch.tensor([chance.randrange(len(names)) for _ in range(32)])
        sentences = [write_sentence(names[index], chance) for index in classes.tolist()]
        inputs = tokenizer(sentences, padding=True, return_tensors="pt")
        loss = F.cross_entropy(Scores(model)(inputs.input_ids, inputs.attention_mask), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


def export(folder: Path) -> None:
    """Trains the model and writes it and its vocabulary."""
    logging.set_verbosity_error()
    torch.manual_seed(0)
    torch.set_num_threads(1)  # the model is too small for more
    folder.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary()
    (folder / "vocabulary.txt").write_text("\n".join(pieces) + "\n")
    tokenizer = BertTokenizer({piece: index for index, piece in enumerate(pieces)})
    model = train(tokenizer)
    inputs = tokenizer(["it was sunny", "a song"], padding=True, return_tensors="pt")
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        traced = torch.jit.trace(Scores(model), (inputs.input_ids, inputs.attention_mask))
        torch.jit.save(torch.jit.script(Classifier(traced).eval()), folder / "topics.pt")
    print(f"wrote {folder}/topics.pt and vocabulary.txt")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Writes the model and the words of TextClassifier."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    export(parser.parse_args().folder)

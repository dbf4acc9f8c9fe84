"""The messages that are sent: the held-out phrasings of tests/nlu/, mixed into conversations of ten."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

LENGTH = 10  # messages in a conversation
_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "nlu"

Conversation = tuple[str, ...]


def texts(folder: Path = _FOLDER) -> list[str]:
    """What is asked in all files of `folder`, in their order."""
    files = sorted(folder.glob("*.yml"))
    return [entry["ask"] for path in files for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def conversations(messages: list[str], seed: int = 1) -> list[Conversation]:
    """All messages in a random order that is the same every time, ten by ten; what is left over is dropped."""
    mixed = random.Random(seed).sample(messages, len(messages))
    return [tuple(mixed[start : start + LENGTH]) for start in range(0, len(mixed) - LENGTH + 1, LENGTH)]


def share(of: list[Conversation], count: int, start: int) -> list[Conversation]:
    """`count` conversations from `start` on, over and over where the list ends."""
    return [of[(start + place) % len(of)] for place in range(count)]

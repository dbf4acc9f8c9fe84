"""The messages that are sent: the held-out phrasings of tests/nlu/, mixed into conversations of ten."""

from __future__ import annotations

import random
from pathlib import Path

from commands.evaluate import PHRASINGS, phrasings

LENGTH = 10  # messages in a conversation

Conversation = tuple[str, ...]


def texts(folder: Path = PHRASINGS) -> list[str]:
    """What is asked in all files of `folder`, in their order."""
    return [turn.text for turn in phrasings(folder)]


def conversations(messages: list[str], seed: int = 1) -> list[Conversation]:
    """All messages in a random order that is the same every time, ten by ten; what is left over is dropped."""
    mixed = random.Random(seed).sample(messages, len(messages))
    return [tuple(mixed[start : start + LENGTH]) for start in range(0, len(mixed) - LENGTH + 1, LENGTH)]


def share(of: list[Conversation], count: int, start: int) -> list[Conversation]:
    """`count` conversations from `start` on, over and over where the list ends."""
    return [of[(start + place) % len(of)] for place in range(count)]

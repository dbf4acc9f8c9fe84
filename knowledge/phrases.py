"""Phrases as they are compared: in lower case, without marks, in either number. Pure, imports nothing of ours."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W_]+")


def normal(phrase: str) -> str:
    """A phrase as the trained model writes it: its words in lower case, without marks."""
    return " ".join(_WORDS.findall(phrase.lower()))


def padded(text: str) -> str:
    """The normal form with a blank at each end, in which `is_in` looks for whole words."""
    return f" {normal(text)} "


def is_in(stem: str, text: str) -> bool:
    """True where the phrase, in normal form, stands in a padded text as whole words, in either number."""
    return f" {stem} " in text or f" {stem}s " in text or f" {stem.removesuffix('s')} " in text

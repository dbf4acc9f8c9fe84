"""The closed word classes: each word in normal form, each class in one order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from nlu import closed_class as words

LISTED = yaml.safe_load(Path(words.__file__).with_suffix(".yml").read_text(encoding="utf-8"))
PHRASES = {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, tuple)}


@pytest.mark.parametrize("name", LISTED)
def test_words_are_in_lower_case_and_listed_once(name: str) -> None:
    listed = [str(word) for word in LISTED[name]]
    assert listed == [word.lower() for word in listed]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", LISTED)
def test_no_word_was_read_as_a_truth_value(name: str) -> None:
    """YAML takes an unquoted no, yes, on and true for something else."""
    assert not [word for word in LISTED[name] if isinstance(word, bool)]


@pytest.mark.parametrize("name", PHRASES)
def test_longer_phrases_go_first(name: str) -> None:
    lengths = [len(phrase) for phrase in PHRASES[name]]
    assert lengths == sorted(lengths, reverse=True)
    assert all(PHRASES[name])


def test_every_class_of_the_file_is_read_and_used() -> None:
    own = Path(words.__file__)
    code = {path: path.read_text(encoding="utf-8") for path in own.parent.glob("*.py")}
    for name in (name.upper() for name in LISTED):
        uses = re.compile(rf"\bwords\.{name}\b|^from nlu\.closed_class import .*\b{name}\b", re.MULTILINE)
        elsewhere = any(uses.search(text) for path, text in code.items() if path != own)
        assert elsewhere or len(re.findall(rf"\b{name}\b", code[own])) > 1, name


@pytest.mark.parametrize(
    ("word", "negated"),
    [("isn't", True), ("dont", True), ("cannot", True), ("is", False), ("want", False), ("can", False)],
)
def test_negated_auxiliaries_are_told_by_their_ending(word: str, negated: bool) -> None:
    assert (word in words.NEGATED_AUXILIARIES) is negated


@pytest.mark.parametrize(("word", "number"), [("second", 2), ("latter", -1), ("former", 1), ("3rd", 3)])
def test_ordinals_are_places_counted_from_either_end(word: str, number: int) -> None:
    assert words.ORDINALS[word] == number

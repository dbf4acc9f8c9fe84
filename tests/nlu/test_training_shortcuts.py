"""Each shortcut through Rasa's training data has the outcome of Rasa's own way."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import training_shortcuts


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    owned = {(owner, name): vars(owner).get(name) for owner, name in _REPLACED}
    training_shortcuts.install()
    yield
    for (owner, name), original in owned.items():
        if original is None:
            delattr(owner, name)
        else:
            setattr(owner, name, original)


_REPLACED = ((Message, "fingerprint"), (Message, "__deepcopy__"), (Features, "fingerprint"))

_OTHERS: dict[str, Callable[[Message], None]] = {
    "another text": lambda message: message.set("text", "what is that"),
    "another intent": lambda message: message.set("intent", "greet"),
    "one key more": lambda message: message.set("metadata", {"a": None}),
    "a changed entity": lambda message: message.set("entities", [{"entity": "topic", "start": 1}]),
    "a moved border": lambda message: message.set("entities", [{"entity": "topic", "start": 0}, {}]),
    "no vector": lambda message: message.features.clear(),
    "another vector": lambda message: message.add_features(_features(2.0)),
}


def _features(value: float) -> Features:
    return Features(np.full((1, 3), value, dtype=np.float32), "sentence", "text", "Encoder")


def _message() -> Message:
    data: dict[str, Any] = {"text": "what is this", "intent": "ask", "entities": [{"entity": "topic", "start": 0}]}
    return Message(data, features=[_features(1.0)])


def test_the_same_content_has_the_same_fingerprint() -> None:
    turned = Message(dict(reversed(_message().data.items())), features=[_features(1.0)])
    assert _message() == turned
    assert hash(_message()) == hash(turned)


@pytest.mark.parametrize("change", _OTHERS.values(), ids=_OTHERS)
def test_another_content_has_another_fingerprint(change: Callable[[Message], None]) -> None:
    other = _message()
    assert other.fingerprint()  # which is forgotten by what changes the message
    other = Message(other.data, features=list(other.features))
    change(other)
    assert other != _message()


def test_words_that_run_into_each_other_are_told_apart() -> None:
    assert Message({"text": "a\0b", "intent": "c"}) != Message({"text": "a", "intent": "b\0c"})


def test_a_fingerprint_can_be_compared_in_another_run() -> None:
    """Rasa keeps it beside the trained components."""
    assert Message({"text": "hello", "intent": "greet"}).fingerprint() == "61142ecfa39e1076695c299c1115784e"


def test_a_copy_is_equal_and_shares_nothing_that_changes() -> None:
    original = _message()
    copy = deepcopy(original)
    assert copy == original
    copy.data["entities"][0]["start"] = 5
    copy.features.append(_features(3.0))
    copy.output_properties.add("intent")
    copy.data["intent"] = "greet"
    assert original == _message()
    assert original.output_properties == {"text"}


def test_merged_data_leaves_its_parts_as_they_were_and_out_what_is_double() -> None:
    one, other = TrainingData([_message()]), TrainingData([_message(), Message({"text": "bye", "intent": "bye"})])
    merged = one.merge(other)
    assert [example.get("text") for example in merged.training_examples] == ["what is this", "bye"]
    merged.training_examples[0].set("text", "changed")
    assert one.training_examples[0].get("text") == "what is this"

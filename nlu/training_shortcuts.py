"""Shortcuts through Rasa 3.6.21's way with training data, found by profiling `rasa train`; the outcome is the same.

Training reads, merges and compares thousands of examples many times over. Rasa copies each with all of Python's
general machinery, and makes its fingerprint by a call of JSON and MD5 for every word and brace in it: together a
third of the time. tests/nlu/test_training_shortcuts.py holds both beside the originals.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from hashlib import md5
from typing import Any

from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

_UNCHANGEABLE = (str, int, float, type(None))
_features_fingerprint = Features.fingerprint


def install() -> None:
    """Let Rasa take these from now on."""
    Message.fingerprint = _fingerprint
    Message.__deepcopy__ = _copy
    Features.fingerprint = _dense_fingerprint


def _fingerprint(self: Message) -> str:
    """The same hexadecimal text for examples that hold the same, whatever the order of their keys; kept until then."""
    if self._cached_fingerprint is None:
        content = "\0".join(_parts([self.data, self.features]))
        self._cached_fingerprint = md5(content.encode("utf-8", "surrogatepass")).hexdigest()
    fingerprint: str = self._cached_fingerprint
    return fingerprint


def _parts(value: Any) -> Iterator[str]:
    """A value as a row of texts, no two values as the same row."""
    if isinstance(value, dict):
        yield f"dict {len(value)}"
        for key in sorted(value, key=str):
            yield from _parts(key)
            yield from _parts(value[key])
    elif isinstance(value, list):
        yield f"list {len(value)}"
        for item in value:
            yield from _parts(item)
    elif callable(getattr(value, "fingerprint", None)):
        yield value.fingerprint()
    else:
        text = str(value)
        yield f"text {len(text)} {text}"


def _dense_fingerprint(self: Features) -> str:
    """As Rasa has it for sparse features; dense ones go in as bytes, not as a printed form of their bytes."""
    if not self.is_dense():
        sparse: str = _features_fingerprint(self)
        return sparse
    if self._cached_fingerprint is None:
        about = f"{self.type}\0{self.origin}\0{self.attribute}\0{self.features.shape}\0".encode()
        self._cached_fingerprint = md5(about + self.features.tobytes()).hexdigest()
    dense: str = self._cached_fingerprint
    return dense


def _copy(self: Message, memo: dict[int, Any]) -> Message:
    """A copy that shares nothing that can change."""
    copy = Message.__new__(type(self))
    memo[id(self)] = copy
    for name, value in vars(self).items():
        plain = isinstance(value, _UNCHANGEABLE)
        vars(copy)[name] = value if plain else _copied(value, memo)
    return copy


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    kind = type(value)
    if kind is dict and all(isinstance(item, _UNCHANGEABLE) for item in (*value, *value.values())):
        return dict(value)
    if kind in (list, set) and all(isinstance(item, _UNCHANGEABLE) for item in value):
        return kind(value)
    return deepcopy(value, memo)

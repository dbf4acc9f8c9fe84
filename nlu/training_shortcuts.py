"""Shortcuts through Rasa 3.6.21's way with training data, found by profiling `rasa train`; the outcome is the same.

Training reads, merges and compares thousands of examples many times over. Rasa copies each with all of Python's
general machinery, and makes its fingerprint by a call of JSON and MD5 for every word and brace in it: together a
third of the time. tests/nlu/test_training_shortcuts.py holds both beside the originals.
"""

from __future__ import annotations

import json
from copy import deepcopy
from hashlib import md5
from typing import Any

from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

_UNCHANGEABLE = frozenset({str, int, float, bool, type(None)})
_features_fingerprint = Features.fingerprint


def install() -> None:
    """Let Rasa take these from now on."""
    Message.fingerprint = _fingerprint
    Message.__deepcopy__ = _copy
    Features.fingerprint = _dense_fingerprint


def _fingerprint(self: Message) -> str:
    """The same hexadecimal text for examples that hold the same, whatever the order of their keys; kept until then."""
    if self._cached_fingerprint is None:
        content = json.dumps([self.data, self.features], sort_keys=True, default=_in_json)
        self._cached_fingerprint = md5(content.encode()).hexdigest()
    fingerprint: str = self._cached_fingerprint
    return fingerprint


def _in_json(value: Any) -> str:
    """What stands for a value that JSON doesn't know."""
    return str(value.fingerprint() if callable(getattr(value, "fingerprint", None)) else value)


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
    kept = vars(copy)
    for name, value in vars(self).items():
        kept[name] = value if type(value) in _UNCHANGEABLE else _copied(value, memo)
    return copy


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    kind = type(value)
    if kind is dict and _UNCHANGEABLE.issuperset(map(type, value.values())):
        return value.copy()
    if kind in (list, set) and _UNCHANGEABLE.issuperset(map(type, value)):
        return value.copy()
    return deepcopy(value, memo)

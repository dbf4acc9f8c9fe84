"""Knowledge of many models, for measurements: the real ones, carried over to other trades under names of their own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from knowledge.checks import MODELS

_TRADES = """
    airline bakery banking brewery bridge bus carpentry cinema clothing coal coffee cotton dairy dental energy farm
    film fishing flower forestry furniture garden gas glass gold grain harbour hotel insurance jewellery leather
    library medical mining museum music oil paper pharma pottery publishing rail retail shipping solar sports steel
    sugar tea telecom textile theatre timber tourism toy travel water wind wine wool
"""
TRADES = tuple(_TRADES.split())

_PROSE = ("text", "in_short", "reason", "caution")
_NAMES = ("name", "aliases", "misspellings", "words")
_WORDINGS = ("also", "work")
_LEFT_OUT = ("cues", "other_senses")  # they tell shared acronyms apart, and no acronym is shared here

Data = dict[str, Any]


def grow(folder: Path, count: int) -> list[str]:
    """Add model files to the knowledge in `folder` until it has `count` models; returns the ids of the new ones.

    Raises ValueError where there are not trades enough for so many.
    """
    home = folder / MODELS
    files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(home.glob("*.yml"))}
    real = {id: data for id, data in files.items() if not data.get("general")}
    missing = max(count - len(real), 0)
    if missing > len(real) * len(TRADES):
        raise ValueError(f"{count} models are too many: {len(real) * (len(TRADES) + 1)} can be made")
    taken = {str(data.get("acronym", "")) for data in files.values()}
    grown = []
    for trade, (id, data) in itertools.islice(itertools.product(TRADES, real.items()), missing):
        acronym = next(each for each in _acronyms(data, trade) if each not in taken)
        taken.add(acronym)
        grown.append(f"{trade}_{id}")
        text = yaml.safe_dump(carried_over(data, trade, acronym), sort_keys=False, allow_unicode=True, width=110)
        (home / f"{grown[-1]}.yml").write_text(text, encoding="utf-8")
    return grown


def carried_over(model: Data, trade: str, acronym: str) -> Data:
    """A model's file, retold for a trade: as long as the original, with no name of its own left."""
    name = f"{trade.capitalize()} {model['name']}"
    retelling = _Retelling(trade, {model["name"]: name, model.get("acronym") or model["name"]: acronym})
    kept = {key: value for key, value in model.items() if key not in _LEFT_OUT}
    return {**retelling.of(kept), "name": name, "acronym": acronym}


class _Retelling:
    """Retells what a model's file says, for a trade."""

    def __init__(self, trade: str, names: dict[str, str]) -> None:
        """`names`: what the model is called -> what it is called there."""
        self._trade, self._names = trade, names
        self._own = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))

    def of(self, value: Any, key: str = "") -> Any:
        """The value of a key, retold with all that it holds."""
        if isinstance(value, dict):
            return {name: self.of(entry, name) for name, entry in value.items()}
        if isinstance(value, list):
            return [self.of(entry, key) for entry in value]
        if key == "id":
            return f"{self._trade}_{value}"
        if key in _NAMES:
            return f"{self._trade} {value}"
        if key in _WORDINGS:
            return f"{self._renamed(value)} for {self._trade}"
        return self._prose(self._renamed(value)) if key in _PROSE else value

    def _renamed(self, text: str) -> str:
        return self._own.sub(lambda found: self._names[found.group()], text)

    def _prose(self, text: str) -> str:
        """The sentence with the trade at its end, before the mark."""
        mark = text[-1] if text[-1] in ".!?" else ""
        return f"{text.removesuffix(mark)} in the {self._trade} trade{mark}"


def _acronyms(model: Data, trade: str) -> Iterator[str]:
    """Acronyms for the model in that trade, the shortest first."""
    stem = str(model.get("acronym") or "".join(word[0] for word in model["name"].split())).upper()
    for length in range(1, len(trade) + 1):
        yield f"{trade[:length].upper()}{stem}"
    for number in itertools.count(2):
        yield f"{trade.upper()}{stem}{number}"

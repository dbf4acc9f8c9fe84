"""Copies of the knowledge that tests change."""

from collections.abc import Callable
from pathlib import Path

import yaml

from knowledge.model import Knowledge

Change = Callable[[dict], None]


class Plain(yaml.SafeDumper):
    """Writes everything out, as the loader wants it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def change(folder: Path, name: str, edit: Change) -> None:
    path = folder / name
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


def first_model(knowledge: Knowledge) -> str:
    """The file of a model that says something under each key that tests change."""
    model = next(model for model in knowledge.models if model.relations and model.acronym and model.aliases)
    return f"outsourcing_models/{model.id}.yml"

"""The trained archives in models/, and whether the newest still fits what it is trained from."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commands.command import CommandError

ROOT = Path(__file__).resolve().parent.parent
NAME = "outsourcing-guide"
KNOWLEDGE = Path("data", "knowledge")
_INPUTS = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "knowledge/**/*",
    "data/**/*",
    "nlu/**/*",
    "dialogue/**/*",
)
_SUFFIXES = (".yml", ".yaml", ".py", ".lock", ".json", ".md", ".npz")


def archive(root: Path = ROOT) -> Path:
    """Where `make train` leaves its archive."""
    return root / "models" / f"{NAME}.tar.gz"


def newest(root: Path = ROOT) -> Path:
    """The archive that was trained last, by whatever command; raises CommandError where there is none."""
    archives = sorted((root / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise CommandError("There is no trained model in models/: run `make train`.")
    return archives[-1]


def model_id(path: Path) -> str:
    """The id that Rasa gave to the model in an archive."""
    return str(_metadata(path)["model_id"])


def responses(path: Path) -> dict[str, list[str]]:
    """utter_... -> its texts, as the model in an archive has them."""
    told = _metadata(path).get("domain", {}).get("responses", {})
    return {name: [entry["text"] for entry in entries] for name, entries in told.items()}


def _metadata(path: Path) -> dict[str, Any]:
    try:
        with tarfile.open(path) as content:
            metadata = content.extractfile("metadata.json")
            told: dict[str, Any] = json.load(metadata) if metadata else {}
            return {"model_id": told["model_id"], **told}
    except (tarfile.TarError, OSError, KeyError, ValueError, EOFError) as error:
        raise CommandError(f"models/{path.name} is no archive of Rasa's: delete it and run `make train`.") from error


def digest(root: Path = ROOT) -> str:
    """A fingerprint of all that the training reads."""
    total = hashlib.sha256()
    for path in sorted(set(_inputs(root))):
        total.update(str(path.relative_to(root)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """True where the archive of `make train` was made from what lies there now."""
    stamp = stamp_of(root)
    return archive(root).is_file() and stamp.is_file() and stamp.read_text().strip() == digest(root)


def knowledge_of(path: Path, root: Path = ROOT) -> Path:
    """The knowledge that belongs to an archive: what `make train` kept beside its own, else what lies there now."""
    kept = _kept_knowledge(root)
    return kept if path == archive(root) and kept.is_dir() else root / KNOWLEDGE


def keep_knowledge(root: Path = ROOT) -> None:
    """Keep what the archive of `make train` learnt beside it, so that a release needs nothing of the working tree."""
    kept = _kept_knowledge(root)
    if not is_current(root) or (kept.is_dir() and _contents(kept) == _contents(root / KNOWLEDGE)):
        return
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix=".") as place:
        shutil.copytree(root / KNOWLEDGE, Path(place) / "new")
        if kept.is_dir():
            kept.rename(Path(place) / "old")
        (Path(place) / "new").rename(kept)


def _kept_knowledge(root: Path) -> Path:
    return archive(root).with_name(f"{NAME}.knowledge")


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stamp_of(root: Path = ROOT) -> Path:
    """The file next to the archive that holds the digest of its inputs."""
    return archive(root).with_name(f"{NAME}.inputs")


def _inputs(root: Path) -> Iterator[Path]:
    for pattern in _INPUTS:
        yield from (path for path in root.glob(pattern) if path.is_file() and path.suffix in _SUFFIXES)

"""What is compared: each set-up is a folder of its own under .cache/, with a model trained in it."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import yaml

from benchmarks import synthetic
from commands import models, train
from commands.command import CommandError
from commands.processes import tail
from commands.progress import Progress, run_logged
from commands.variables import quiet
from knowledge.files import load

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".cache" / "benchmarks"
LOGS = ROOT / ".cache" / "logs"
_FOLDERS = ("actions", "channels", "data", "dialogue", "nlu", "stores")
_FILES = ("config.yml", "credentials.yml", "domain.yml", "endpoints.yml")
_STAMP = "trained.json"  # beside the archive: what it was made from, and how long that took


@dataclass(frozen=True)
class Setup:
    """A bot in a folder, trained there in so many `training` seconds.

    `answer` is part of a right reply to `question`; `apology` is what it says where an action failed; `acts` tells
    whether it needs an action server.
    """

    name: str
    folder: Path
    training: float
    question: str
    answer: str
    apology: str = ""
    acts: bool = False

    @property
    def archive(self) -> Path:
        """The trained model."""
        return models.newest(self.folder)


def starter(again: bool) -> Setup:
    """The bot of `rasa init --no-prompt`, as it comes; an earlier one is taken where it need not be made `again`."""
    folder, made_from = HOME / "starter", f"rasa {version('rasa')}"
    seconds = None if again else _kept(folder, made_from)
    if seconds is None:
        _clear(folder)
        arguments = ("init", "--no-prompt", "--init-dir", str(folder))
        seconds = _train("starter", arguments, folder, made_from)
        for part in ("data", "tests"):  # `rasa test` would find these in our folder, and take them for ours
            shutil.rmtree(folder / part)
    domain = yaml.safe_load((folder / "domain.yml").read_text(encoding="utf-8"))
    return Setup("starter", folder, seconds, "hello", domain["responses"]["utter_greet"][0]["text"])


def guide(again: bool, count: int = 0) -> Setup:
    """This project, copied; with `count`, its knowledge grown to so many models."""
    name = f"guide-{count}" if count else "guide"
    folder, made_from = HOME / name, f"{models.digest(ROOT)} {_growth(count)}"
    seconds = None if again else _kept(folder, made_from)
    _clear(folder, keep=() if seconds is None else ("models",))
    _copy(folder)
    knowledge = folder / "data" / "knowledge"
    grown = synthetic.grow(knowledge, count) if count else []
    if seconds is None:
        seconds = _train(name, train.COMMAND, folder, made_from)
    known = load(knowledge)
    asked = known.topics[grown[-1]] if grown else known.models[0]
    domain = yaml.safe_load((folder / "domain.yml").read_text(encoding="utf-8"))
    apology = domain["responses"]["utter_unavailable"][0]["text"]
    definition = asked.part("definition")[0].text
    return Setup(name, folder, seconds, f"What is {asked.name}?", definition.rstrip("."), apology, acts=True)


def _growth(count: int) -> str:
    """What decides on the grown knowledge besides the project itself."""
    return f"{count} {sha256(Path(synthetic.__file__).read_bytes()).hexdigest()}" if count else ""


def _copy(folder: Path) -> None:
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    for name in _FILES:
        shutil.copy2(ROOT / name, folder / name)


def _clear(folder: Path, keep: Sequence[str] = ()) -> None:
    """Leave nothing in a folder, no cache of earlier trainings either, besides what is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name in keep:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _kept(folder: Path, made_from: str) -> float | None:
    """How long the training of the archive there took; None where there is none of the same."""
    stamp = folder / "models" / _STAMP
    if not stamp.is_file():
        return None
    told = json.loads(stamp.read_text(encoding="utf-8"))
    return float(told["seconds"]) if told["made_from"] == made_from else None


def _train(name: str, arguments: Sequence[str], folder: Path, made_from: str) -> float:
    """The seconds that Rasa needed, from the start of the program to its end; raises CommandError where it fails."""
    log = LOGS / f"bench-train-{name}.log"
    progress = Progress(f"Training {name}")
    environment = {name: value for name, value in quiet().items() if name != "PYTHONPATH"}
    failed = run_logged((sys.executable, "-m", "rasa", *arguments), log, progress, folder, environment)
    seconds = progress.seconds
    if failed or not list((folder / "models").glob("*.tar.gz")):
        progress.end()
        raise CommandError(
            f"The training of {name} failed: {' '.join(tail(log, 1))} (all of it in {log.relative_to(ROOT)})"
        )
    progress.done(f"{name} trained")
    shutil.rmtree(folder / ".rasa", ignore_errors=True)  # some of this cache's files stop `rasa test`
    stamp = {"made_from": made_from, "seconds": seconds}
    (folder / "models" / _STAMP).write_text(json.dumps(stamp), encoding="utf-8")
    return seconds

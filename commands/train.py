"""`make train`: a trained model in models/, made anew only when something that it learns from has changed."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from commands import models
from commands.command import CommandError, run
from commands.processes import tail
from commands.progress import Progress, run_logged
from commands.variables import quiet

ROOT = Path(__file__).resolve().parent.parent
LOG = ROOT / ".cache" / "logs" / "train.log"
_ERROR = re.compile(r"^[\w.]+(?:Error|Exception|Invalid\w*)\b")
_BAR = re.compile(r"\d%\||\d(?:it/s|s/it)\b")
# Rasa puts stories together into longer ones for policies that generalise. Ours remember, and would leave those out.
COMMAND = ("train", "--augmentation", "0", "--fixed-model-name", models.NAME, "--out", "models")


def main() -> int:
    """Check all files, train if needed; returns the exit code."""
    from commands import checks  # it reads the files with what `make setup` installs

    checks.checked()
    if not models.is_current():
        train()
    models.keep_knowledge()
    return 0


def train() -> None:
    """Train; raises CommandError with the cause of a failure."""
    learnt_from = models.digest()
    models.stamp_of().unlink(missing_ok=True)
    begun = time.time()
    progress = Progress("Training the model")
    failed = run_logged([sys.executable, "-m", "rasa", *COMMAND], LOG, progress, ROOT, quiet(), _component)
    if failed or not _is_newer(models.archive(), begun):
        progress.end()
        raise CommandError(f"The training failed: {cause(tail(LOG, 200))} (all of it in {LOG.relative_to(ROOT)})")
    models.stamp_of().write_text(f"{learnt_from}\n")
    progress.done("Model trained")


def _is_newer(path: Path, moment: float) -> bool:
    """True where the file was written since a moment (in seconds since 1970, as the file system rounds them)."""
    return path.is_file() and path.stat().st_mtime > moment - 1


def cause(log: list[str]) -> str:
    """What a training log tells of why it failed: its last error with the points below it, on one line."""
    lines = [line for line in (re.sub(r"\x1b\[[\d;]*m", "", line).strip() for line in log) if not _BAR.search(line)]
    errors = [place for place, line in enumerate(lines) if _ERROR.match(line)]
    if not errors:
        return lines[-1] if lines else "it wrote no word on why"
    points = [line for line in lines[errors[-1] + 1 :] if line.startswith("- ")]
    return " ".join([re.sub(r"^(?:\w+\.)+(?=\w+:)", "", lines[errors[-1]]), *points])


def _component() -> str:
    """The component that is learning just now."""
    started = [line for line in tail(LOG, 50) if "Starting to train component" in line]
    name = re.search(r"'([\w.]+)'", started[-1]) if started else None
    return name.group(1).rsplit(".", 1)[-1] if name else ""


if __name__ == "__main__":
    sys.exit(run(main))

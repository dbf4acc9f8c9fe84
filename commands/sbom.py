"""`make sbom`: writes a bill of materials of all that is installed (CycloneDX), by the pinned cyclonedx-py."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys

from commands.command import CommandError, run
from commands.processes import tail
from commands.progress import Progress, run_logged
from commands.setup import ROOT, Setup
from commands.variables import quiet

PINS = ROOT / "commands" / "cyclonedx.txt"
HOME = ROOT / ".cache" / "cyclonedx"  # apart from .venv: Rasa holds back what it needs
LOG = ROOT / ".cache" / "logs" / "sbom.log"
BILL = ROOT / "results" / "sbom.json"


def main() -> int:
    """Write it and say how much is in it."""
    progress = Progress("Writing the bill of materials")
    try:
        _install(progress)
        BILL.parent.mkdir(exist_ok=True)
        program, python = str(HOME / "bin" / "cyclonedx-py"), str(ROOT / ".venv" / "bin" / "python")
        form = ("--pyproject", "pyproject.toml", "--output-reproducible", "--output-format", "JSON")
        _call([program, "environment", python, *form, "--output-file", str(BILL)], progress)
    except CommandError:
        progress.end()
        raise
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    count = len(bill["components"])
    progress.done(f"{count} packages are listed in {BILL.relative_to(ROOT)} (CycloneDX {bill['specVersion']})")
    return 0


def _install(progress: Progress) -> None:
    """The program, as its pins have it, unless it is there."""
    digest, stamp = hashlib.sha256(PINS.read_bytes()).hexdigest(), HOME / "made-from"
    if stamp.is_file() and stamp.read_text() == digest:
        return
    shutil.rmtree(HOME, ignore_errors=True)
    uv = Setup().uv()
    _call([uv, "venv", "--python", str(ROOT / ".venv" / "bin" / "python"), str(HOME)], progress)
    install = [uv, "pip", "install", "--require-hashes", "--python", str(HOME / "bin" / "python"), "-r", str(PINS)]
    _call(install, progress)
    stamp.write_text(digest)


def _call(arguments: list[str], progress: Progress) -> None:
    if run_logged(arguments, LOG, progress, ROOT, quiet()):
        said = next(iter(tail(LOG, 1)), "no word on why")
        raise CommandError(f"The bill of materials can't be written ({said}): see {LOG.relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(run(main))

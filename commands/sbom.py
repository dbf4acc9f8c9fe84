"""`make sbom`: writes a bill of materials of all that is installed (CycloneDX), by the pinned cyclonedx-py."""

from __future__ import annotations

import json
import sys

from commands import tools
from commands.command import CommandError, run
from commands.processes import tail
from commands.progress import Progress, run_logged
from commands.setup import ROOT
from commands.variables import quiet

LOG = ROOT / ".cache" / "logs" / "sbom.log"
BILL = ROOT / "results" / "sbom.json"


def main() -> int:
    """Write it and say how much is in it."""
    progress = Progress("Writing the bill of materials")
    try:
        program = tools.program("cyclonedx", "cyclonedx-py", progress)
        BILL.parent.mkdir(exist_ok=True)
        form = ("--pyproject", "pyproject.toml", "--output-reproducible", "--output-format", "JSON")
        python = str(ROOT / ".venv" / "bin" / "python")
        _call([str(program), "environment", python, *form, "--output-file", str(BILL)], progress)
    except CommandError:
        progress.end()
        raise
    bill = json.loads(BILL.read_text(encoding="utf-8"))
    count = len(bill["components"])
    progress.done(f"{count} packages are listed in {BILL.relative_to(ROOT)} (CycloneDX {bill['specVersion']})")
    return 0


def _call(arguments: list[str], progress: Progress) -> None:
    if run_logged(arguments, LOG, progress, ROOT, quiet()):
        said = next(iter(tail(LOG, 1)), "no word on why")
        raise CommandError(f"The bill of materials can't be written ({said}): see {LOG.relative_to(ROOT)}.")


if __name__ == "__main__":
    sys.exit(run(main))

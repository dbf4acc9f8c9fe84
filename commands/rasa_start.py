"""What Rasa's own commands in .venv begin with: without some 25 lines of warnings, and without telemetry.

The packages that Rasa 3.6.21 holds back warn while they are imported, before anything of this project is. So
`make setup` puts this file into the environment, where Python loads it at its start. Standard library only.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
from typing import TextIO

NAME = "outsourcing_guide_rasa_start"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}

_show = warnings.showwarning


def install(environment: Path) -> None:
    """Have all programs of a virtual environment load this file at their start; one that has it stays untouched."""
    files = {
        f"{NAME}.py": Path(__file__).read_text(encoding="utf-8"),
        f"{NAME}.pth": f"import {NAME}; {NAME}.begin()\n",
    }
    for packages in (environment / "lib").glob("python3*/site-packages"):
        for path, content in ((packages / name, content) for name, content in files.items()):
            if not path.is_file() or path.read_text(encoding="utf-8") != content:
                path.write_text(content, encoding="utf-8")


def begin() -> None:
    """Be quiet where this program is the command `rasa`; `-W` and PYTHONWARNINGS show warnings again."""
    if "rasa" not in [Path(part).name for part in sys.orig_argv[1:2]]:
        return
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if not sys.warnoptions:
        warnings.showwarning = _show_own


def _show_own(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Show a warning unless it is about an installed package."""
    if "site-packages" not in Path(filename).parts:
        _show(message, category, filename, lineno, file, line)

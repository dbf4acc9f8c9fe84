"""What the figures were measured on: without it they say little."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

import psutil


def description() -> str:
    """One line on processor, memory, versions, and how busy the machine is now."""
    memory = psutil.virtual_memory().total / 1e9
    busy = psutil.getloadavg()[0]
    return (
        f"{_processor()}, {psutil.cpu_count()} cores, {memory:.0f} GB; {platform.system()}, "
        f"Python {platform.python_version()}, Rasa {version('rasa')}; load average before the run {busy:.1f}"
    )


def _processor() -> str:
    """The processor's name, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next(filter(None, names), platform.machine())

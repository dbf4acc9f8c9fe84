"""A Chromium for tests, screenshots and measurements: the machine's own, else one that is installed now."""

from __future__ import annotations

import shutil
import subprocess
import sys

from commands import packages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

_ways: list[str] = []  # what was tried without success, told at the end


def find() -> str | None:
    """Where a Chromium is; "" for Playwright's own, None where there is none and none can be installed."""
    for look in (_on_this_machine, _by_apt, _by_playwright):
        found = look()
        if found is not None:
            return found
    return None


def tried() -> str:
    """What `find` tried in vain."""
    return "; ".join(_ways)


def _on_this_machine() -> str | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _ways.append("no Chromium on this machine")
    return found


def _by_apt() -> str | None:
    if not packages.may_install():
        _ways.append("apt-get needs Debian or Ubuntu, and root")
        return None
    if not packages.installed("chromium"):
        _ways.append("`apt-get install chromium` failed")
        return None
    return shutil.which("chromium")


def _by_playwright() -> str | None:
    install = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(install, capture_output=True, timeout=packages.PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        _ways.append("`playwright install chromium` failed")
        return None
    return ""

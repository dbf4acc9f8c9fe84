"""What is installed is what was locked, and what is known against it is written down for these very versions."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import uuid
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def _is_hashed(text: str) -> bool:
    """True for a lock in which each package has digests and nothing else stands."""
    package = r"[a-z0-9-]+==\S+(?: ; [^\\\n]+)? \\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    return re.fullmatch(f"(?:{package})+", text) is not None


@pytest.mark.parametrize(
    "name", ["requirements.lock", *(f"commands/{path.name}" for path in (ROOT / "commands").glob("*.txt"))]
)
def test_every_package_is_pinned_by_hash(name: str) -> None:
    assert _is_hashed((ROOT / name).read_text(encoding="utf-8"))


def _wheel(folder: Path, module: str) -> Path:
    """A package that needs nothing."""
    path = folder / "harmless-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("harmless.py", module)
        wheel.writestr("harmless-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: harmless\nVersion: 1.0\n")
        wheel.writestr("harmless-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("harmless-1.0.dist-info/RECORD", "")
    return path


def _install(folder: Path, digest: str) -> subprocess.CompletedProcess[str]:
    lock = folder / "lock.txt"
    lock.write_text(f"harmless==1.0{digest}\n")
    uv = str(ROOT / ".cache" / "uv" / "bin" / "uv")
    source = ("--no-index", "--find-links", str(folder), "--no-cache", "--target", str(folder / uuid.uuid4().hex))
    command = [uv, "pip", "sync", "--require-hashes", "--python", sys.executable, *source, str(lock)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_a_package_of_another_digest_or_of_none_is_refused(tmp_path: Path) -> None:
    right = hashlib.sha256(_wheel(tmp_path, "x = 1\n").read_bytes()).hexdigest()
    assert _install(tmp_path, f" --hash=sha256:{right}").returncode == 0
    _wheel(tmp_path, "x = 'tampered with'\n")
    refused = _install(tmp_path, f" --hash=sha256:{right}")
    assert refused.returncode != 0
    assert "hash" in refused.stderr.lower()
    assert _install(tmp_path, "").returncode != 0


def test_the_advisories_are_about_the_versions_that_are_locked() -> None:
    rows = re.findall(r"^\| ((?:[a-z0-9-]+ [\d.]+(?:, )?)+) \|", SECURITY, re.MULTILINE)
    named = dict(re.findall(r"([a-z0-9-]+) ([\d.]+)", " ".join(rows)))
    assert len(named) > 12
    assert {name: LOCKED.get(name) for name in named} == named


def test_no_component_loads_models_by_what_may_run_code() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = [entry["name"] for entry in config["pipeline"] + config["policies"]]
    stock = [name for name in names if not name.startswith(("nlu.", "dialogue."))]
    assert set(stock) <= {"MemoizationPolicy", "RulePolicy"}, "look what these load, and tell docs/security.md"
    own = "\n".join(path.read_text() for folder in ("nlu", "dialogue") for path in (ROOT / folder).glob("*.py"))
    assert not re.search(
        r"^\s*(?:import|from) (?:pickle|joblib|skops|keras|tensorflow|cloudpickle)\b", own, re.MULTILINE
    )
    assert not re.search(r"allow_pickle=True", own)


def test_nothing_switches_rasas_api_on() -> None:
    places = [ROOT / "Makefile", *(ROOT / "commands").glob("*.py"), *(ROOT / "deploy").rglob("*")]
    assert [p for p in places if p.is_file() and "--enable-api" in p.read_text(encoding="utf-8", errors="ignore")] == []

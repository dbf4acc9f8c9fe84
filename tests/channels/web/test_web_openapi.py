"""The channel does what its OpenAPI document says, whatever is sent: schemathesis tries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import requests

from channels.web.bodies import DOCUMENT
from tests.channels.web.visitor import Visitor

CONFIG = Path(__file__).parent / "schemathesis.toml"


def test_the_document_is_served_as_it_is_kept(visitor: Visitor) -> None:
    assert requests.get(f"{visitor.url}/openapi.json", timeout=5).json() == json.loads(DOCUMENT.read_bytes())


def test_every_request_that_can_be_thought_of_is_answered_as_documented(visitor: Visitor, tmp_path: Path) -> None:
    command = [Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG]
    # Sanic's router knows no TRACE and answers it by itself; the other methods have a test of their own.
    checks = ["--checks", "all", "--exclude-checks", "unsupported_method"]
    options = ["--max-examples", "40", "--seed", "1", "--no-color"]
    authorization = ["--header", f"Authorization: Bearer {visitor.token}"]
    done = subprocess.run(
        [*command, "run", f"{visitor.url}/openapi.json", *checks, *options, *authorization],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "5/5" in done.stdout

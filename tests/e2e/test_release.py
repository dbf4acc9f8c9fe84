"""A change of the content goes live, and back, while people talk with one bot: no message is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import requests

from actions.knowledge import FOLDER
from commands import models, network
from commands.progress import Progress
from commands.releases import Releases
from commands.servers import serving
from tests.e2e.conftest import Talk

ROOT = Path(__file__).resolve().parents[2]
TALKERS = 4
NEWS = "This is what the new release says of KPO."


def _under_another_id(archive: Path, target: Path) -> Path:
    """The same model, as if it had been trained again."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz", compresslevel=1) as new:
        for entry in old.getmembers():
            content = old.extractfile(entry)
            if content and entry.name.removeprefix("./") == "metadata.json":
                changed = json.dumps({**json.load(content), "model_id": uuid.uuid4().hex}).encode()
                entry.size, content = len(changed), BytesIO(changed)
            new.addfile(entry, content)
    return target


def _changed_knowledge(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder)
    path = folder / "outsourcing_models" / "kpo.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("definition:\n", f"definition:\n  - text: {NEWS}\n    sources: [seven_models]\n", 1))
    return folder


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """Two releases, the second of which comes next."""
    folder = tmp_path_factory.mktemp("releases")
    releases = Releases(folder / "releases")
    releases.switch(releases.add(models.newest(), FOLDER))
    return releases


@pytest.fixture(scope="module")
def ports(releases: Releases) -> Iterator[tuple[int, int]]:
    """A bot and its action server that serve the current release."""
    ports = network.free_ports(2)
    progress = Progress("Starting a bot for the release")
    with serving(*ports, "release-test", releases=releases) as servers:
        servers.wait(progress)
        progress.end()
        yield ports[0], ports[1]


class Talkers:
    """People who ask one question after the other, and keep what came back."""

    def __init__(self, url: str) -> None:
        self.answers: list[str] = []
        self._url, self._over = f"{url}/webhooks/rest/webhook", threading.Event()
        self._threads = [threading.Thread(target=self._talk) for _ in range(TALKERS)]
        for thread in self._threads:
            thread.start()

    def _talk(self) -> None:
        sender = uuid.uuid4().hex
        while not self._over.is_set():
            answer = requests.post(self._url, json={"sender": sender, "message": "what is kpo?"}, timeout=60)
            self.answers.append("\n".join(message["text"] for message in answer.json()))

    def end(self) -> list[str]:
        """All answers, when each has got the last."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self.answers


def _run(module: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", module]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True)


def _command(module: str, releases: Releases, ports: tuple[int, int]) -> str:
    bot, actions = map(str, ports)
    done = _run(module, PORT=bot, ACTIONS_PORT=actions, RELEASES=str(releases.folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_message_is_lost_while_a_release_goes_live_and_back(
    releases: Releases, ports: tuple[int, int], tmp_path: Path
) -> None:
    url = network.url(ports[0])
    old = releases.current()
    new = releases.add(
        _under_another_id(models.newest(), tmp_path / "new.tar.gz"), _changed_knowledge(tmp_path / "knowledge")
    )
    talkers = Talkers(url)
    try:
        releases.switch(new)
        releases.back()
        assert "is back" in _command("commands.rollback", releases, ports)  # back to the new one
        told = requests.get(f"{url}/health", timeout=20).json()
        assert told["model"] == models.model_id(new.archive)
        assert NEWS in Talk(url).text("what is kpo?")
        assert "is back" in _command("commands.rollback", releases, ports)
        assert releases.current() == old
    finally:
        answers = talkers.end()
    assert requests.get(f"{url}/health", timeout=20).json()["model"] == models.model_id(models.newest())
    assert requests.get(f"{url}/health/ready", timeout=20).status_code == 200
    assert len(answers) > 2 * TALKERS
    assert [answer for answer in answers if "Knowledge Process Outsourcing" not in answer and NEWS not in answer] == []
    assert any(NEWS in answer for answer in answers)
    assert NEWS not in answers[-1]


def test_a_broken_release_leaves_the_old_one_answering(releases: Releases, ports: tuple[int, int]) -> None:
    url, archive = network.url(ports[0]), releases.link.archive.resolve()
    kept = archive.read_bytes()
    archive.write_bytes(b"no model")
    try:
        answer = requests.post(f"{url}/release", timeout=60)
        assert answer.status_code == 409
        assert "can't be loaded" in answer.json()["error"]
        assert "Hello" in Talk(url).text("hello")
    finally:
        archive.write_bytes(kept)


def test_a_candidate_that_could_not_be_evaluated_is_not_kept(tmp_path: Path) -> None:
    done = _run("commands.release", PORT="none", RELEASES=str(tmp_path / "releases"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "PORT=none" in done.stderr
    assert list((tmp_path / "releases").iterdir()) == []


def test_nobody_outside_may_have_a_model_loaded(ports: tuple[int, int]) -> None:
    answer = requests.post(f"{network.url(ports[0])}/release", headers={"X-Forwarded-For": "198.51.100.7"}, timeout=20)
    assert answer.status_code == 403

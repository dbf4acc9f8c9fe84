"""A change of the content goes live, and back, while people talk with one bot: no message is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
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

from commands import models, network, release
from commands.npm import FOLDERS
from commands.progress import Progress
from commands.releases import Releases
from commands.servers import serving
from knowledge.files import digest
from knowledge.model import FOLDER
from tests.e2e.conftest import Talk

ROOT = Path(__file__).resolve().parents[2]
TALKERS = 4
NEWS = "This is what the new release says of KPO."


def _as_if_learnt(knowledge: Path, target: Path) -> Path:
    """The newest model, as if it had been trained again, with this knowledge."""
    archive = models.newest()
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz", compresslevel=1) as new:
        for entry in old.getmembers():
            content = old.extractfile(entry)
            if content and entry.name.removeprefix("./") == "metadata.json":
                metadata = json.dumps({**json.load(content), "model_id": uuid.uuid4().hex})
                changed = metadata.replace(digest(FOLDER), digest(knowledge)).encode()
                entry.size, content = len(changed), BytesIO(changed)
            new.addfile(entry, content)
    return target


def _changed_knowledge(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder)
    path = folder / "outsourcing_models" / "kpo.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("definition:\n", f"definition:\n  - text: {NEWS}\n    sources: [seven_models > Introduction]\n", 1)
    )
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
    with serving(*ports, "release-test", release=releases.link) as servers:
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
        while not self._over.is_set():  # as new people: asked again, the bot would go on
            question = {"sender": uuid.uuid4().hex, "message": "what is kpo?"}
            answer = requests.post(self._url, json=question, timeout=60)
            self.answers.append("\n".join(message["text"] for message in answer.json()))

    def end(self) -> list[str]:
        """All answers, when each has got the last."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self.answers


def _run(module: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True)


def _asked(module: str, releases: Releases, ports: tuple[int, int]) -> subprocess.CompletedProcess[str]:
    bot, actions = map(str, ports)
    return _run(module, PORT=bot, ACTIONS_PORT=actions, RELEASES=str(releases.folder))


def _command(module: str, releases: Releases, ports: tuple[int, int]) -> str:
    done = _asked(module, releases, ports)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_message_is_lost_while_a_release_goes_live_and_back(
    releases: Releases, ports: tuple[int, int], tmp_path: Path
) -> None:
    url = network.url(ports[0])
    old = releases.current()
    knowledge = _changed_knowledge(tmp_path / "knowledge")
    new = releases.add(_as_if_learnt(knowledge, tmp_path / "new.tar.gz"), knowledge)
    talkers = Talkers(url)
    try:
        releases.switch(new)
        releases.switch(releases.before())
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


def test_going_back_to_what_is_broken_changes_nothing_and_says_so(
    releases: Releases, ports: tuple[int, int], tmp_path: Path
) -> None:
    """Also where the action server could go over: both are put back, or they would answer from two contents."""
    url, good, kept = network.url(ports[0]), releases.current(), releases.before()
    knowledge = _changed_knowledge(tmp_path / "knowledge")
    broken = releases.add(_as_if_learnt(knowledge, tmp_path / "broken.tar.gz"), knowledge)
    releases.switch(broken)
    releases.switch(good)
    archive = broken.archive.read_bytes()
    broken.archive.write_bytes(archive[: len(archive) // 2])
    done = _asked("commands.rollback", releases, ports)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{url} stays with what it had" in done.stderr
    assert f"Nothing is changed: {good.folder.name} goes on answering." in done.stderr
    assert (releases.current(), releases.before()) == (good, broken)
    assert requests.get(f"{url}/health/ready", timeout=20).status_code == 200
    assert NEWS not in Talk(url).text("what is kpo?")
    releases.switch(kept)
    releases.switch(good)


@pytest.fixture(scope="module")
def plain() -> Iterator[tuple[int, int]]:
    """What a plain `make serve` runs, which answers from the working tree."""
    ports = network.free_ports(2)
    with serving(*ports, "plain-test") as servers:
        progress = Progress("Starting a bot without a release")
        servers.wait(progress)
        progress.end()
        yield ports[0], ports[1]


@pytest.mark.parametrize("command", ["commands.rollback", "commands.release"])
def test_beside_a_plain_serve_it_fails_and_says_what_to_do(
    command: str, releases: Releases, plain: tuple[int, int]
) -> None:
    url, links = network.url(plain[0]), (releases.current(), releases.before())
    done = _asked(command, releases, plain)
    assert (done.returncode, done.stdout) == (1, "")
    assert "serves the working tree and no release" in done.stderr
    assert "make serve RELEASED=yes" in done.stderr
    assert (releases.current(), releases.before()) == links
    assert requests.get(f"{url}/health/ready", timeout=20).status_code == 200


@pytest.mark.parametrize("place", [0, 1])
def test_a_plain_server_does_not_go_over_when_it_is_told_to(plain: tuple[int, int], place: int) -> None:
    answer = requests.post(f"{network.url(plain[place])}/release", timeout=60)
    assert answer.status_code == 409
    assert "working tree" in answer.json()["error"]


def test_a_server_that_does_not_answer_is_not_taken_for_none(releases: Releases) -> None:
    with socket.create_server((network.HOST, 0)) as silent:
        silent.listen()
        done = _asked("commands.rollback", releases, (silent.getsockname()[1], network.free_ports(1)[0]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "can't be reached" in done.stderr


def test_a_release_starts_at_once_although_data_is_broken(releases: Releases, tmp_path: Path) -> None:
    """In a copy of the tree: nothing of data/ is read, nothing trained."""
    tree, (port, actions_port) = tmp_path / "tree", network.free_ports(2)
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    for name in (".venv", *(f"{folder}/node_modules" for folder in FOLDERS)):
        (tree / name).symlink_to((ROOT / name).resolve())
    for path in (tree / "data").rglob("*.yml"):
        path.write_text("broken: [\n")
    given = {"PORT": str(port), "ACTIONS_PORT": str(actions_port), "RELEASES": str(releases.folder)}
    given["REST"] = "yes"
    command = ["make", "--silent", "serve", "RELEASED=yes"]
    with subprocess.Popen(
        command, cwd=tree, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        try:
            assert f"127.0.0.1:{port}" in running.stdout.readline()
            assert releases.current().folder.name in running.stdout.readline()
            assert "Hello" in Talk(network.url(port)).text("hello")
            assert requests.get(f"{network.url(port)}/health/ready", timeout=20).status_code == 200
        finally:
            os.killpg(running.pid, signal.SIGINT)
    assert not (tree / "models").exists()


def test_a_candidate_that_could_not_be_evaluated_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port, actions_port = map(str, network.free_ports(2))
    for name, value in {"PORT": port, "ACTIONS_PORT": actions_port, "RELEASES": str(tmp_path / "releases")}.items():
        monkeypatch.setenv(name, value)

    def fail(*_: object) -> str:
        raise OSError("no room")

    monkeypatch.setattr(release, "_evaluated", fail)
    with pytest.raises(OSError, match="no room"):
        release.main()
    assert list((tmp_path / "releases").iterdir()) == []


def test_nobody_outside_may_have_a_model_loaded(ports: tuple[int, int]) -> None:
    answer = requests.post(f"{network.url(ports[0])}/release", headers={"X-Forwarded-For": "198.51.100.7"}, timeout=20)
    assert answer.status_code == 403

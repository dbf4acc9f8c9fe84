"""Releases are kept whole, and one link says which of them answers."""

from __future__ import annotations

import json
import os
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from commands.command import CommandError
from commands.releases import Release, Releases


def _archive(folder: Path, model: str) -> Path:
    path = folder / f"{model}.tar.gz"
    content = json.dumps({"model_id": model}).encode()
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        archive.addfile(entry, BytesIO(content))
    return path


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "sources.yml").write_text("sources: []\n")
    return folder


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "releases")


def _add(releases: Releases, knowledge: Path, model: str) -> Release:
    return releases.add(_archive(knowledge.parent, model), knowledge)


def test_a_release_holds_model_and_knowledge(releases: Releases, knowledge: Path) -> None:
    release = _add(releases, knowledge, "first")
    assert release.archive.is_file()
    assert (release.knowledge / "sources.yml").read_text() == "sources: []\n"
    assert _add(releases, knowledge, "first") == release


def test_later_changes_of_the_knowledge_leave_it_as_it_was(releases: Releases, knowledge: Path) -> None:
    first = _add(releases, knowledge, "first")
    (knowledge / "sources.yml").write_text("sources: [new]\n")
    assert _add(releases, knowledge, "first") != first
    assert (first.knowledge / "sources.yml").read_text() == "sources: []\n"


def test_the_link_leads_to_the_one_that_was_switched_to(releases: Releases, knowledge: Path) -> None:
    first, second = (_add(releases, knowledge, model) for model in ("first", "second"))
    releases.switch(first)
    link = releases.link.archive
    assert link.resolve() == first.archive
    releases.switch(second)
    assert link.resolve() == second.archive


def test_going_back_and_back_again(releases: Releases, knowledge: Path) -> None:
    first, second = (_add(releases, knowledge, model) for model in ("first", "second"))
    releases.switch(first)
    releases.switch(second)
    releases.switch(second)
    for expected in (first, second):
        releases.switch(releases.before())
        assert releases.current() == expected


def test_what_answers_released_again_leaves_the_one_before_through_a_link_to_the_folder_too(
    knowledge: Path, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to("disk")
    releases = Releases(tmp_path / "link" / "releases")
    first, second = (_add(releases, knowledge, model) for model in ("first", "second"))
    releases.switch(first)
    releases.switch(second)
    assert _add(releases, knowledge, "second") == releases.current()
    releases.switch(_add(releases, knowledge, "second"))
    assert releases.before() == first


def test_a_candidate_that_is_not_released_is_dropped(releases: Releases, knowledge: Path) -> None:
    first, second, third = (_add(releases, knowledge, model) for model in ("first", "second", "third"))
    releases.switch(first)
    releases.switch(second)
    for release in (first, second, third):
        releases.drop(release)
    assert {path.name for path in releases.folder.iterdir()} == {
        first.folder.name,
        second.folder.name,
        "current",
        "before",
    }
    assert releases.before() == first


def test_without_a_release_before_nothing_changes(releases: Releases, knowledge: Path) -> None:
    with pytest.raises(CommandError, match="make release"):
        _ = releases.link
    first = _add(releases, knowledge, "first")
    releases.switch(first)
    with pytest.raises(CommandError, match="no release before"):
        releases.before()
    assert releases.current() == first


def test_a_broken_archive_is_no_release(releases: Releases, knowledge: Path) -> None:
    broken = knowledge.parent / "broken.tar.gz"
    broken.write_bytes(b"no archive")
    with pytest.raises(CommandError, match="no archive"):
        releases.add(broken, knowledge)
    assert list(releases.folder.iterdir()) == []


def test_the_last_five_that_went_live_are_kept(releases: Releases, knowledge: Path) -> None:
    made = [_add(releases, knowledge, str(number)) for number in range(8)]
    (releases.folder / "notes").mkdir()  # somebody else's
    for number, release in enumerate(made):
        releases.switch(release)
        os.utime(release.folder, (number, number))
    releases.switch(made[0])  # the oldest, live again
    assert releases.prune() == [made[3], made[2], made[1]]
    assert releases.all() == [made[number] for number in (0, 7, 6, 5, 4)]
    assert {path.name for path in releases.folder.glob("*")} - {r.folder.name for r in made} == {
        "current",
        "before",
        "notes",
    }
    assert (releases.current(), releases.before()) == (made[0], made[7])
    assert releases.prune() == []


def test_the_one_to_go_back_to_is_kept_however_old_it_is(releases: Releases, knowledge: Path) -> None:
    made = [_add(releases, knowledge, str(number)) for number in range(8)]
    releases.switch(made[0])
    releases.switch(made[1])
    for release in made[:2]:
        os.utime(release.folder, (1, 1))
    releases.prune()
    assert releases.before() == made[0]
    assert len(releases.all()) == 7


@pytest.mark.parametrize("with_one_before", [True, False])
def test_a_switch_that_fails_leaves_the_links_as_they_were(
    with_one_before: bool, releases: Releases, knowledge: Path
) -> None:
    first, second, third = (_add(releases, knowledge, model) for model in ("first", "second", "third"))
    if with_one_before:
        releases.switch(first)
        releases.switch(second)

    def interrupted() -> None:
        with releases.switched(third):
            assert releases.current() == third
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert releases.current() == (second if with_one_before else None)
    if with_one_before:
        assert releases.before() == first


def test_a_switch_that_holds_is_one_as_any(releases: Releases, knowledge: Path) -> None:
    first, second = (_add(releases, knowledge, model) for model in ("first", "second"))
    releases.switch(first)
    with releases.switched(second):
        pass
    assert (releases.current(), releases.before()) == (second, first)

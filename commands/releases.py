"""The releases in releases/: each a folder with a model and the knowledge that it learnt; `current` links to one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands import models
from commands.command import CommandError
from knowledge.files import digest

ROOT = Path(__file__).resolve().parent.parent
CURRENT, BEFORE = "current", "before"
KEPT = 5  # releases that stay, the last that went live


@dataclass(frozen=True)
class Release:
    """A folder with a model and its knowledge."""

    folder: Path

    @property
    def archive(self) -> Path:
        """The model."""
        return self.folder / "model.tar.gz"

    @property
    def knowledge(self) -> Path:
        """What the action server answers from."""
        return self.folder / "knowledge"

    @property
    def is_link(self) -> bool:
        """True for the current release by its link: who serves it goes over to the next one when told to."""
        return self.folder.name == CURRENT


class Releases:
    """The releases in a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: by default what the variable RELEASES names, else releases/."""
        # Resolved, as what the links lead to is: releases are compared by their paths.
        self.folder = (folder or ROOT / (os.environ.get("RELEASES") or "releases")).resolve()

    def add(self, archive: Path, knowledge: Path) -> Release:
        """Keep a model and its knowledge as a release, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        release = Release(self.folder / f"{digest(knowledge)}-{models.model_id(archive)[:8]}")
        if release.folder.exists():
            return release
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".") as made:
            whole = Release(Path(made) / "release")
            shutil.copytree(knowledge, whole.knowledge)
            shutil.copy2(archive, whole.archive)
            whole.folder.rename(release.folder)
        return release

    def all(self) -> list[Release]:
        """Those that are kept, the one that went live last first."""
        folders = [path.parent for path in self.folder.glob("[!.]*/model.tar.gz") if not path.parent.is_symlink()]
        return [Release(path) for path in sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)]

    def drop(self, candidate: Release) -> None:
        """Remove it, whole, unless it answers or is the one to go back to."""
        if candidate in (self.current(), self._at(BEFORE)):
            return
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".") as gone:
            candidate.folder.rename(Path(gone) / "release")

    def prune(self) -> list[Release]:
        """Remove those before the last five, never the one that answers nor the one to go back to: what was removed."""
        kept = (self.current(), self._at(BEFORE))
        old = [release for release in self.all()[KEPT:] if release not in kept]
        for release in old:
            self.drop(release)
        return old

    def current(self) -> Release | None:
        """The release that answers, None before the first."""
        return self._at(CURRENT)

    @property
    def link(self) -> Release:
        """The current release by its link, which will lead to the next; raises CommandError before the first."""
        if self.current() is None:
            raise CommandError(f"There is no release in {self.folder.name}/: run `make release`.")
        return Release(self.folder / CURRENT)

    def switch(self, release: Release) -> None:
        """Make it the current one, in one step: whoever starts meanwhile gets the one or the other."""
        before = self.current()
        if before is not None and before != release:
            self._link(BEFORE, before)
        self._link(CURRENT, release)
        os.utime(release.folder)

    @contextlib.contextmanager
    def switched(self, release: Release) -> Iterator[None]:
        """Make it the current one for good, unless the block raises: then the links lead where they led."""
        links = {name: self._at(name) for name in (CURRENT, BEFORE)}
        self.switch(release)
        try:
            yield
        except BaseException:
            for name, led_to in links.items():
                self._link(name, led_to)
            raise

    def before(self) -> Release:
        """The one to go back to; raises CommandError without one."""
        before = self._at(BEFORE)
        if before is None:
            raise CommandError("There is no release before this one: nothing is changed.")
        return before

    def _at(self, name: str) -> Release | None:
        link = self.folder / name
        return Release(link.resolve()) if link.exists() else None

    def _link(self, name: str, release: Release | None) -> None:
        if release is None:
            (self.folder / name).unlink(missing_ok=True)
            return
        made = self.folder / f".{name}-{os.getpid()}"
        with contextlib.suppress(FileNotFoundError):
            made.unlink()
        made.symlink_to(release.folder.name)
        os.replace(made, self.folder / name)

"""What is wrong with the files that the bot is made of, known before anything is trained or started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commands import content, variables
from commands.checks.classes import faults_of_classes
from commands.checks.files import CONFIG, KNOWLEDGE, Files, read
from commands.checks.names import faults_of_names
from commands.checks.phrases import faults_of_phrases
from commands.checks.shapes import faults_of_shape
from commands.command import CommandError
from commands.releases import Release
from knowledge.checks import Fault
from knowledge.model import Knowledge


def checked(root: Path = content.ROOT, starting: bool = False) -> Knowledge:
    """The knowledge; raises CommandError with a line `file: line: key: cause: fix` for each fault of all files.

    When the bot is starting, the variables that credentials and endpoints name must be set.
    """
    return _checked(root / KNOWLEDGE, faults_of_files(root, starting))


def check_start(release: Release | None, root: Path = content.ROOT) -> None:
    """Raise such a CommandError for the files that servers read at their start.

    A release brings its own knowledge and model: of the working tree, credentials and endpoints alone count then.
    """
    if release is None:
        checked(root, starting=True)
    else:
        _checked(release.knowledge, faults_of_files(root, starting=True, is_trained=True))


def _checked(knowledge: Path, others: list[str]) -> Knowledge:
    """The knowledge; raises CommandError with its faults and those of the other files."""
    try:
        known = content.checked(knowledge)
    except CommandError as error:
        raise CommandError("\n".join([str(error), *others])) from error
    if others:
        raise CommandError("\n".join(others))
    return known


def faults_of_files(root: Path = content.ROOT, starting: bool = False, is_trained: bool = False) -> list[str]:
    """The faults of domain, training data, configuration, credentials and endpoints, a line for each.

    Where all that a model learns from is in a model already, those of credentials and endpoints.
    """
    named = (variables.file("CREDENTIALS", "credentials.yml"), variables.file("ENDPOINTS", "endpoints.yml"))
    files = read(root, *named, is_trained=is_trained)
    return list(files.faults) or [files.line(fault) for fault in _faults(files, starting)]


def _faults(files: Files, starting: bool) -> Iterator[Fault]:
    """Names are compared only where all files have the right shape."""
    shape = list(faults_of_shape(files))
    yield from shape
    if shape:
        return
    if CONFIG in files.content:
        yield from faults_of_phrases(files)
        yield from faults_of_names(files)
    yield from faults_of_classes(files, starting)

"""What is wrong with the files that the bot is made of, known before anything is trained or started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from actions.knowledge import Knowledge
from actions.knowledge_checks import Fault
from commands import content, variables
from commands.checks.classes import faults_of_classes
from commands.checks.files import KNOWLEDGE, Files, read
from commands.checks.names import faults_of_names
from commands.checks.phrases import faults_of_phrases
from commands.checks.shapes import faults_of_shape
from commands.command import CommandError


def checked(root: Path = content.ROOT, starting: bool = False) -> Knowledge:
    """The knowledge; raises CommandError with a line `file: line: key: cause: fix` for each fault of all files.

    When the bot is starting, the variables that credentials and endpoints name must be set.
    """
    faults: list[str] = []
    try:
        known = content.checked(root / KNOWLEDGE)
    except CommandError as error:
        faults.append(str(error))
    faults += faults_of_files(root, starting)
    if faults:
        raise CommandError("\n".join(faults))
    return known


def faults_of_files(root: Path = content.ROOT, starting: bool = False) -> list[str]:
    """The faults of domain, training data, configuration, credentials and endpoints, a line for each."""
    named = (variables.file("CREDENTIALS", "credentials.yml"), variables.file("ENDPOINTS", "endpoints.yml"))
    files = read(root, *named)
    return list(files.faults) or [files.line(fault) for fault in _faults(files, starting)]


def _faults(files: Files, starting: bool) -> Iterator[Fault]:
    """Names are compared only where all files have the right shape."""
    shape = list(faults_of_shape(files))
    yield from shape
    if not shape:
        yield from faults_of_phrases(files)
        yield from faults_of_names(files)
        yield from faults_of_classes(files, starting)

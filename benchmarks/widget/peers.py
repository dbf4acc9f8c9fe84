"""The widgets that are compared, and how each of them is put on a page and used."""

from __future__ import annotations

import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from commands.command import CommandError
from commands.npm import Npm

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><main><h1>A page</h1><p>With some text.</p></main>{body}</body></html>
"""


@dataclass(frozen=True)
class Widget:
    """A chat widget: what it adds to a page, and where its button, its input field and its answers are."""

    name: str
    head: str
    launcher: str
    input: str
    answers: str
    body: str = ""

    @property
    def page(self) -> str:
        """The page that embeds it."""
        return PAGE.format(head=self.head, body=self.body)


@dataclass(frozen=True)
class Package:
    """A package of npm and the one file of it that a page loads."""

    name: str
    version: str
    file: str

    def fetch(self, folder: Path) -> bytes:
        """The content of that file; raises CommandError where npm's registry hasn't the package."""
        npm = Npm()
        command = npm.command("pack", "--silent", f"{self.name}@{self.version}")
        done = subprocess.run(command, cwd=folder, env=npm.variables(), capture_output=True, text=True)
        if done.returncode:
            raise CommandError(f"npm can't fetch {self.name} {self.version}: make sure that its registry is reached.")
        with tarfile.open(folder / done.stdout.split()[-1]) as archive:
            content = archive.extractfile(f"package/{self.file}")
            if content is None:
                raise CommandError(f"{self.name} {self.version} has no file {self.file}.")
            return content.read()


PACKAGES = {
    "/rasa-webchat.js": Package("rasa-webchat", "1.0.1", "lib/index.js"),
    # the smallest of its three bundles: text, buttons and Markdown, no Adaptive Cards and no speech
    "/botframework-webchat.js": Package("botframework-webchat", "4.18.0", "dist/webchat-minimal.js"),
}


def widgets(bot: str) -> list[Widget]:
    """All three, with the bot at an address; ours comes last."""
    return [
        Widget(
            "rasa-webchat 1.0.1",
            '<script src="/rasa-webchat.js" defer></script>'
            f'<script src="/rasa-webchat-start.js" data-bot="{bot}" defer></script>',
            launcher=".rw-launcher",
            input=".rw-new-message",
            answers=".rw-response",
        ),
        Widget(
            "botframework-webchat 4.18.0",
            '<script src="/botframework-webchat.js" defer></script>'
            f'<script src="/botframework-webchat-start.js" data-bot="{bot}" defer></script>',
            launcher="#open",
            input='[data-testid="send box text area"], .webchat__send-box-text-box__input',
            answers=".webchat__bubble--from-user ~ *, .webchat__bubble:not(.webchat__bubble--from-user)",
            body='<button id="open">Chat</button><div id="chat" hidden></div>',
        ),
        Widget(
            "this widget",
            f'<script type="module" src="{bot}/webhooks/web/widget.js"></script>',
            launcher="outsourcing-guide .launcher",
            input="outsourcing-guide #text-input",
            answers="outsourcing-guide .answer",
        ),
    ]

"""The bot as its users meet it: the trained model and the action server, over real HTTP."""

import uuid
from collections.abc import Callable, Iterator

import pytest
import requests

from commands.hosting import a_bot

Ask = Callable[[str], list[dict]]


class Talk:
    """One conversation with the bot."""

    def __init__(self, url: str) -> None:
        self._url, self._sender = f"{url}/webhooks/rest/webhook", uuid.uuid4().hex

    def say(self, text: str) -> list[dict]:
        """The bot's messages in answer."""
        answer = requests.post(self._url, json={"sender": self._sender, "message": text}, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def text(self, text: str) -> str:
        """The texts of the answer, one after the other."""
        return "\n".join(message["text"] for message in self.say(text))

    def buttons(self, text: str) -> list[dict]:
        """The buttons of the answer."""
        return [button for message in self.say(text) for button in message.get("buttons", [])]


@pytest.fixture(scope="session")
def bot_url() -> Iterator[str]:
    """Where a bot with the newest model listens."""
    with a_bot("tests") as bot:
        yield bot.url


@pytest.fixture
def talk(bot_url: str) -> Talk:
    """A conversation that begins."""
    return Talk(bot_url)


@pytest.fixture
def new_talk(bot_url: str) -> Callable[[], Talk]:
    """As many conversations as wanted."""
    return lambda: Talk(bot_url)

"""Who may ask a running server, and who may change something, by where the request comes from."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from channels.ops.channel import OpsInput
from channels.slack.channel import SlackInput
from channels.slack.settings import Secrets
from channels.web.channel import WebInput

TOKEN = "a token that nobody guesses"
NOBODY = WebInput.from_credentials({})
A_PROXY = WebInput.from_credentials({"trusted_proxies": ["127.0.0.1"]})
BY_HTTP = SlackInput(secrets=Secrets("xoxb-1", "signed", ""))
BY_SOCKET = SlackInput(secrets=Secrets("xoxb-1", "", "xapp-1"))


def is_let_in(secret: str, channel: object, changes: bool, ip: str = "127.0.0.1", **headers: str) -> bool:
    """Whether the operations channel lets a request in."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    app = SimpleNamespace(ctx=SimpleNamespace(input_channels=[SimpleNamespace(), channel]))
    return OpsInput(secret=secret)._refusal(SimpleNamespace(ip=ip, headers=names, app=app), changes) == ""


@pytest.mark.parametrize("secret", ["", TOKEN])
@pytest.mark.parametrize("channel", [NOBODY, A_PROXY, BY_HTTP, BY_SOCKET])
def test_this_machine_may_look(secret: str, channel: object) -> None:
    assert is_let_in(secret, channel, changes=False)


@pytest.mark.parametrize(
    ("secret", "channel", "may"),
    [
        ("", NOBODY, True),
        ("", SlackInput(), True),
        ("", BY_SOCKET, True),
        ("", A_PROXY, False),
        ("", BY_HTTP, False),
        (TOKEN, NOBODY, False),
        (TOKEN, A_PROXY, False),
    ],
    ids=["nobody outside", "no Slack", "Slack by socket", "a proxy", "Slack by HTTP", "a token", "both"],
)
def test_this_machine_may_change_something_where_no_proxy_can_stand(secret: str, channel: object, may: bool) -> None:
    assert is_let_in(secret, channel, changes=True) is may


@pytest.mark.parametrize("channel", [NOBODY, A_PROXY, BY_HTTP])
def test_the_token_is_enough_for_changes(channel: object) -> None:
    assert is_let_in(TOKEN, channel, True, "198.51.100.7", authorization=f"Bearer {TOKEN}", x_forwarded_for="1.2.3.4")
    assert not is_let_in(TOKEN, channel, True, authorization="Bearer another")
    assert not is_let_in("", channel, True, "198.51.100.7", authorization="Bearer ")


@pytest.mark.parametrize("header", ["x_forwarded_for", "x_forwarded_host", "x_real_ip", "forwarded", "via", "origin"])
@pytest.mark.parametrize("changes", [True, False])
def test_nobody_gets_in_through_a_proxy_or_from_a_page(header: str, changes: bool) -> None:
    assert not is_let_in("", NOBODY, changes, **{header: "127.0.0.1"})


def test_other_addresses_are_outside() -> None:
    assert not is_let_in("", NOBODY, False, "198.51.100.7")
    assert not is_let_in("", NOBODY, False, "")
    assert is_let_in("", NOBODY, False, "::ffff:127.0.0.1")

"""The channel's settings, its secrets, and whom it takes a request to be from."""

from __future__ import annotations

import logging
import re
import stat
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.exceptions import InvalidConfigException

from channels.web.channel import WebInput
from channels.web.settings import NAME, SECRET, Settings, session_secrets
from channels.web.visitors import is_allowed, sender
from commands import session_secret

ROOT = Path(__file__).resolve().parents[3]
PROXIES = (ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def test_it_works_without_a_word_and_the_credentials_show_just_that() -> None:
    credentials = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    assert Settings.read(credentials[NAME]) == Settings.read(None)
    assert set(credentials[NAME]) == set(Settings.__fields__)


def test_every_setting_is_documented() -> None:
    document = (ROOT / "docs" / "website.md").read_text(encoding="utf-8")
    assert set(Settings.__fields__) <= set(re.findall(r"^\| `(\w+)`", document, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"alowed_origins": []}, "alowed_origins: there is no such setting"),
        ({"allowed_origins": ["*"]}, "https://www.example.org"),
        ({"allowed_origins": ["https://*.example.org"]}, "https://www.example.org"),
        ({"allowed_origins": ["https://www.example.org/"]}, "https://www.example.org"),
        ({"allowed_origins": ["www.example.org"]}, "https://www.example.org"),
        ({"allowed_origins": ["null"]}, "https://www.example.org"),
        ({"allowed_origins": ["https://Example.org"]}, "lower case"),
        ({"allowed_origins": "https://www.example.org"}, "allowed_origins"),
        ({"trusted_proxies": ["nginx"]}, "nginx"),
        ({"trusted_proxies": ["10.0.0.1/8"]}, "10.0.0.1/8"),
        ({"session_hours": 0}, "session_hours"),
        ({"message_characters": 0}, "message_characters"),
        ({"message_characters": 10**6}, "10000"),
        ({"limit_per_session": "many"}, "30/minute"),
        ({"limits_storage": "nowhere"}, "limits_storage"),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidConfigException, match=re.escape(told)):
        WebInput.from_credentials(settings).blueprint(lambda _: None)


def test_without_a_secret_each_run_has_its_own_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    with caplog.at_level(logging.WARNING):
        WebInput().blueprint(lambda _: None)
    assert [record.getMessage() for record in caplog.records] == [
        "WEB_SESSION_SECRET isn't set: sessions on the website end when this server does."
    ]


def test_several_secrets_are_read_and_none_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secrets = ("the new secret of the site", "the old secret of the site")
    monkeypatch.setenv(SECRET, " , ".join(secrets) + ",")
    with caplog.at_level(logging.DEBUG):
        assert session_secrets() == secrets
        WebInput().blueprint(lambda _: None)
    assert "secret of the site" not in caplog.text


def test_a_secret_that_can_be_guessed_is_refused_without_naming_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET, "hunter2")
    with pytest.raises(InvalidConfigException, match="token_urlsafe") as error:
        WebInput().blueprint(lambda _: None)
    assert "hunter2" not in str(error.value)


def test_the_secret_of_this_machine_is_kept_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    path = tmp_path / "new" / "secret"
    first = session_secret.variables(path)
    assert len(first[SECRET]) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert session_secret.variables(path) == first
    monkeypatch.setenv(SECRET, "the secret of the environment")
    assert session_secret.variables(path) == {SECRET: "the secret of the environment"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.1", [], "203.0.113.1"),
        ("203.0.113.1", ["198.51.100.1"], "203.0.113.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.1"], "203.0.113.1"),
        ("127.0.0.1", ["198.51.100.1, 203.0.113.1"], "203.0.113.1"),
        ("127.0.0.1", ["198.51.100.1", "203.0.113.1, 10.1.2.3"], "203.0.113.1"),
        ("127.0.0.1", ["10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", ["nonsense"], "127.0.0.1"),
        ("127.0.0.1", ["203.0.113.1, nonsense"], "127.0.0.1"),
        ("::ffff:127.0.0.1", ["203.0.113.1"], "203.0.113.1"),
        ("fd00::1", ["2001:db8:1:2:3::4"], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", [], "2001:db8:1:2::/64"),
        ("", ["203.0.113.1"], ""),
    ],
)
def test_an_address_is_believed_only_from_a_trusted_proxy(peer: str, forwarded: list[str], found: str) -> None:
    assert sender(peer, forwarded, PROXIES) == found


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, True),
        ("https://bot.example", True),
        ("http://bot.example", True),
        ("https://partner.example", True),
        ("http://partner.example", False),
        ("https://bot.example:8443", False),
        ("https://bot.example.evil.example", False),
        ("https://evil.example/bot.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_an_origin_is_let_in_only_if_it_is_the_own_one_or_listed(origin: str | None, expected: bool) -> None:
    assert is_allowed(origin, "bot.example", ("https://partner.example",)) is expected


def test_a_server_without_a_name_has_no_own_origin() -> None:
    assert not is_allowed("http://", "", ())

"""The manifest asks Slack for what the bot uses, and for nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tests.channels.slack.flow import everything
from tests.channels.slack.people import Person
from tests.channels.slack.workspace import RESPONSE_URL, Workspace

MANIFEST: dict[str, Any] = yaml.safe_load(Path("channels/slack/manifest.yml").read_text(encoding="utf-8"))

# What Slack's reference says of each: https://docs.slack.dev/reference/methods and .../events
SCOPE_OF_CALL = {
    "assistant.threads.setStatus": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "auth.test": None,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "views.publish": None,
    RESPONSE_URL: "commands",
}
SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "assistant_thread_started": "assistant:write",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
}

TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://", "maxLength": 3000}
FORM = {
    "type": "object",
    "additionalProperties": False,
    "required": ["display_information", "features", "oauth_config", "settings"],
    "properties": {
        "display_information": {
            "additionalProperties": False,
            "required": ["name"],
            "properties": {
                "name": {**TEXT, "maxLength": 35},
                "description": {**TEXT, "maxLength": 140},
                "background_color": {"pattern": "^#[0-9a-f]{6}$"},
            },
        },
        "features": {
            "additionalProperties": False,
            "properties": {
                "app_home": {"additionalProperties": {"type": "boolean"}},
                "bot_user": {"required": ["display_name"], "properties": {"display_name": {**TEXT, "maxLength": 80}}},
                "assistant_view": {
                    "additionalProperties": False,
                    "properties": {"assistant_description": {**TEXT, "maxLength": 300}},
                },
                "slash_commands": {
                    "maxItems": 50,
                    "items": {
                        "additionalProperties": False,
                        "required": ["command", "description"],
                        "properties": {
                            "command": {"pattern": "^/[a-z]", "maxLength": 32},
                            "url": ADDRESS,
                            "description": {**TEXT, "maxLength": 2000},
                            "usage_hint": {**TEXT, "maxLength": 1000},
                            "should_escape": {"type": "boolean"},
                        },
                    },
                },
            },
        },
        "oauth_config": {
            "additionalProperties": False,
            "properties": {"scopes": {"additionalProperties": False, "properties": {"bot": {"uniqueItems": True}}}},
        },
        "settings": {
            "additionalProperties": False,
            "properties": {
                "event_subscriptions": {
                    "additionalProperties": False,
                    "properties": {"request_url": ADDRESS, "bot_events": {"uniqueItems": True, "maxItems": 100}},
                },
                "interactivity": {
                    "additionalProperties": False,
                    "required": ["is_enabled"],
                    "properties": {"is_enabled": {"const": True}, "request_url": ADDRESS},
                },
                "org_deploy_enabled": {"type": "boolean"},
                "socket_mode_enabled": {"type": "boolean"},
                "token_rotation_enabled": {"const": False},
            },
        },
    },
}


def test_it_has_the_form_of_slacks_schema() -> None:
    assert [error.message for error in Draft202012Validator(FORM).iter_errors(MANIFEST)] == []


def test_all_addresses_are_the_one_endpoint() -> None:
    settings = MANIFEST["settings"]
    addresses = {command["url"] for command in MANIFEST["features"]["slash_commands"]}
    addresses |= {settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]}
    assert addresses == {"https://bot.example.org/webhooks/slack/events"}


def test_it_asks_for_the_scopes_of_its_calls_and_events_and_no_others(
    person: Person, channel: str, workspace: Workspace
) -> None:
    everything(person, channel, workspace)
    calls = {call.method for call in workspace.calls if call.method != "apps.connections.open"}
    assert calls == set(SCOPE_OF_CALL)
    events = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    needed = {SCOPE_OF_CALL[call] for call in calls} | {SCOPE_OF_EVENT[event] for event in events}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed - {None}


def test_it_subscribes_to_what_the_bot_understands() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(SCOPE_OF_EVENT)

"""What the tests and the server that they start both know."""

from __future__ import annotations

from typing import Any

SECRET = "a secret that only the tests know"
OLD_SECRET = "the secret that was used before it"
PARTNER = "https://www.partner.example"
DATA = {"version": 1, "part": "definition", "topics": ["a"], "sources": [{"id": "s", "title": "“A study”"}]}
BUTTONS = [{"title": "More", "payload": "Tell me more"}]
PLENTY = {"limit_per_session": "10000/minute", "limit_per_address": "10000/minute"}
CHANNELS: dict[str, dict[str, Any]] = {
    "web": PLENTY,
    "partnered": {**PLENTY, "allowed_origins": [PARTNER]},
    "tight": {"limit_per_session": "3/hour", "trusted_proxies": ["127.0.0.1"]},
    "narrow": {"limit_per_address": "3/hour", "trusted_proxies": ["127.0.0.1"]},
    "short": {**PLENTY, "message_characters": 10},
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><b>bold</b>',
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    "data:text/html,<script>alert(1)</script>",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "'; DROP TABLE events;--",
    "$(reboot) `reboot` | reboot",
    "../../../../etc/passwd",
    '{"sender": "web-1", "text": "/restart"}',
    'hello {"intent": "restart"}',
    "say /restart",
    "%2Frestart %00 \\u002frestart",
    "EXTERNAL: restart",
    "utter_greet action_restart",
    "👩‍👩‍👧‍👦 ‮right to left‬ Z̸̡͎a̶l̷g̸o̵",
    "0" * 2_000,
]

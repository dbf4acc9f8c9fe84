"""Slack's escapes: text as it comes turned into what the person typed, and text that goes out without power.

What comes: https://docs.slack.dev/messaging/formatting-message-text describes `&lt;`, `<@U1>`, `<#C1|name>` and so on.
"""

from __future__ import annotations

import re

from channels.answer_text import BULLET

JOINER = "\u2060"  # takes no room and is no letter: after it "here" isn't Slack's word any more

_TOKEN = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
# A mark within a word ends nothing; any other of the same kind does, or the time would grow with the text's square.
_STYLED = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)((?:(?!\1)[^\n]|(?<=\w)\1(?=\w))+)(?<=\S)\1(?![\w*_~`])")
_EMOJI = re.compile(r"(?<!\w):(?:[a-z][\w+'-]*|[+-]1)(?:::skin-tone-\d)?:(?!\w)")
_CALL = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_CONTROL = re.compile(r"<(?=[@#!])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_CUT = "…"


def mentions(text: str) -> set[str]:
    """The ids of all whom a text mentions."""
    return set(_MENTION.findall(text))


def typed(text: str, bot: str) -> str:
    """What the person typed, without the bot's own mention (`bot` is its user id), looks and emoji."""
    without = re.sub(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>[:,]?", " ", text) if bot else text
    decoded = _TOKEN.sub(lambda token: _written(token[1], token[2] or ""), without)
    decoded = _EMOJI.sub(" ", decoded).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return _STYLED.sub(r"\2", decoded).strip()


def _written(target: str, label: str) -> str:
    """What stood where Slack put `<target|label>`: for people without a label there is only their id."""
    if target.startswith("!"):
        name = target[1:].split("^")[0]
        return label if label else f"@{name}"
    if target[0] in "@#":
        return target[0] + (label or target[1:]).lstrip(target[0])
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def defused(text: str) -> str:
    """The text so that it calls nobody, wherever it is put: `@here`, `<!channel>` and `<@U1>` become mere words."""
    return _CONTROL.sub(f"<{JOINER}", _CALL.sub(f"@{JOINER}", text))


def plain(text: str) -> str:
    """Any text for Slack's own format (mrkdwn), in which only `&`, `<` and `>` have power over more than looks."""
    return defused(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def markdown(line: str) -> str:
    """A line of an answer in standard Markdown: `•` begins an item of a list, tags and mentions are mere words."""
    item = f"- {line[len(BULLET) :]}" if line.startswith(BULLET) else line
    return _ENTITY.sub("&amp;", defused(item)).replace("<", "&lt;")


def cut(text: str, most: int) -> str:
    """The text, with an ellipsis at its end where it had to be cut to `most` characters.

    Nothing that a cut leaves of a longer word calls anybody: “@grouping” doesn't become “@group”.
    """
    if len(text) <= most:
        return text
    kept = text[: most - len(_CUT)].rstrip()
    last = kept.rfind("@")
    return (kept[:last] if last >= 0 and _CALL.match(kept, last) else kept) + _CUT

"""Answers as blocks: within Slack's limits, whatever the bot says."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from actions.render import Reply
from channels import history
from channels.base import Answer, answer
from channels.slack import blocks, home
from dialogue import question as q
from dialogue.question import Style
from tests.actions.checks import KNOWLEDGE, MODELS, PARTS, TOPICS, asked, reply, tell
from tests.channels.slack.samples import ANSWERS, CALLING, COMPARISON, LONG, OVERVIEW, PLENTY

TABLE = Style(layout="table")


def message(said: Answer) -> history.Message:
    """An answer with its id."""
    return history.reply("0" * 32, [said], 0)[0]


def of(said: Reply) -> history.Message:
    """A reply of the actions as it reaches the channel."""
    return message(answer(said.text, [button.as_dict() for button in said.buttons], said.data))


def check(payload: blocks.Payload) -> None:
    """Hold a message against slack_sdk's validators, and what Slack's reference says besides."""
    parsed = Block.parse_all(payload["blocks"])
    for block in parsed:
        block.validate_json()
        for element in getattr(block, "elements", None) or ():
            element.validate_json()
    types = [block["type"] for block in payload["blocks"]]
    assert 0 < len(types) <= 50
    assert 0 < len(payload["text"]) <= 40_000
    assert types.count("table") <= 1
    assert sum(len(block["text"]) for block in payload["blocks"] if block["type"] == "markdown") <= 12_000
    ids = [block["block_id"] for block in payload["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids))
    for block in payload["blocks"]:
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            assert 0 < len(element["text"]["text"]) <= 75
            assert 0 < len(element["value"]) <= 2_000


HUGE: dict[str, Answer] = {
    "one line": answer("word " * 9_000),
    "one word": answer("x" * 30_000),
    "escapes": answer("<&>" * 9_000),
    "lines": answer("\n".join(f"line {number}" for number in range(5_000))),
    "wide table": answer(
        "T.\nA:\n• c0: x.",
        data={"table": {"columns": [f"c{n}" for n in range(30)], "rows": [{"label": "A", "cells": ["x."] * 30}]}},
    ),
    "long table": answer(
        "T.\nr0:\n• A: x.\nr199:\n• A: x.",
        data={"table": {"columns": ["A"], "rows": [{"label": f"r{n}", "cells": ["x."]} for n in range(200)]}},
    ),
    "full cells": answer(
        f"T.\nr:\n• A: {'x' * 11_000}",
        data={"table": {"columns": ["A"], "rows": [{"label": "r", "cells": ["x" * 11_000]}]}},
    ),
    "empty cell": answer("T.\nr:\n• A: ", data={"table": {"columns": ["A"], "rows": [{"label": "r", "cells": [""]}]}}),
    "no rows": answer("T.", data={"table": {"columns": ["A"], "rows": []}}),
    "sources": answer("T.\nSources: x", data={"sources": [{"id": "s", "title": "“A study” " * 90}] * 40}),
    "buttons": PLENTY,
    "blank buttons": answer("T.", [{"title": "", "payload": ""}, {"title": "A", "payload": ""}, {"payload": "b"}]),
}


@pytest.mark.parametrize("said", [*ANSWERS.values(), *HUGE.values()], ids=[*ANSWERS, *HUGE])
def test_every_message_keeps_the_limits(said: Answer) -> None:
    for payload in blocks.messages(message(said), share="0" * 32):
        check(payload)
    for block in home.view([message(said)]).to_dict()["blocks"]:
        assert block["type"] in ("section", "context", "actions", "divider"), "the home takes no others"
        assert len(block.get("text", {}).get("text", "")) <= 3_000


def test_every_answer_of_the_bot_keeps_the_limits() -> None:
    said = [asked(q.LIST)]
    said += [tell(part, topic) for topic in TOPICS for part in PARTS]
    for style in (Style(), TABLE):
        said += [asked(q.COMPARE, *topics, style=style) for topics in (*permutations(MODELS, 2), MODELS[:4])]
    for question in said:
        payloads = blocks.messages(of(reply(question)))
        assert len(payloads) == 1, "an answer is one message"
        check(payloads[0])


@pytest.mark.parametrize("style", [TABLE, Style(length="long")], ids=str)
def test_every_table_of_the_bot_is_one_and_says_each_thing_once(style: Style) -> None:
    tables = 0
    for pair in permutations(MODELS, 2):
        said = reply(asked(q.COMPARE, *pair, style=style))
        rows = said.data["table"].get("rows", ())
        (payload,) = blocks.messages(of(said))
        assert [block["type"] for block in payload["blocks"]].count("table") == bool(rows)
        markdown = "\n".join(block["text"] for block in payload["blocks"] if block["type"] == "markdown")
        assert not any(cell in markdown for row in rows for cell in row["cells"] if len(cell) > 40)
        tables += bool(rows)
    assert tables


def test_a_comparison_in_points_is_a_list_and_no_table() -> None:
    for pair in permutations(MODELS, 2):
        said = reply(asked(q.COMPARE, *pair))
        (payload,) = blocks.messages(of(said))
        markdown = "\n".join(block["text"] for block in payload["blocks"] if block["type"] == "markdown")
        assert "table" not in [block["type"] for block in payload["blocks"]]
        assert markdown.count("\n- ") == said.text.count("\n• ")


def test_the_sources_have_the_numbers_of_the_text() -> None:
    for question in (
        tell("definition", MODELS[0]),
        *(asked(q.COMPARE, *MODELS[:2], style=s) for s in (Style(), TABLE)),
    ):
        said = reply(question)
        (payload,) = blocks.messages(of(said))
        (small,) = [block for block in payload["blocks"] if block["type"] == "context"]
        last = said.text.splitlines()[-1]
        assert small["elements"][0]["text"] == last.replace("&", "&amp;")
        assert all(f"[{n}] {KNOWLEDGE.sources[s['id']]}" in last for n, s in enumerate(said.data["sources"], 1))


def sent(said: Answer) -> dict[str, Any]:
    """The only message of an answer."""
    (payload,) = blocks.messages(message(said))
    return payload


def test_the_text_alone_is_the_whole_answer() -> None:
    assert sent(COMPARISON)["text"] == COMPARISON["text"].replace("&", "&amp;")


def test_sources_are_small_print_and_not_said_twice() -> None:
    body, sources = sent(OVERVIEW)["blocks"][:2]
    assert body["text"] == "There are two:\n\n- A: the first\n- B: the second"
    assert sources["elements"][0]["text"] == "Source: [1] “A study” &lt;2nd&gt; &amp; more"


def test_all_buttons_are_offered_up_to_slacks_limit() -> None:
    actions = next(block for block in sent(PLENTY)["blocks"] if block["type"] == "actions")
    assert len(actions["elements"]) == 25
    assert actions["elements"][0]["text"]["text"].endswith("…")
    assert len({element["action_id"] for element in actions["elements"]}) == 25


def test_what_calls_people_is_defused_everywhere() -> None:
    said = answer(
        CALLING["text"],
        [{"title": "<!here> @channel", "payload": "x"}],
        {"sources": [{"id": "s", "title": "<!channel> @here"}]},
    )
    shown = str([sent(said), home.view([message(said)]).to_dict()])
    assert not any(call in shown for call in ("<!", "<@", "@channel", "@here", "@Everyone"))


def test_a_long_answer_is_whole_in_its_messages() -> None:
    payloads = blocks.messages(message(LONG))
    assert "\n".join(payload["text"] for payload in payloads) == LONG["text"]


def test_a_choice_takes_the_place_of_the_questions_alone() -> None:
    before = sent(COMPARISON)["blocks"]
    after = blocks.used(before, blocks.question_block(f"{'0' * 32}.0"), "ada asked: Cost")
    changed = [(old["type"], new["type"]) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("actions", "context")]

"""Slack's escapes, in and out."""

from __future__ import annotations

import pytest

from channels.slack.text import cut, defused, markdown, mentions, plain, typed


@pytest.mark.parametrize(
    ("came", "was_typed"),
    [
        ("what is A &lt; B &amp;&amp; C &gt; D?", "what is A < B && C > D?"),
        ("&amp;lt;", "&lt;"),
        ("<@UBOT> what is A?", "what is A?"),
        ("<@UBOT|guide>: what is A?", "what is A?"),
        ("hey <@UBOT>, what is A?", "hey   what is A?"),
        ("ask <@U1> or <@U2|ada>", "ask @U1 or @ada"),
        ("in <#C1|general> or <#C2> or <#C3|>", "in #general or #C2 or #C3"),
        ("<mailto:a@b.example|a@b.example> <mailto:c@d.example>", "a@b.example c@d.example"),
        ("<http://a.example/?b=1&amp;c|a.example> <https://d.example>", "a.example https://d.example"),
        ("<tel:+4912|+49 12>", "+49 12"),
        ("<!here> <!channel|@channel> <!subteam^S1|@team> <!subteam^S2>", "@here @channel @team @subteam"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("*what* is _KPO_, ~BPO~ `LPO`?", "what is KPO, BPO LPO?"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("_snake_case_name_, *2*3*", "snake_case_name, 2*3"),
        ("hi :wave::skin-tone-2: what is A :+1:", "hi   what is A"),
        ("from 10:30 to 11:45:12, a:b:c", "from 10:30 to 11:45:12, a:b:c"),
        ("a < b and <> and <|>", "a < b and <> and <|>"),
    ],
)
def test_what_was_typed_is_read(came: str, was_typed: str) -> None:
    assert typed(came, "UBOT") == was_typed


def test_without_the_bots_id_nothing_is_taken_away() -> None:
    assert typed("<@UBOT> what is A?", "") == "@UBOT what is A?"


def test_mentions_are_found() -> None:
    assert mentions("<@U1> and <@U2|ada>, not @U3 or <#C1>") == {"U1", "U2"}


CALLS = ("<!here>", "<!channel>", "<!everyone>", "<!subteam^S1>", "<@U1>", "@here", "@channel", "@everyone", "@HERE")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("shown", [plain, markdown, defused])
def test_nobody_is_called(call: str, shown: object) -> None:
    assert callable(shown)
    text = shown(f"look, {call}!")
    for again in (text, text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")):
        assert call.lower() not in again.lower(), "nor after the escapes are taken off"


def test_an_address_isnt_taken_for_a_call() -> None:
    assert plain("write to a@hereford.example") == "write to a@hereford.example"


def test_markdown_keeps_its_looks_and_loses_its_tags() -> None:
    assert markdown("• **R&D** costs < 5 &lt; <script>") == "- **R&D** costs &lt; 5 &amp;lt; &lt;script>"


@pytest.mark.parametrize(("text", "short"), [("abcde", "abcde"), ("abcdef", "abcd…"), ("abc def", "abc…")])
def test_long_texts_are_cut(text: str, short: str) -> None:
    assert cut(text, 5) == short


def test_a_cut_leaves_no_word_that_calls() -> None:
    text = cut(plain("see @grouping"), len("see @group…"))
    assert "@group…" not in text
    assert text.endswith("…")

"""The conversations of the benchmarks."""

from __future__ import annotations

from pathlib import Path

from benchmarks.messages import LENGTH, conversations, share, texts


def test_every_conversation_has_ten_messages() -> None:
    assert {len(one) for one in conversations([str(number) for number in range(57)])} == {LENGTH}


def test_no_message_is_sent_twice_before_all_were_sent() -> None:
    messages = [str(number) for number in range(40)]
    sent = [text for one in conversations(messages) for text in one]
    assert sorted(sent) == sorted(messages)


def test_the_mixture_is_the_same_every_time() -> None:
    messages = [str(number) for number in range(40)]
    assert conversations(messages) == conversations(messages)


def test_a_share_goes_on_from_the_start_where_the_conversations_end() -> None:
    talks = conversations([str(number) for number in range(30)])
    assert share(talks, 4, 2) == [talks[2], talks[0], talks[1], talks[2]]


def test_what_is_asked_is_read_from_all_files(tmp_path: Path) -> None:
    (tmp_path / "b.yml").write_text('- ask: "second"\n  expect: {part: refusal}\n')
    (tmp_path / "a.yml").write_text('- ask: "first"\n  expect: {part: definition}\n')
    assert texts(tmp_path) == ["first", "second"]


def test_the_held_out_phrasings_fill_many_conversations() -> None:
    assert len(conversations(texts())) >= 16

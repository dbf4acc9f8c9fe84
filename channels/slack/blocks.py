"""Answers as Slack's blocks. Every message has a plain text as well, for notifications and screen readers.

https://docs.slack.dev/reference/block-kit/blocks tells the limits; slack_sdk's models check most of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    MarkdownBlock,
    MarkdownTextObject,
    PlainTextObject,
    RawTextObject,
    TableBlock,
)

from channels.answer_text import BULLET, around_table, in_rows, names_sources
from channels.history import Message
from channels.slack.text import cut, defused, markdown, plain

Payload = dict[str, Any]  # {"text", "blocks"}: what chat.postMessage, chat.update and a response URL take

QUESTION, FEEDBACK, SHARE = "question", "feedback", "share"  # what the actions' ids begin with
MOST_MARKDOWN = 7_500  # of 12,000 characters in one message: what is longer isn't read
MOST_PLAIN = 20_000  # all that a message can hold; Slack itself cuts after 40,000
MOST_CONTEXT = 2_000
MOST_ROWS, MOST_COLUMNS, MOST_IN_TABLE = 100, 20, 9_500  # 10,000 characters in all cells
MOST_BUTTONS = ActionsBlock.elements_max_length
MOST_TITLE, MOST_VALUE = ButtonElement.text_max_length, ButtonElement.value_max_length

GAP = "\n\n"  # between paragraphs

Piece = tuple[Block, str]  # a block, and the same in plain text


def messages(answer: Message, has_questions: bool = True, has_vote: bool = True, share: str = "") -> list[Payload]:
    """An answer as one message, or as several where it is too long for one; what can be clicked on is in the last.

    `share` is the id of the question where the answer may be shown to all. Nobody votes on a failure or shares it.
    """
    failed = bool(answer["data"].get("failed"))
    offers = questions(answer["buttons"], question_block(answer["id"])) if has_questions else []
    offers += [_share(share)] if share and not failed else []
    offers += [_vote(answer["id"])] if has_vote and not failed else []
    pages = _pages(_body(answer))
    pages[-1] += [*_sources(answer), *((block, "") for block in offers)]
    return [_payload(page) for page in pages]


def text_only(answer: Message) -> list[Payload]:
    """An answer as messages with nothing to click on."""
    return messages(answer, has_questions=False, has_vote=False)


def note(text: str) -> Payload:
    """A short message of the channel itself; `text` in Slack's own format."""
    return {"text": text, "blocks": [context(text).to_dict()]}


def context(text: str) -> ContextBlock:
    """Small print, in Slack's own format."""
    return ContextBlock(elements=[MarkdownTextObject(text=cut(text, MOST_CONTEXT))])


def questions(buttons: Iterable[Mapping[str, Any]], block_id: str) -> list[Block]:
    """Questions to click on, at most as many as Slack shows in a block; [] where there are none."""
    offered = [(str(b.get("title") or ""), str(b.get("payload") or b.get("title") or "")) for b in buttons]
    elements = [
        ButtonElement(
            text=PlainTextObject(text=cut(defused(title or payload), MOST_TITLE), emoji=False),
            action_id=f"{QUESTION}-{number}",
            value=payload[:MOST_VALUE],
        )
        for number, (title, payload) in enumerate(offered)
        if payload
    ]
    return [ActionsBlock(block_id=block_id, elements=elements[:MOST_BUTTONS])] if elements else []


def used(blocks: Sequence[Mapping[str, Any]], block_id: str, choice: str) -> list[Mapping[str, Any]]:
    """The blocks of a message after a click: in place of the buttons `choice`, a text in Slack's own format."""
    chosen = context(choice).to_dict()
    return [chosen if block.get("block_id") == block_id else block for block in blocks]


def question_block(answer_id: str) -> str:
    """The id of the block with an answer's questions; `answer_of_block` reads it again."""
    return f"{QUESTION} {answer_id}"


def answer_of_block(block_id: str) -> str:
    """The id of the answer whose questions a block holds, "" where it is no such block."""
    return block_id.removeprefix(f"{QUESTION} ") if block_id.startswith(f"{QUESTION} ") else ""


# -- the parts of an answer ------------------------------------------------------------------------------------


def _body(answer: Message) -> list[Piece]:
    """The text without the line that names the sources, and a comparison as a table."""
    has_sources = bool(answer["data"].get("sources"))
    lines = [line for line in answer["text"].splitlines() if line.strip() and not (has_sources and names_sources(line))]
    table = answer["data"].get("table") or {}
    around = around_table(lines, table) if _fits(table) else None
    if around is None:
        return _paragraphs(in_rows(lines, table))
    before, after = around
    within = "\n".join(lines[len(before) : len(lines) - len(after)])
    return [*_paragraphs(before), (_table(table), within), *_paragraphs(after)]


def _paragraphs(lines: Sequence[str]) -> list[Piece]:
    """The lines in as few blocks as their length allows."""
    pieces: list[Piece] = []
    for chunk in _chunks(lines):
        text = "\n".join(chunk)
        pieces.append((MarkdownBlock(text=_as_markdown(chunk)), text))
    return pieces


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines in groups whose Markdown isn't too long; a line that is too long by itself breaks between words."""
    chunk: list[str] = []
    length = 0
    for line in lines:
        for part in textwrap.wrap(line, MOST_MARKDOWN // 5, break_on_hyphens=False):  # an escape makes five of one
            size = len(markdown(part)) + len(GAP)
            if chunk and length + size > MOST_MARKDOWN:
                yield chunk
                chunk, length = [], 0
            chunk.append(part)
            length += size
    if chunk:
        yield chunk


def _as_markdown(lines: Sequence[str]) -> str:
    """Paragraphs, and lists where lines begin with a bullet."""
    text = ""
    for number, line in enumerate(lines):
        in_list = number > 0 and line.startswith(BULLET) and lines[number - 1].startswith(BULLET)
        text += ("" if number == 0 else "\n" if in_list else GAP) + markdown(line)
    return text


def _fits(table: Mapping[str, Any]) -> bool:
    """True for a table that Slack takes."""
    columns, rows = table.get("columns") or (), table.get("rows") or ()
    length = sum(len(text) for row in _cells(table) for text in row) if columns and rows else 0
    return 0 < length <= MOST_IN_TABLE and len(rows) < MOST_ROWS and len(columns) < MOST_COLUMNS


def _cells(table: Mapping[str, Any]) -> list[list[str]]:
    """The texts of all rows, the heading first; no cell is empty, since Slack takes none."""
    rows = [["Aspect", *table["columns"]], *([row["label"], *row["cells"]] for row in table["rows"])]
    return [[defused(str(text)) or " " for text in row] for row in rows]


def _table(table: Mapping[str, Any]) -> TableBlock:
    """Topics across, aspects down, in cells that wrap."""
    rows = [[RawTextObject(text=text) for text in row] for row in _cells(table)]
    return TableBlock(rows=rows, column_settings=[{"is_wrapped": True} for _ in rows[0]])


def _sources(answer: Message) -> list[Piece]:
    titles = [str(source["title"]) for source in answer["data"].get("sources") or ()]
    if not titles:
        return []
    numbered = [f"[{number}] {title}" for number, title in enumerate(titles, 1)]
    line = f"{'Sources' if len(titles) > 1 else 'Source'}: {'; '.join(numbered)}"
    return [(context(plain(line)), line)]


def _share(question_id: str) -> ActionsBlock:
    button = ButtonElement(text=PlainTextObject(text="Share to channel"), action_id=SHARE, value=question_id)
    return ActionsBlock(block_id=SHARE, elements=[button])


def _vote(answer_id: str) -> ContextActionsBlock:
    thumbs = FeedbackButtonsElement(
        action_id=FEEDBACK,
        positive_button=FeedbackButtonObject(text="Helpful", value=f"up {answer_id}"),
        negative_button=FeedbackButtonObject(text="Not helpful", value=f"down {answer_id}"),
    )
    return ContextActionsBlock(block_id=FEEDBACK, elements=[thumbs])


# -- from parts to messages ------------------------------------------------------------------------------------


def _pages(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces in messages: their Markdown counts together."""
    pages: list[list[Piece]] = [[]]
    length = 0
    for block, text in pieces:
        size = len(block.text) if isinstance(block, MarkdownBlock) else 0
        if pages[-1] and length + size > MOST_MARKDOWN:
            pages.append([])
            length = 0
        pages[-1].append((block, text))
        length += size
    return pages


def _payload(page: Sequence[Piece]) -> Payload:
    text = "\n".join(text for _, text in page if text)
    return {"text": plain(cut(text, MOST_PLAIN)), "blocks": [block.to_dict() for block, _ in page]}

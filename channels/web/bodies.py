"""The bodies of requests: read up to a limit, and taken only in the form that openapi.json describes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from sanic.exceptions import InvalidUsage, PayloadTooLarge
from sanic.request import Request

from channels import framing
from channels.cleaning import as_words, one_line
from channels.web.errors import RefusedError

DOCUMENT = Path(__file__).parent / "openapi.json"
BYTES_A_CHARACTER = 12  # the longest that JSON makes of one: \ud83d\ude42
BYTES_BESIDES = 1_000


def largest(characters: int) -> int:
    """The bytes that a body may have so that a text of that many characters fits in."""
    return BYTES_A_CHARACTER * characters + BYTES_BESIDES


async def receive(request: Request, most: int) -> None:
    """Take in the body; raises RefusedError as soon as it turns out to be larger than `most` bytes."""
    try:
        await framing.receive(request, most)
    except PayloadTooLarge:
        raise RefusedError(413, "too_large", f"This is too large: send at most {most} bytes.") from None
    except InvalidUsage:
        raise RefusedError(400, "bad_json", "The body can't be read: send it again.") from None


def fields(request: Request, schema: str) -> dict[str, Any]:
    """The body as JSON that fits a schema of openapi.json; raises RefusedError that says what to send."""
    if not framing.is_json(request):
        raise RefusedError(415, "content_type", "Send JSON with the header Content-Type: application/json.")
    try:
        content = json.loads(request.body.decode(), parse_constant=_not_json)
    except (ValueError, RecursionError):
        raise RefusedError(400, "bad_json", "The body is no JSON: send an object in UTF-8.") from None
    validator = _validators()[schema]
    if not validator.is_valid(content):
        raise RefusedError(400, "bad_body", f"Send {validator.schema['description']}, and nothing else.")
    return dict(content)


def words(text: str, most: int) -> str:
    """What a person typed, as the bot reads it; raises RefusedError where that is nothing or too long."""
    if len(one_line(text)) > most:
        raise RefusedError(413, "too_long", f"This message is too long: shorten it to {most} characters.")
    cleaned = as_words(text)
    if not cleaned:
        raise RefusedError(400, "empty", "This message is empty: write a question.")
    return cleaned


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    content: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return content


@cache
def _validators() -> dict[str, Draft202012Validator]:
    schemas = document()["components"]["schemas"]
    return {name: Draft202012Validator(schema) for name, schema in schemas.items() if name.endswith("Request")}


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")

"""Names that nobody here knows, as they were typed."""

from __future__ import annotations

import pytest

from knowledge.model import Knowledge
from nlu.reader import Reader
from nlu.unknown_names import unknown_names
from tests.talk import q


@pytest.mark.parametrize(
    ("text", "form", "unknown", "why"),
    [
        ("KPO or a lemonade stand", q.COMPARE, ("lemonade stand",), "set beside a model, as it was typed"),
        ("LPO or Zorblat work", q.COMPARE, ("Zorblat work",), "with a plain noun behind it"),
        ("Zorblat versus LPO", q.COMPARE, ("Zorblat",), "in front"),
        ("how is LPO unlike Zorblat", q.COMPARE, ("Zorblat",), "unlike"),
        ("compare KPO and LPO with Zorblat", q.COMPARE, (), "two models suffice"),
        ("compare KPO", q.COMPARE, (), "nothing beside it"),
        ("what is WPO", q.TELL, ("WPO",), "a lone word that ends as the acronyms of the field do"),
        ("compare WPO", q.COMPARE, (), "no model that it could be set beside"),
        ("what is NASA", q.TELL, (), "one that ends otherwise"),
        ("is WPO like a zebra", q.TELL, (), "another word from elsewhere beside it"),
        ("what is LPO", q.TELL, (), "a name of ours"),
    ],
)
def test_names_that_nobody_knows(
    field_reader: Reader, knowledge: Knowledge, text: str, form: str, unknown: tuple[str, ...], why: str
) -> None:
    reading = field_reader.read(text)[0]
    assert unknown_names(text, reading, reading.topics, form, knowledge) == unknown, why

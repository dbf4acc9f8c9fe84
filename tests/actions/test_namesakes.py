"""Models that share an acronym: a word on the other sense, once and only where it is due."""

from dialogue import question as q
from tests.actions.checks import KNOWLEDGE, answer, asked, text_of

BPO = KNOWLEDGE.topics["bpo"]


def test_namesakes_are_mentioned_once_and_only_where_the_sense_was_assumed() -> None:
    for models in KNOWLEDGE.shared_acronyms.values():
        main, other = models
        (aspect, *_), lacking = other.aspects, next(id for id in main.aspects if id not in other.aspects)
        assumed = answer(asked(q.COMPARE, BPO, main, aspects=(aspect,), assumed=main.id))
        assert text_of(assumed).count(f"Or did you mean {other.name}?") == 1
        for question in (
            asked(q.COMPARE, BPO, main, aspects=(aspect,)),
            asked(q.COMPARE, main, other, aspects=(aspect,), assumed=main.id),
            asked(q.COMPARE, BPO, main, aspects=(lacking,), assumed=main.id),
            asked(q.COMPARE, BPO, main, assumed=main.id),
        ):
            assert "did you mean" not in text_of(answer(question))

"""What closed-class words say about an utterance: one table for each kind of mark."""

from __future__ import annotations

import pytest

from dialogue.question import ALL, ALSO, BOTH, EITHER, NEVER, NOT_ONLY, ONLY, OTHER, Style
from nlu.grammar import as_corrected, declines, opens_question
from nlu.marks import Marks, marks
from nlu.names import TOPIC
from nlu.operations import changes_table
from nlu.reader import Reader
from nlu.utterance import Token


@pytest.fixture
def tokens(field_reader: Reader, text: str) -> tuple[Token, ...]:
    return field_reader.read(text)[0].tokens


@pytest.fixture
def said(tokens: tuple[Token, ...]) -> Marks:
    return marks(tokens)


@pytest.mark.parametrize(
    ("text", "wh", "why"),
    [
        ("why do firms pick KPO", "why", "at the beginning"),
        ("so, ok: who runs HRO", "who", "behind words that only lead in"),
        ("please tell me how LPO began", "how", "behind an order"),
        ("is HRO dear", "", "a question for a yes or no has none"),
        ("", "", "nothing was said"),
    ],
)
def test_question_word(said: Marks, wh: str, why: str) -> None:
    assert said.wh == wh, why


@pytest.mark.parametrize(
    ("text", "opens", "why"),
    [
        ("where is KPO strong", True, "a question word"),
        ("hi, will HRO help us", True, "an auxiliary behind a greeting"),
        ("outline LPO", True, "an order"),
        ("KPO will help", False, "a name first is a statement or a fragment"),
        ("our boss wants KPO", False, "a statement"),
        ("please, and", False, "nothing but lead-ins"),
    ],
)
def test_what_opens_a_question(tokens: tuple[Token, ...], opens: bool, why: str) -> None:
    assert opens_question(tokens) is opens, why


@pytest.mark.parametrize(
    ("text", "confirms", "why"),
    [
        ("will KPO suit a bank?", True, "an auxiliary first"),
        ("could KPO replace our analysts?", True, "an auxiliary before a name"),
        ("HRO handles pensions, doesn't it?", True, "a tag"),
        ("MBPO is for clinics, right", True, "a tag without a mark"),
        ("is it true that LPO is young", True, "it says so"),
        ("i heard KPO pays better", True, "hearsay to be confirmed"),
        ("LPO is a kind of KPO?", True, "a statement with a question mark"),
        ("HRO covers hiring?", True, "a verb behind a name, with a question mark"),
        ("hiring?", False, "a fragment asserts nothing"),
        ("LPO is a kind of KPO", False, "a statement without any sign of doubt"),
        ("i heard of it, so what does KPO do", False, "the question word decides"),
        ("list the types of BPO?", False, "an order stays one"),
        ("ok then?", False, "nothing but lead-ins"),
        ("", False, "nothing was said"),
    ],
)
def test_wish_for_a_yes_or_no(said: Marks, confirms: bool, why: str) -> None:
    assert said.confirms is confirms, why


@pytest.mark.parametrize(
    ("text", "negated", "why"),
    [
        ("KPO is not for beginners, right?", True, "not behind an auxiliary"),
        ("HRO doesn't do taxes, does it", True, "a negated auxiliary"),
        ("LPO was never cheap", True, "never behind an auxiliary"),
        ("isn't KPO costly", True, "the auxiliary itself, in front"),
        ("is LPO not KPO", True, "behind an auxiliary and its name"),
        ("is HRO not just about wages", False, "“not just” denies the just, not the verb"),
        ("KPO, not BPO", False, "not before a name shuts that out and denies no verb"),
        ("is KPO costly or isn't it", False, "a negated auxiliary in a tag at the end"),
        ("does HRO pay people if they aren't there", False, "behind an “if”"),
    ],
)
def test_polarity(said: Marks, negated: bool, why: str) -> None:
    assert said.negated is negated, why


@pytest.mark.parametrize(
    ("text", "quantifier", "why"),
    [
        ("is LPO only about patents?", ONLY, "only"),
        ("MBPO is nothing but billing?", ONLY, "a phrase of several words"),
        ("is HRO not just about wages", NOT_ONLY, "the stronger of “not just” and “just”"),
        ("isn't KPO limited to banks", ONLY, "a negated question on a limit still asks for the limit"),
        ("what else does HRO take over", OTHER, "else"),
        ("anything in KPO beyond market research?", OTHER, "beyond"),
        ("are both of these cheap", BOTH, "both"),
        ("does KPO never fail", NEVER, "never"),
        ("KPO or LPO for a bank?", EITHER, "or"),
        ("does BPO include every department", ALL, "every"),
        ("does HRO also train people", ALSO, "also"),
        ("what does HRO train", "", "no word of quantity"),
        ("does HRO save money or cost some", EITHER, "two alternatives"),
        ("is HRO cheap or not", "", "the other alternative is but a no"),
    ],
)
def test_quantifier(said: Marks, quantifier: str, why: str) -> None:
    assert said.quantifier == quantifier, why


@pytest.mark.parametrize(
    ("text", "operation", "why"),
    [
        ("skip HRO", "drop", "an order to leave it out"),
        ("KPO, but not HRO", "drop", "what is shut out without a question"),
        ("add HRO", "add", "add"),
        ("HRO too", "add", "too at the end"),
        ("include LPO as well please", "add", "an order in front"),
        ("only LPO", "only", "only with a name"),
        ("stick to those two", "only", "only with a reference"),
        ("replace KPO with LPO", "swap", "replace"),
        ("LPO instead", "swap", "instead"),
        ("instead", "", "an operation without anything to do it with"),
        ("only kidding", "", "only without a name or a reference"),
        ("what is LPO without KPO", "", "a question of its own"),
        ("add a pinch of salt", "", "add without a name"),
        ("BPO is for routine work", "", "a plain statement"),
    ],
)
def test_operations(said: Marks, operation: str, why: str) -> None:
    assert said.operation == operation, why


@pytest.mark.parametrize(
    ("text", "references", "why"),
    [
        ("is it slow", ("it",), "a pronoun"),
        ("are they slow", ("those",), "a pronoun in the plural"),
        ("the other", ("other",), "the other"),
        ("and both of them?", ("both",), "a pair, as one reference"),
        ("these two", ("both",), "a pair by its number"),
        ("all three please", ("all",), "all"),
        ("the third kind", ("3",), "an ordinal"),
        ("the last", ("-1",), "from the end"),
        ("the former", ("1",), "the former is the first"),
        ("the first two", ("first 2",), "several from the beginning"),
        ("first 3 of those", ("first 3", "those"), "a number in figures"),
        ("the one for lawyers", ("one",), "one"),
        ("one", (), "a lone number points at nothing"),
        ("is it dearer than KPO", ("it", "named"), "a pronoun before a name"),
        ("is KPO dearer than it", ("named", "it"), "a pronoun behind a name"),
        ("is KPO dearer than BPO", (), "names alone point at nothing"),
        ("how about LPO", (), "a name alone"),
        ("who needs that KPO", (), "a word that goes with the name"),
        ("who needs that", ("it",), "the same word alone"),
        ("is that KPO or BPO", ("it", "named"), "behind a verb that asks it stands for something"),
    ],
)
def test_references(said: Marks, references: tuple[str, ...], why: str) -> None:
    assert said.references == references, why


@pytest.mark.parametrize(
    ("text", "field", "holds", "why"),
    [
        ("no, KPO", "corrects", True, "no before a name"),
        ("typo: LPO", "corrects", True, "a word that says so"),
        ("hmm wait i meant HRO", "corrects", True, "not at the very beginning"),
        ("no thanks", "corrects", False, "a plain no"),
        ("we asked around and then it turned out i meant HRO", "corrects", False, "too far in"),
        ("and LPO?", "same_for", True, "and before a name"),
        ("ok, how about LPO", "same_for", True, "behind ok and a comma"),
        ("LPO and HRO", "same_for", False, "and between names"),
        ("back to LPO", "back", True, "back"),
        ("the back office", "back", False, "another back"),
        ("enumerate the types", "requests", True, "an order"),
        ("the types", "requests", False, "no order"),
        ("KPO or HRO, what would you recommend", "advice", True, "recommend"),
        ("KPO or HRO, what is older", "advice", False, "a question for a fact"),
        ("my father died", "distress", True, "sad news"),
        ("my father works in KPO", "distress", False, "no sad news"),
    ],
)
def test_turns_of_the_conversation(said: Marks, field: str, holds: bool, why: str) -> None:
    assert getattr(said, field) is holds, why


def test_exclusions_and_style_are_among_the_marks(field_reader: Reader) -> None:
    said = marks(field_reader.read("without HRO, in a nutshell")[0].tokens)
    assert (said.excluded, said.shut_out, said.style) == (frozenset({1}), ("hro",), Style(length="short"))


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("don't define it again", True, "an order that is taken back"),
        ("no need to explain KPO", True, "and one in other words"),
        ("don't they charge for that", False, "a question in the negative"),
        ("define it again", False, "an order"),
        ("", False, "nothing was said"),
    ],
)
def test_what_need_not_be_told(tokens: tuple[Token, ...], expected: bool, why: str) -> None:
    assert declines(tokens) is expected, why


@pytest.mark.parametrize(
    ("text", "topics", "why"),
    [
        ("compare LPO and HRO, no wait, LPO and KPO", ["lpo", "kpo"], "as many as are named behind are gone"),
        ("compare LPO and HRO, sorry I mean KPO", ["lpo", "kpo"], "the last one alone"),
        ("LPO and HRO I mean", ["lpo", "hro"], "nothing stands in their place"),
        ("no wait, LPO", ["lpo"], "nothing stood before"),
    ],
)
def test_names_that_are_taken_back(tokens: tuple[Token, ...], topics: list[str], why: str) -> None:
    assert [token.id for token in as_corrected(tokens, TOPIC) if token.kind == TOPIC] == topics, why


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("can we hand over a part of HRO", True, "may we"),
        ("can I get the benefits of HRO", False, "an order in polite words"),
        ("can you tell me about HRO", False, "another one"),
        ("what share of HRO is it", False, "no tag behind a question word"),
        ("HRO is a part of it, is it", True, "a tag"),
    ],
)
def test_what_wants_a_yes_or_a_no(said: Marks, expected: bool, why: str) -> None:
    assert said.confirms is expected, why


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        ("now put in LPO", True, "an order"),
        ("our director wants to bring in LPO", True, "an order that is told on"),
        ("and kick out KPO please", True, "an order that shuts out"),
        ("many firms include LPO", False, "a statement on others"),
        ("we keep payroll", False, "no model is named"),
        ("does HRO include RPO", False, "a question"),
        ("not KPO", False, "what is shut out without an order"),
    ],
)
def test_orders_that_change_what_is_on_the_table(tokens: tuple[Token, ...], changes: bool, why: str) -> None:
    assert changes_table(tokens) is changes, why

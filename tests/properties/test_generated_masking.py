"""Numbers of people are masked however they are grouped; what has a wrong check digit stays."""

from __future__ import annotations

import re

from hypothesis import assume
from hypothesis import strategies as st

from channels.masking import ACCOUNT, CARD, EMAIL, IDENTITY, PHONE, mask
from channels.masking.check_digits import IBAN_LENGTHS, ends_as_aadhaar, ends_as_card, is_iban
from tests.properties.inputs import inputs, texts

BETWEEN = st.sampled_from([" ", "-", "–", "—", "‑", ".", "/", "  ", "\u00a0", "_", " - ", "\u2009", "\u200b", ""])
SENTENCES = st.sampled_from(["{}", "call {} now", "kpo ({})", "whatsapp={}", "Ravi: {}.", "no. {}, please", "job? {}!"])
DIGIT = st.sampled_from("0123456789")


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


MOBILES = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(["", "0", "91", "+91", "0091"]), st.sampled_from("6789"), _digits(9))),
    st.builds("".join, st.tuples(st.sampled_from(["0", "63", "+63", "0063"]), st.just("9"), _digits(9))),
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["0", "84", "+84", "0084"]),
            st.sampled_from(["32", "39", "56", "70", "79", "81", "86", "90", "98"]),
            _digits(7),
        ),
    ),
)


@st.composite
def spelled(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number in groups of any length, with the same mark between them."""
    number, between, groups = draw(numbers), draw(BETWEEN), []
    while number:
        size = draw(st.integers(1, len(number)))
        groups.append(number[:size])
        number = number[size:]
    if groups[0] == "+":
        groups[:2] = [groups[0] + groups[1]]
    return between.join(groups)


def _is_ambiguous(text: str) -> bool:
    """True for what may as well be an amount, a range of round amounts, small numbers in a row, or a date."""
    groups = re.findall(r"\d+", text)
    values = list(map(int, groups))
    is_amount = re.fullmatch(r"[1-9]\d{0,2}(?:\D+\d{3})+", text) is not None
    is_round = text.endswith("0000") or all(value % 50 == 0 for value in values)
    is_row = max(map(len, groups)) < 3 and values == sorted(values)
    return is_amount or is_round or is_row or re.match(r"\d{1,4}\D+\d\d?\D+\d{2,4}\b", text) is not None


@inputs(500, number=spelled(MOBILES), sentence=SENTENCES)
def test_a_mobile_number_of_those_who_come_is_masked_in_every_spelling(number: str, sentence: str) -> None:
    assume(not _is_ambiguous(number))
    kinds = (PHONE, IDENTITY)  # twelve digits can be both
    assert mask(sentence.format(number)) in map(sentence.format, kinds)


def _completed(digits: str, is_right: bool) -> str:
    """With the check digit of a card, or another one."""
    return next(digits + end for end in "0123456789" if ends_as_card(digits + end) == is_right)


VISA = st.builds("".join, st.tuples(st.sampled_from(["4", "51", "55", "37", "6011", "35", "65"]), _digits(15)))
CARDS = VISA.map(lambda digits: _completed(digits[: 14 if digits.startswith("37") else 15], True))


@inputs(300, number=spelled(CARDS), sentence=SENTENCES)
def test_a_card_number_is_masked_in_every_grouping(number: str, sentence: str) -> None:
    assume(not _is_ambiguous(number))
    assert mask(sentence.format(number)) == sentence.format(CARD)


@inputs(300, digits=VISA, between=st.sampled_from(["", " ", "-"]))
def test_a_block_of_digits_that_ends_wrongly_stays(digits: str, between: str) -> None:
    number = _completed(digits[:15], False)
    text = between.join(number[place : place + 4] for place in range(0, 16, 4))
    assert mask(f"it says {text} there") == f"it says {text} there"


@inputs(200, first=st.sampled_from("23456789"), digits=_digits(10), between=st.sampled_from(["", " ", "-", "."]))
def test_an_aadhaar_is_masked(first: str, digits: str, between: str) -> None:
    number = next(first + digits + end for end in "0123456789" if ends_as_aadhaar(first + digits + end))
    assume(not number.endswith("0000"))
    text = between.join(number[place : place + 4] for place in range(0, 12, 4))
    assume(not _is_ambiguous(text))
    assert mask(f"my id is {text} there") in (f"my id is {IDENTITY} there", f"my id is {PHONE} there")


@inputs(300, digits=_digits(11), place=st.integers(0, 10))
def test_verhoeffs_check_finds_every_slip_and_every_swap(digits: str, place: int) -> None:
    number = next(digits + end for end in "0123456789" if ends_as_aadhaar(digits + end))
    slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    swap = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not ends_as_aadhaar(slip)
    assert swap == number or not ends_as_aadhaar(swap)


@inputs(200, country=st.sampled_from(sorted(IBAN_LENGTHS)), digits=_digits(30), between=st.sampled_from(["", " ", "-"]))
def test_a_bank_account_is_masked_where_its_rest_is_right(country: str, digits: str, between: str) -> None:
    body = digits[: IBAN_LENGTHS[country] - 4]
    number = next(f"{country}{check:02}{body}" for check in range(2, 99) if is_iban(f"{country}{check:02}{body}"))
    text = between.join(number[place : place + 4] for place in range(0, len(number), 4))
    assert mask(f"pay to {text} please") == f"pay to {ACCOUNT} please"
    assert mask(f"pay to {text.lower()}.") == f"pay to {ACCOUNT}."


WORDS = st.sampled_from(
    ["order", "Order no.", "order number", "ticket", "ticket #", "TKT-", "invoice no:", "ref:", "#"]
)


@inputs(300, word=WORDS, number=st.integers(1, 10**12 - 1), blank=st.sampled_from(["", " "]))
def test_the_number_of_an_order_or_a_ticket_stays(word: str, number: int, blank: str) -> None:
    assume(blank or not word[-1].isalpha())
    text = f"what about {word}{blank}{number}, is it late?"
    assert mask(text) == text


LABEL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12).filter(lambda text: text.strip("-"))
ATS = st.sampled_from(["@", " @ ", "(at)", " (at) ", " [at] ", "＠", " {AT} "])
DOTS = st.sampled_from([".", " dot ", "(dot)", " [dot] ", " DOT "])


@inputs(300, name=LABEL, at=ATS, label=LABEL, dot=DOTS, top=st.sampled_from(["com", "in", "ph", "vn", "org"]))
def test_an_email_address_is_masked_in_every_spelling(name: str, at: str, label: str, dot: str, top: str) -> None:
    assert mask(f"write to {name}{at}{label}{dot}{top} about kpo") == f"write to {EMAIL} about kpo"


@inputs(
    1_000, text=texts("98765 43210", "+91", "(at)", "4111 1111 1111 1111", "12", "order", "call", "2001:db8::1", ".")
)
def test_what_is_masked_stays_as_it_is(text: str) -> None:
    masked = mask(text)
    assert mask(masked) == masked

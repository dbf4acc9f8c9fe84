"""What tells who somebody is doesn't stay in a message; ordinary numbers do."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.masking import CARD, EMAIL, PHONE, mask

PHONES = [
    "+49 30 901820",
    "+1 (650) 253-0000",
    "+63 917 123 4567",
    "(415) 555-2671",
    "555-123-4567",
    "020 7946 0958",
    "98765 43210",
    "9876543210",
    "0917 123 4567",
]
CARDS = ["4111 1111 1111 1111", "5105-1051-0510-5100", "378282246310005", "3782 822463 10005", "6011000990139424"]
EMAILS = ["jane.doe+x@example.co.uk", "o'neil@mail.example", "a@b.de", "jürgen@exämple.org"]
ORDINARY = [
    "79,000 agents in 2024 work 24/7",
    "from 2019-2024, on 2020-11-22 at 10:30",
    "31/12/2024 23:59:59",
    "1989 1990 1991 1992",
    "2019 2020 2021 2022",
    "1,200,000,000 dollars or $2345678901",
    "1 250 000 people, 1 000 000 000 euros",
    "650000000 people, 8000000000 on earth",
    "192.168.100.200",
    "ISO 27001:2013 and 9001:2015",
    "INR 50,00,000",
    "3.14159265",
    "4111111111111112",
    "kpo@work and bpo @ home",
]


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_is_masked(number: str) -> None:
    assert mask(f"please call {number}, not later") == f"please call {PHONE}, not later"


@pytest.mark.parametrize("number", CARDS)
def test_a_card_number_is_masked(number: str) -> None:
    assert mask(f"my card is {number}.") == f"my card is {CARD}."


@pytest.mark.parametrize("address", EMAILS)
def test_an_email_address_is_masked(address: str) -> None:
    assert mask(f"write to {address} about KPO") == f"write to {EMAIL} about KPO"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.integers(0, 9_999_999))
def test_a_number_of_up_to_seven_digits_stays(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number} agents", f"{number}%", f"in {number}?"):
        assert mask(text) == text


@given(st.integers(10**6, 10**15))
def test_a_number_with_commas_or_a_currency_stays(number: int) -> None:
    for text in (f"{number:,}", f"${number}", f"€{number:,}"):
        assert mask(text) == text


@given(st.integers(1800, 2099), st.integers(1800, 2099), st.integers(1, 12), st.integers(1, 28))
def test_years_and_dates_stay(first: int, second: int, month: int, day: int) -> None:
    for text in (
        f"{first}-{second}",
        f"{first} to {second}",
        f"{first}-{month:02}-{day:02}",
        f"{day}/{month}/{second}",
    ):
        assert mask(text) == text


@given(st.sampled_from("3456"), st.text("0123456789", min_size=10, max_size=14), st.sampled_from(["", " ", "-"]))
def test_every_card_number_of_sixteen_digits_is_masked(first: str, rest: str, between: str) -> None:
    digits = (first + rest).ljust(15, "7")[:15]
    digits += next(end for end in "0123456789" if _passes_luhn(digits + end))
    if digits.endswith("0000"):
        return
    written = between.join(digits[place : place + 4] for place in range(0, 16, 4))
    assert mask(f"pay with {written} now") == f"pay with {CARD} now"


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_every_countrys_numbers_are_masked_with_their_code(region: str) -> None:
    number = phonenumbers.example_number(region)
    for form in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164):
        assert mask(f"call {phonenumbers.format_number(number, form)} now") == f"call {PHONE} now"


@settings(max_examples=300)
@given(st.text("0123456789 +-().,/@ab", max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize("text", ["1 " * 5000, "1-2(3) " * 1400, "a@" * 5000, "9" * 10_000, "(415) 555-2671 " * 600])
def test_a_long_hostile_message_takes_no_time_worth_mentioning(text: str) -> None:
    import time

    begun = time.process_time()
    mask(text)
    assert time.process_time() - begun < 1


def _passes_luhn(digits: str) -> bool:
    total = sum(int(digit) for digit in digits[-1::-2])
    return (total + sum(sum(map(int, str(2 * int(digit)))) for digit in digits[-2::-2])) % 10 == 0

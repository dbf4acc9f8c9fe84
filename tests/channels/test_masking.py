"""What tells who somebody is doesn't stay in a message, nor does a secret; ordinary numbers do."""

from __future__ import annotations

import re
import time
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels import masking
from channels.masking import ACCOUNT, CARD, EMAIL, IDENTITY, NETWORK, PAYMENT, PHONE, SECRET, mask

PHONES = [
    *("+49 30 901820", "+1 (650) 253-0000", "(415) 555-2671", "555-123-4567", "020 7946 0958"),
    # India
    *("98765 43210", "9876543210", "98765-43210", "98765–43210", "98765—43210", "98765‑43210", "98765−43210"),
    *("98765 - 43210", "98765.43210", "98765/43210", "98765_43210", "98765\u00a043210", "98765\u200b43210"),
    *("987 654 3210", "987-654-3210", "9876 543 210", "9876 54 3210", "98 76 54 32 10", "9 8 7 6 5 4 3 2 1 0"),
    *("(98765) 43210", "98765 (43210)", "09876543210", "098765 43210", "0 98765 43210", "0-98765-43210"),
    *(
        "+91 98765 43210",
        "+91-98765-43210",
        "+91.98765.43210",
        "(+91) 98765 43210",
        "+(91) 98765-43210",
        "+91 9876 543210",
    ),
    *("[+91] 98765 43210", "+91 (987) 654 3210", "+91 9 8 7 6 5 4 3 2 1 0", "91 9876543210", "919876543210"),
    *("0091 98765 43210", "00919876543210", "९८७६५४३२१०", "९८७६५ ४३२१०", "９８７６５４３２１０", "+91 12345 67890"),
    *("022 2345 6789", "(022) 23456789", "022-23456789", "+91 22 2345 6789", "080-4123 4567", "91-22-2345-6789"),
    # the Philippines
    *(
        "0917 123 4567",
        "0917-123-4567",
        "0917.123.4567",
        "09171234567",
        "09 17 12 34 567",
        "917 123 4567",
        "917-123-4567",
    ),
    *("+63 917 123 4567", "+639171234567", "+63-917-123-4567", "+63 (917) 123 4567", "63 917 123 4567", "639171234567"),
    *("(02) 8123 4567", "02 8123 4567", "02-8123-4567", "+63 2 8123 4567"),
    # Vietnam
    *("091 234 56 78", "0912 345 678", "0912.345.678", "0912-345-678", "0912345678", "09 12 34 56 78"),
    *("+84 91 234 56 78", "+84912345678", "84 912 345 678", "84912345678", "0084 912 345 678", "0 9 1 2 3 4 5 6 7 8"),
    *("024 3825 3333", "(024) 38253333", "028-3829-5555", "+84 24 3825 3333"),
]
PLACED = [
    ("whatsapp=9876543210", f"whatsapp={PHONE}"),
    ("WhatsApp:98765 43210", f"WhatsApp:{PHONE}"),
    ("https://wa.me/919876543210", f"https://wa.me/{PHONE}"),
    ("tel:+919876543210", f"tel:{PHONE}"),
    ("ph.9876543210", f"ph.{PHONE}"),
    ("ph9876543210", f"ph{PHONE}"),
    ("phone#9876543210", f"phone#{PHONE}"),
    ("mob-9876543210", f"mob-{PHONE}"),
    ("Ravi-9876543210", f"Ravi-{PHONE}"),
    ("zalo: 912 345 678", f"zalo: {PHONE}"),
    ("call me on 2345 6789", f"call me on {PHONE}"),
    ("my number is 23456789", f"my number is {PHONE}"),
    ("(98765 43210)", f"({PHONE})"),
    ("(+91 98765 43210)", f"({PHONE})"),
    ("room 12 98765 43210", f"room 12 {PHONE}"),
    ("A12 98765 43210", f"A12 {PHONE}"),
    ("98765 43210 / 0917 123 4567", f"{PHONE} / {PHONE}"),
    ("98765 43210 98765 43211", f"{PHONE} {PHONE}"),
    ("9876543210,9876543211", f"{PHONE},{PHONE}"),
    ("2024-01-01 98765 43210", f"2024-01-01 {PHONE}"),
    ("12 34 4111 1111 1111 1111", f"12 34 {CARD}"),
    ("need a bpo job 9876543210", f"need a bpo job {PHONE}"),
    ("order from +91 98765 43210", f"order from {PHONE}"),
    ("order +91 98765 43210", f"order {PHONE}"),
    ("thanks.9876543210.Bye", f"thanks.{PHONE}.Bye"),
    ("4111 1111 1111 1111 12/27 123", f"{CARD} 12/27 123"),
    ("card=4111111111111111", f"card={CARD}"),
    ("order 4111111111111111", f"order {CARD}"),
]
CARDS = [
    *("4111 1111 1111 1111", "5105-1051-0510-5100", "378282246310005", "3782 822463 10005", "6011000990139424"),
    *("4111.1111.1111.1111", "4111–1111–1111–1111", "4111  1111  1111  1111", "41111111 11111111", "411111 1111111111"),
    *("4111 111111 111111", "378282 246310005", "41 11 11 11 11 11 11 11", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"),
    *("6011 0009 9013 9424", "4111/1111/1111/1111", "４１１１ １１１１ １１１１ １１１１"),
]
EMAILS = [
    *("jane.doe+x@example.co.uk", "o'neil@mail.example", "a@b.de", "jürgen@exämple.org", "jane%40example.com"),
    *("a (at) b.com", "a(at)b(dot)com", "a [at] b [dot] com", "a {at} b.com", "a <at> b <dot> com", "a AT b DOT com"),
    *("a @ b.com", "a@b [dot] com", "a@b dot com", "jane＠b．com", "jane [dot] doe (at) b.co.in", "jane(@)b.com"),
    *("jane at gmail dot com", "jane dot doe at example dot co dot in", "jane at gmail.com", "jane at yahoo.co.in"),
]
PAYMENTS = [
    "name@okhdfcbank",
    "ravi.k-1@ybl",
    "9876543210@paytm",
    "ravi@oksbi",
    "RAVI@okaxis",
    "asha@upi",
    "asha@icici",
]
IDENTITIES = [
    *("2341 2341 2346", "234123412346", "2341-2341-2346", "9999 4105 7058"),  # Aadhaar
    *("ABCPE1234F", "abcpe1234f", "AAAPL1234C"),  # PAN
    *("27AAPFU0939F1ZV", "22AAAAA0000A1Z5", "27 AAPFU0939F 1ZV"),  # GSTIN
]
ACCOUNTS = [
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "gb82 west 1234 5698 7654 32",
    "NO93-8601-1117-947",
]
NETWORKS = [
    *("192.168.100.200", "10.1.2.33", "2001:db8::1", "fe80::1ff:fe23:4567:890a", "::ffff:192.0.2.128"),
    *("2001:0db8:85a3:0000:0000:8a2e:0370:7334",),
]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SECRETS = [  # put together here, lest a scanner takes this file for one that has some
    "xox" + "b-123456789012-" + LETTERS[:20],
    "xap" + "p-1-A012345-" + LETTERS[:20],
    "gh" + "p_" + LETTERS,
    "github" + "_pat_" + LETTERS,
    "gl" + "pat-" + LETTERS[:20],
    "s" + "k-" + LETTERS,
    "s" + "k-proj-" + LETTERS,
    "s" + "k_live_" + LETTERS,
    "AK" + "IAIOSFODNN7EXAMPLE",
    "AI" + "za" + LETTERS[:35],
    "h" + "f_" + LETTERS,
    "ey" + "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "-----BEGIN RSA PRIVATE" + " KEY----- MIIB 9876543210 -----END RSA PRIVATE" + " KEY-----",
]
ORDINARY = [
    "79,000 agents in 2024 work 24/7",
    "79,000 lawyers' jobs, 29-30 per cent, since 2015",
    "from 2019-2024, on 2020-11-22 at 10:30",
    "31/12/2024 23:59:59",
    "22/01/2024 - 25/01/2024",
    "09-12-2024 10:30, 09.12.24 10.30",
    "1989 1990 1991 1992",
    "2019 2020 2021 2022",
    "2020/21 2021/22 2022/23",
    "1,200,000,000 dollars or $2345678901",
    "9876543210 rupees, INR 98765 43210, ₹ 9876543210, 9876543210%",
    "98,76,54,321 and 9,876,543,210 and 9 876 543 210",
    "1 250 000 people, 1 000 000 000 euros, 1.250.000.000 euros",
    "60000-80000, 62500 - 87500 a month, 1200 1300 1400 1500",
    "650000000 people, 8000000000 on earth",
    "levels 6 7 8 9 10 11 12, shares of 60 70 80 90 95 and 20 25 30 35 40",
    "12 45 98 76 54 32 10 33 21 17",
    "ISO 27001:2013 and 9001:2015",
    "INR 50,00,000",
    "3.14159265",
    "4111111111111112",
    "1609459200",
    "2341 2341 2347",
    "DE89 3704 0044 0532 0130 01 and in20 15 companies were there before and after",
    "10:30:15, std::vector, a::b, 99.99.99, 1.250.300.400",
    "version 10.0.19.41, v10.0.19.41, section 1.2.3.4",
    "550e8400-e29b-41d4-a716-446655440000",
    "978-3-16-148410-0",
    "https://example.com/9876543210 and https://example.com/?item=9876543210",
    "kpo@work and bpo @ home",
    "look at example.com, jobs at accenture.com, @paytm pays",
    "sk-learn, xoxo, a bearer of responsibilities, task-force-of-twenty-five-people",
]
NUMBERED = [
    *(
        "order 9876543210",
        "Order no. 9876543210",
        "order number: 98765-43210",
        "my order id is 9876543210",
        "ORD-9876543210",
    ),
    *(
        "ticket 9876543210",
        "ticket #9876543210",
        "ticket-9876543210",
        "INC-9876543210",
        "#9876543210",
        "invoice 0912345678",
    ),
    *(
        "tracking number 234123412346",
        "ref. ABCPE1234F",
        "job id 9876543210",
        "booking no 0917 123 4567",
        "AB9876543210",
    ),
    *("order 402-1234567-1234567", "702-9876543-2109876", "PNR 9876543210", "SR 1234567890", "order_id=9876543210"),
]


def _in_a_sentence(secret: str, kind: str) -> None:
    for text in ("please take {}, not later", "{}", "kpo {} thanks", "is it {}?"):
        assert mask(text.format(secret)) == text.format(kind)


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_is_masked(number: str) -> None:
    _in_a_sentence(number, PHONE)


@pytest.mark.parametrize(("text", "masked"), PLACED)
def test_a_number_is_masked_beside_words_marks_and_other_numbers(text: str, masked: str) -> None:
    assert mask(f"so {text} ok") == f"so {masked} ok"


@pytest.mark.parametrize("number", CARDS)
def test_a_card_number_is_masked(number: str) -> None:
    _in_a_sentence(number, CARD)


@pytest.mark.parametrize("address", EMAILS)
def test_an_email_address_is_masked(address: str) -> None:
    assert mask(f"write to {address} about KPO") == f"write to {EMAIL} about KPO"
    assert mask(address) == EMAIL


@pytest.mark.parametrize("address", PAYMENTS)
def test_a_payment_address_is_masked(address: str) -> None:
    _in_a_sentence(address, PAYMENT)
    assert mask("my UPI id is ravi@somenewbank") == f"my UPI id is {PAYMENT}"


@pytest.mark.parametrize("number", IDENTITIES)
def test_an_identity_number_is_masked(number: str) -> None:
    _in_a_sentence(number, IDENTITY)


@pytest.mark.parametrize("number", ACCOUNTS)
def test_a_bank_account_is_masked(number: str) -> None:
    _in_a_sentence(number, ACCOUNT)


@pytest.mark.parametrize("address", NETWORKS)
def test_a_network_address_is_masked(address: str) -> None:
    _in_a_sentence(address, NETWORK)


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret[:8])
def test_a_secret_of_a_known_service_is_masked(secret: str) -> None:
    _in_a_sentence(secret, SECRET)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize("text", NUMBERED)
def test_numbers_of_orders_and_tickets_stay(text: str) -> None:
    assert mask(f"what about {text}, please?") == f"what about {text}, please?"


def test_the_document_names_each_kind() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    kinds = {getattr(masking, name) for name in masking.__all__} - {mask}
    assert set(re.findall(r"\| `(\[.+\])` \|$", text, re.MULTILINE)) == kinds


@given(st.integers(0, 9_999_999))
def test_a_number_of_up_to_seven_digits_stays(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number} agents", f"{number}%", f"in {number}?"):
        assert mask(text) == text


@given(st.integers(10**6, 10**15))
def test_a_number_with_commas_or_a_currency_stays(number: int) -> None:
    for text in (f"{number:,}", f"${number}", f"€{number:,}", f"INR {number}", f"{number} dollars"):
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


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_every_countrys_numbers_are_masked_with_their_code(region: str) -> None:
    number = phonenumbers.example_number(region)
    for form in (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164):
        assert mask(f"call {phonenumbers.format_number(number, form)} now") == f"call {PHONE} now"


@settings(max_examples=300)
@given(st.text("0123456789 +-().,/@ab", max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)


HOSTILE = [
    *(
        "1 ",
        "12 ",
        "1-2(3) ",
        "a@",
        "9",
        "0",
        "(415) 555-2671 ",
        "98765 4321 ",
        "1200 1300 ",
        "2345678 ",
        "+1 ",
        "a at ",
    ),
    *("a dot ", "a.b", "1.1", "f:", "de89 ", "ABCPE", "eyJaaaaaaaa.", "sk-", "xoxb-", "call ", "order no ", "\u200b1"),
    *("-----BEGIN PRIVATE KEY-----", "(at)", " [dot] ", "upi ", "bearer ", "23456 7891 x", "98765 43210 "),
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("end", ["", "x", "@", " at gmail", "1:"])
def test_a_long_hostile_message_takes_no_time_worth_mentioning(piece: str, end: str) -> None:
    """Where a pattern took the square of it, 10,000 characters would take minutes."""
    text = piece * (10_000 // len(piece)) + end
    begun = time.process_time()
    mask(text)
    assert time.process_time() - begun < 3

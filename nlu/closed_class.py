"""The closed word classes of English as people type it in chat, read from closed_class.yml: listed nowhere else."""

from __future__ import annotations

from pathlib import Path

import yaml

from nlu.utterance import Phrases

_LISTED = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


def every_word() -> frozenset[str]:
    """All words that stand in a list: none of them is a slip of another one."""
    return frozenset(word for listed in _LISTED.values() for phrase in listed for word in str(phrase).split())


def _words(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in _LISTED[name])


def _phrases(*names: str) -> Phrases:
    """Phrases of some lists as tuples of words."""
    return Phrases(tuple(str(phrase).split()) for name in names for phrase in _LISTED[name])


def _numbers(name: str) -> dict[str, int]:
    return {str(word): int(number) for word, number in _LISTED[name].items()}


WH = _words("wh")
AUXILIARIES = _words("auxiliaries")
NEGATED_AUXILIARIES = frozenset(word for word in AUXILIARIES if word.endswith(("n't", "nt"))) | {"cannot"}
ASKED_PERSONS = _words("asked_persons")
ASKED_FOR = _words("asked_for")
PERSONS = _words("persons")
AFTER_AUXILIARIES = _words("after_auxiliaries")
REQUESTS = _words("requests")
WISHES = _phrases("wishes")
ADVERBS = _words("adverbs")
UNMET = _phrases("unmet")
ASKING = _phrases("wishes", "unmet")
LEAD_INS = _words("lead_ins")
PREPOSITIONS = _words("prepositions")
FILLERS = _words("fillers")
FILLERS_BEFORE_MARK = _words("fillers_before_mark")
BEFORE_SAME_FOR = _words("before_same_for")
JOINS = _words("joins")
NEVER_JOINED = _words("never_joined")
TELLS = _words("tells")
SUBORDINATE = _words("subordinate")
CONNECTORS = _words("connectors")
ARTICLES = _words("articles")
AGENCIES = _words("agencies")
DISPUTES = _phrases("disputes")
DOCUMENTS = _words("documents")
RETRACTIONS = _phrases("retractions")
DECLINED = _phrases("declined")
DEGREES = _words("degrees")
BETWEEN = _words("between")
VERSUS = _words("versus")
DIFFERENCE = _words("difference")
SETS_APART = _words("sets_apart")
DEFINING = _words("defining")
TAGS = _phrases("tags")
ASSERTIONS = _phrases("assertions")
EXCLUSIONS = _phrases("exclusions")
EXCLUDING_ORDERS = _phrases("excluding_orders")
BEFORE_ORDERS = _words("before_orders")
EXCLUDED_AFTER = _phrases("excluded_after")
OUT_VERBS = _words("out_verbs")
BEFORE_CHOICE = _words("before_choice")
DENIALS = _words("denials")
DENIED_DESCRIPTIONS = _words("denied_descriptions")
BEFORE_DENIED = _words("before_denied")
BEFORE_OBJECTS = _words("before_objects")
BESIDES = _phrases("besides")
BEFORE_NAMES = _words("before_names")
ONLY = _phrases("only")
NOT_ONLY = _phrases("not_only")
ALL = _words("all")
ALSO = _words("also")
ELSE = _phrases("else")
NEVER = _words("never")
BOTH = _words("both")
EITHER = _words("either")
ADVICE = _phrases("advice")
PRONOUNS = _words("pronouns")
DEMONSTRATIVES = _words("demonstratives")
POSSESSIVE = _words("possessive")
PLURAL_PRONOUNS = _words("plural_pronouns")
ALL_OF_THEM = _phrases("all_of_them")
PAIR = _phrases("pair")
THE_OTHER = _phrases("the_other")
ORDINALS = _numbers("ordinals")
NUMBERS = _numbers("numbers")
BEFORE_COUNTS = _words("before_counts")
ITEMS = _words("items")
WORDS = _words("words")
SENTENCES = _words("sentences")
MARKS = _words("marks")
DISTRESS = _phrases("distress")
CORRECTIONS = _phrases("corrections")
REFUSALS = _words("refusals")
SAME_FOR = _phrases("same_for")
BACK = _phrases("back")
ADDING_ORDERS = _phrases("adding_orders")
ADDS = _phrases("adding_orders", "adds")
ONLY_WISH = _phrases("only_wish")
SWAPS = _phrases("swaps")
ANOTHER = _words("another")
ASKS_ANEW = _words("asks_anew")
DROPS = _words("drops")
INSTEAD = _words("instead")
SHARES = _words("shares")
TWO = _words("two")
HELP = _words("help")
STANDS_FOR = _words("stands_for")
DATES = _words("dates")
AUTHORS = _words("authors")
SELLERS = _words("sellers")
NUMBER = _phrases("number")
YEAR = _phrases("year")
FIGURES = _phrases("figures")
SHORT = _phrases("short")
LONG = _phrases("long")
TABLE = _phrases("table")
LIST = _phrases("list")
PROSE = _phrases("prose")
SIMPLE = _phrases("simple")
EXAMPLE = _phrases("example")
STANDING = _phrases("standing")
ABBREVIATIONS = _words("abbreviations")
GENERIC = _words("generic")

"""How the property tests generate their inputs, and texts as people and programs may send them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

IN_CI = "CI" in os.environ

generated: Counter[str] = Counter()  # test -> how many inputs it got in this run


def inputs(count: int, **strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A test with so many generated inputs: the same ones in each run of CI, elsewhere new ones in each run."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def counted(*args: Any, **kwargs: Any) -> None:
            generated[test.__qualname__] += 1
            test(*args, **kwargs)

        return settings(
            max_examples=count,
            deadline=None,
            derandomize=IN_CI,
            database=None if IN_CI else DirectoryBasedExampleDatabase(".cache/hypothesis"),
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )(given(**strategies)(counted))

    return decorate


ANY_CHARACTER = st.characters(codec=None, exclude_categories=())  # halves of characters as well
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60)
AWKWARD = st.sampled_from(
    [
        *("", " ", "\n", "\r\n", "\t", "\x00", "\x1b[31m", "\x1b]0;title\x07", "\ud83d", "\u202e", "\u2060", "\ufeff"),
        *("'s", "’s", "n't", "k p o", "K.P.O.", "k-p-o", "v/s", "...", "??", "//", "/restart", '/intent{"a": 1}'),
        *("<script>", "&lt;", "&amp;amp;", "{{x}}", "${HOME}", "[a](javascript:b)", "```", "*b*", "_i_", "~s~", "`c`"),
        *("<!here>", "<!channel|x>", "<@U1>", "<@U1|ada>", "<#C1|x>", "@here", "@CHANNEL", "@Everyone", "@group"),
        *("ﷺ", "ß", "İ", "ﬁ", "①", "ｋｐｏ", "e\u0301", "👩‍👩‍👧‍👦", "你好", "नमस्ते", "مرحبا", "a" * 700, "9" * 50),
    ]
)


def texts(*words: str, most: int = 12) -> st.SearchStrategy[str]:
    """Texts made of some words, of awkward pieces and of anything at all, with blanks between them or without."""
    piece = st.one_of(*([st.sampled_from(words)] if words else []), AWKWARD, ANY_TEXT)
    return st.builds(str.join, st.sampled_from([" ", "", "\n", "-", ", "]), st.lists(piece, max_size=most))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=8), part, max_size=4),
    max_leaves=8,
)

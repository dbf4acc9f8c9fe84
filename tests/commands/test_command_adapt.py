"""`make adapt`: the transformer that learns is the one that runs, and what it learns can be measured."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from commands.adapt import __main__ as command
from commands.adapt import examples
from commands.adapt.examples import Bank, Phrases
from commands.adapt.figures import figures, table
from commands.command import CommandError
from nlu.adapter import ADAPTER
from nlu.encoder import MODEL_FILE, Encoder, tokenizer

TEXTS = ("what does outsourcing cost", "who hires the nurses", "is it cheaper than doing it ourselves")
WORDS = {"price": ("cost", "fee", "money", "bill"), "people": ("hire", "staff", "nurse", "team")}


def small() -> tuple[Phrases, Bank]:
    """Two intents and two statements, each in some wordings."""
    texts = [
        f"{start} {word}" for words in WORDS.values() for word in words for start in ("what about the", "tell me on")
    ]
    intents = [intent for intent, words in WORDS.items() for _ in words for _ in range(2)]
    answers = ["yes", "no"] * (len(texts) // 2)
    return (
        Phrases(texts, np.zeros((len(texts), 3), dtype=np.float32), intents),
        Bank(texts, [f"m|{intent}|0" for intent in intents], ["m"] * len(texts), answers),
    )


def test_the_transformer_that_learns_is_the_one_that_runs() -> None:
    from commands.adapt.training import _padded
    from commands.adapt.transformer import Transformer

    pieces, mask = _padded([tokenizer().encode(text).ids for text in TEXTS])
    learning = Transformer(MODEL_FILE, 4, 1)(pieces, mask).numpy()
    assert (learning * Encoder().encode(list(TEXTS))).sum(axis=1).min() > 0.97


def test_it_learns_and_says_so() -> None:
    from commands.adapt.training import Settings, trained

    phrases, bank = small()
    bank = Bank(bank.texts * 2, [*bank.labels, *(label.replace("m|", "n|") for label in bank.labels)],
                [*bank.families, *["n"] * len(bank.texts)], bank.answers * 2)  # fmt: skip
    told: list[str] = []
    settings = Settings(epochs=24, rank=2, batch=16, texts=8)
    adapter = trained(phrases, bank, settings, told.append)
    assert told[-1].startswith("step 24 of 24: losses ")
    before, after = Encoder().encode(phrases.texts), Encoder(adapter).encode(phrases.texts)
    own = np.array([[one == other for other in phrases.intents] for one in phrases.intents])
    for own_kind in (before, after):
        assert own_kind.shape == (len(phrases.texts), 384)
    apart = [(v @ v.T)[own].mean() - (v @ v.T)[~own].mean() for v in (before, after)]
    assert apart[1] > apart[0]


def test_the_figures_stand_side_by_side() -> None:
    phrases, bank = small()
    phrases = Phrases(phrases.texts * 6, np.tile(phrases.signals, (6, 1)), phrases.intents * 6)
    if not any(map(examples.is_held_out, phrases.texts)):
        pytest.fail("no text of this test is held out: word one differently")
    found = figures(Encoder(), phrases, bank)
    lines = table([("as published", found), ("adapted", found)])
    assert len({len(line) for line in lines}) == 1
    assert all(f"| {name} " in line for name, line in zip(found, lines[2:], strict=True))


def test_held_out_texts_are_the_same_each_time_and_about_a_fifth() -> None:
    out = [examples.is_held_out(f"text {number}") for number in range(1000)]
    assert out == [examples.is_held_out(f"text {number}") for number in range(1000)]
    assert 150 < sum(out) < 250
    phrases, bank = small()
    assert not any(map(examples.is_held_out, examples.kept(phrases).texts))
    assert not any(map(examples.is_held_out, examples.kept_of(bank).texts))


def test_every_phrase_and_every_text_of_the_bank_is_read() -> None:
    phrases, bank = examples.phrases(), examples.bank()
    assert len(phrases.texts) == len(phrases.intents) == len(phrases.signals)
    assert {"ask_benefits", "out_of_scope", "ask_sources"} <= set(phrases.intents)
    assert len({len(column) for column in (bank.texts, bank.labels, bank.families, bank.answers)}) == 1
    families = examples.by_family(bank)
    assert {"bpo", "kpo", "gap", "pair"} <= set(families)
    assert all(len(texts) > 1 for labels in families.values() for texts in labels.values())


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command with some arguments, on few examples; it doesn't start itself again with other memory settings."""
    phrases, bank = small()
    many = Phrases(phrases.texts * 6, np.tile(phrases.signals, (6, 1)), phrases.intents * 6)
    monkeypatch.setattr(examples, "phrases", lambda: many)
    monkeypatch.setattr(examples, "bank", lambda: bank)
    for name, value in command._MEMORY.items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["adapt", *arguments])
        return command.main()

    return call


def test_no_pass_over_the_phrases_is_refused(called: Callable[..., int]) -> None:
    with pytest.raises(CommandError, match="--epochs has to be more than 0"):
        called("--epochs", "0")


def test_held_out_prints_the_shares_and_writes_nothing(
    called: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    before = ADAPTER.read_bytes()
    assert called("--held-out", "--epochs", "0.5") == 0
    assert "| intents, by meaning" in capsys.readouterr().out
    assert ADAPTER.read_bytes() == before

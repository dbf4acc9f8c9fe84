"""Trains the adapter: intents are told apart, and texts that lead to the same statement come near each other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from commands.adapt.examples import Bank, Phrases, by_family
from commands.adapt.transformer import Transformer
from nlu.adapter import Adapter, Matrix
from nlu.encoder import MODEL_FILE, tokenizer


@dataclass(frozen=True)
class Settings:
    """What training can be told; the defaults are what was measured best (docs/nlu.md, “The adapter”)."""

    epochs: float = 3.0
    rank: int = 16
    rate: float = 1e-3  # at which it begins to learn; it falls to a fiftieth in a straight line
    batch: int = 32  # phrases a step
    texts: int = 48  # of the question bank a step
    near: float = 0.07  # temperature of the contrast: the lower, the more the nearest strangers count
    smooth: float = 0.05  # share of an intent's probability that goes to all others
    dropout: float = 0.1
    noise: float = 0.15  # share of texts that get typing errors
    claims: float = 0.3  # weight of telling yes from no
    seed: int = 7


_LENGTHS = (
    8,
    10,
    12,
    14,
    16,
    18,
    20,
    22,
    24,
    26,
    32,
    40,
    48,
    64,
)  # to which texts are padded: few shapes, little waste
_LONGEST_OF_BANK = 26  # word pieces; the longest text of a step decides what all of them cost
_SHARPNESS = 10.0  # of unit vectors before a linear layer
_OWN, _OTHER = 10, 6  # labels of a step from one family, and from another
_ANSWERS = ("no", "yes")
_EVEN = 0.75  # large families come up less often than their size says
_SHORTEST = 6  # letters of a text that can bear a typing error
_LONG = 30  # letters from which it can bear two

Told = Callable[[str], None]
Numbers = npt.NDArray[np.int32]


def trained(phrases: Phrases, bank: Bank, settings: Settings, told: Told) -> Adapter:
    """The adapter that these examples lead to; `told` gets a line now and then."""
    tf.keras.utils.set_random_seed(settings.seed)
    learner = _Learner(phrases, bank, settings)
    steps = int(settings.epochs * len(phrases.texts) / settings.batch)
    begun = time.time()
    losses = []
    for step in range(steps):
        losses.append(learner.step())
        if (step + 1) % 100 == 0 or step + 1 == steps:
            passed = time.time() - begun
            mean = ", ".join(f"{loss:.3f}" for loss in np.mean(losses[-100:], axis=0))
            minutes, in_all = passed / 60, passed / 60 * steps / (step + 1)
            told(f"step {step + 1} of {steps}: losses {mean}; {minutes:.0f} of {in_all:.0f} minutes")
    return learner.transformer.adapter()


class _Learner:
    """The transformer, two linear layers on top of it, and the examples in the order in which they come."""

    def __init__(self, phrases: Phrases, bank: Bank, settings: Settings) -> None:
        self._settings, self._random = settings, np.random.default_rng(settings.seed)
        self._tokenizer = tokenizer()
        self._phrases, self._names = phrases, sorted(set(phrases.intents))
        self._intents = np.array([self._names.index(intent) for intent in phrases.intents])
        self._pieces = [self._read(text) for text in phrases.texts]
        self._families = by_family(bank)
        sizes = np.array([len(labels) for labels in self._families.values()], dtype=float) ** _EVEN
        self._likely = sizes / sizes.sum()
        self._answers = {
            text: _ANSWERS.index(a) for text, a in zip(bank.texts, bank.answers, strict=True) if a in _ANSWERS
        }
        self.transformer = Transformer(MODEL_FILE, settings.rank, settings.seed)
        wide = 384 + phrases.signals.shape[1]
        self._heads = [
            tf.Variable(np.zeros(shape, dtype=np.float32))
            for shape in ((wide, len(self._names)), (len(self._names),), (384, 2), (2,))
        ]
        steps = int(settings.epochs * len(phrases.texts) / settings.batch)
        rate = tf.keras.optimizers.schedules.PolynomialDecay(settings.rate, steps, settings.rate / 50)
        self._optimizer = tf.keras.optimizers.AdamW(rate, weight_decay=0.01, clipnorm=1.0)
        self._batches = self._in_batches()
        self._update = tf.function(
            self._learn,
            autograph=False,  # no branch of it depends on values
            input_signature=[
                tf.TensorSpec([None, None], tf.int32),
                tf.TensorSpec([None, None]),
                tf.TensorSpec([None, phrases.signals.shape[1]]),
                tf.TensorSpec([None], tf.int32),
                tf.TensorSpec([None, None], tf.int32),
                tf.TensorSpec([None, None]),
                tf.TensorSpec([None], tf.int32),
                tf.TensorSpec([None], tf.int32),
            ],
        )

    def step(self) -> tuple[float, float, float]:
        """Learn from one batch; the losses of intents, of the contrast and of yes or no."""
        chosen = next(self._batches)
        pieces, mask = _padded([self._noisy_phrase(place) for place in chosen])
        texts, labels = self._from_bank()
        others, their_mask = _padded([self._read(self._noisy(text))[:_LONGEST_OF_BANK] for text in texts])
        answers = np.array([self._answers.get(text, -1) for text in texts], dtype=np.int32)
        losses = self._update(
            pieces,
            mask,
            self._phrases.signals[chosen],
            self._intents[chosen].astype(np.int32),
            others,
            their_mask,
            labels,
            answers,
        )
        return tuple(float(loss) for loss in losses)  # type: ignore[return-value]  # three of them

    def _learn(
        self,
        pieces: tf.Tensor,
        mask: tf.Tensor,
        signals: tf.Tensor,
        intents: tf.Tensor,
        others: tf.Tensor,
        their_mask: tf.Tensor,
        labels: tf.Tensor,
        answers: tf.Tensor,
    ) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        settings, variables = self._settings, [*self.transformer.variables, *self._heads]
        with tf.GradientTape() as tape:
            vectors = self.transformer(pieces, mask, settings.dropout)
            logits = tf.concat([vectors * _SHARPNESS, signals], 1) @ self._heads[0] + self._heads[1]
            wanted = tf.one_hot(intents, len(self._names)) * (1 - settings.smooth) + settings.smooth / len(self._names)
            of_intents = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(wanted, logits))
            banked = self.transformer(others, their_mask, settings.dropout)
            of_contrast = _contrast(banked, labels, settings.near)
            claims = tf.cast(answers >= 0, tf.float32)
            verdicts = banked * _SHARPNESS @ self._heads[2] + self._heads[3]
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(answers, 0), verdicts)
            of_claims = tf.reduce_sum(each * claims) / tf.maximum(tf.reduce_sum(claims), 1.0)
            loss = of_intents + of_contrast + settings.claims * of_claims
        self._optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return of_intents, of_contrast, of_claims

    def _in_batches(self) -> Iterator[list[int]]:
        """Places of phrases, those of about one length together: padding costs what words cost."""
        while True:
            shuffled = self._random.permutation(len(self._pieces))
            alike = sorted(shuffled, key=lambda place: len(self._pieces[place]) + self._random.integers(0, 4))
            size = self._settings.batch
            batches = [alike[start : start + size] for start in range(0, len(alike), size)]
            self._random.shuffle(batches)
            yield from batches

    def _from_bank(self) -> tuple[list[str], Numbers]:
        """Texts of a few labels, most of them of one family, and the number of each one's label."""
        own, other = self._random.choice(list(self._families), 2, p=self._likely)
        labels = [*self._some(list(self._families[own]), _OWN), *self._some(list(self._families[other]), _OTHER)]
        texts_of = {**self._families[own], **self._families[other]}
        each = max(2, self._settings.texts // len(labels))
        drawn = [
            (text, number)
            for number, label in enumerate(dict.fromkeys(labels))
            for text in self._some(texts_of[label], each)
        ]
        return [text for text, _ in drawn], np.array([number for _, number in drawn], dtype=np.int32)

    def _some(self, values: Sequence[str], most: int) -> list[str]:
        return [str(value) for value in self._random.choice(values, min(most, len(values)), replace=False)]

    def _noisy_phrase(self, place: int) -> list[int]:
        text = self._phrases.texts[place]
        noisy = self._noisy(text)
        return self._pieces[place] if noisy == text else self._read(noisy)

    def _noisy(self, text: str) -> str:
        """A text, now and then with a letter lost, doubled or moved."""
        if self._random.random() > self._settings.noise or len(text) < _SHORTEST:
            return text
        letters = list(text)
        for _ in range(1 + (len(text) > _LONG)):
            place = int(self._random.integers(1, len(letters) - 1))
            slip = int(self._random.integers(3))
            if not letters[place].isalpha():
                continue
            if slip == 0:
                del letters[place]
            elif slip == 1:
                letters[place - 1], letters[place] = letters[place], letters[place - 1]
            else:
                letters[place] *= 2
        return "".join(letters)

    def _read(self, text: str) -> list[int]:
        pieces: list[int] = self._tokenizer.encode(text).ids
        return pieces


def _contrast(vectors: tf.Tensor, labels: tf.Tensor, near: float) -> tf.Tensor:
    """How far texts of one label are from each other, held against those of other labels (Khosla et al. 2020)."""
    itself = tf.eye(tf.shape(vectors)[0])
    alike = tf.matmul(vectors, vectors, transpose_b=True) / near - 1e9 * itself
    same = tf.cast(labels[:, tf.newaxis] == labels[tf.newaxis, :], tf.float32) * (1 - itself)
    chances = alike - tf.reduce_logsumexp(alike, 1, keepdims=True)
    count = tf.reduce_sum(same, 1)
    each = -tf.reduce_sum(tf.where(same > 0, chances, 0.0), 1) / tf.maximum(count, 1.0)
    has_same = tf.cast(count > 0, tf.float32)
    return tf.reduce_sum(each * has_same) / tf.maximum(tf.reduce_sum(has_same), 1.0)


def _padded(rows: list[list[int]]) -> tuple[Numbers, Matrix]:
    """Word pieces as one array, and a mask of where they stand: both of shape (texts, length)."""
    longest = max(map(len, rows))
    length = next(length for length in _LENGTHS if length >= longest)
    pieces, mask = np.zeros((len(rows), length), np.int32), np.zeros((len(rows), length), np.float32)
    for row, own in enumerate(rows):
        pieces[row, : len(own)], mask[row, : len(own)] = own, 1.0
    return pieces, mask

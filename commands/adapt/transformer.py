"""The published encoder in TensorFlow, with a correction of low rank beside each of its matrices that can learn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import tensorflow as tf
from onnx import numpy_helper

from nlu.adapter import Adapter, Matrix
from nlu.int8_model import products

_HEADS, _LAYERS = 12, 6
_MATRICES = 6  # of a layer: query, key, value, the attention's output, and the two of the feed-forward network
_NEVER = -1e9  # what a place that holds no word piece adds to its attention
_NARROW = 1e-12  # keeps a variance from being zero
_SCALE = 2.0  # of the corrections, as usual for LoRA: alpha is twice the rank


class Transformer:
    """all-MiniLM-L6-v2 as it is run (int8 weights, read as float32), whose corrections alone are variables."""

    def __init__(self, path: Path, rank: int, seed: int) -> None:
        """`path`: the ONNX file that the bot runs; `rank`: of the corrections."""
        graph = onnx.load(str(path)).graph
        stored = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
        self._matrices = [tf.constant(_float(stored[v]) * _float(stored[s])) for v, s in products(graph)]
        self._stored = {name.removeprefix("inner."): values for name, values in stored.items()}
        random = np.random.default_rng(seed)
        sides = [(int(matrix.shape[0]), int(matrix.shape[1])) for matrix in self._matrices]
        self._corrections = [
            (
                tf.Variable(_float(random.normal(0, 1 / rank, (inputs, rank)))),
                tf.Variable(np.zeros((rank, outputs), dtype=np.float32)),  # at first nothing is corrected
            )
            for inputs, outputs in sides
        ]

    @property
    def variables(self) -> list[tf.Variable]:
        """All that can learn."""
        return [factor for pair in self._corrections for factor in pair]

    def adapter(self) -> Adapter:
        """The corrections as they are now."""
        return Adapter([(down.numpy(), _SCALE * up.numpy()) for down, up in self._corrections])

    def __call__(self, ids: tf.Tensor, mask: tf.Tensor, dropout: float = 0.0) -> tf.Tensor:
        """The vectors of texts, of unit length: shape (texts, 384).

        `ids`: word pieces, shape (texts, pieces); `mask`: 1.0 where one stands; `dropout`: of the corrections' input.
        """
        batch, length = tf.shape(ids)[0], tf.shape(ids)[1]
        hidden = tf.gather(self._table("word"), ids) + self._table("position")[:length] + self._table("token_type")[0]
        hidden = self._normal(hidden, "embeddings.LayerNorm")
        bias = (1.0 - mask[:, tf.newaxis, tf.newaxis, :]) * _NEVER
        for layer in range(_LAYERS):
            name, first = f"encoder.layer.{layer}", layer * _MATRICES
            biases = [f"{name}.attention.self.{part}.bias" for part in ("query", "key", "value")]
            query, key, value = (
                _to_heads(self._linear(hidden, first + place, own, dropout), batch, length)
                for place, own in enumerate(biases)
            )
            scores = tf.matmul(query, key, transpose_b=True) / np.sqrt(key.shape[-1]).astype(np.float32) + bias
            seen = tf.transpose(tf.matmul(tf.nn.softmax(scores), value), (0, 2, 1, 3))
            seen = tf.reshape(seen, (batch, length, hidden.shape[-1]))
            attended = self._linear(seen, first + 3, f"{name}.attention.output.dense.bias", dropout)
            hidden = self._normal(hidden + attended, f"{name}.attention.output.LayerNorm")
            wide = tf.nn.gelu(self._linear(hidden, first + 4, f"{name}.intermediate.dense.bias", dropout))
            narrow = self._linear(wide, first + 5, f"{name}.output.dense.bias", dropout)
            hidden = self._normal(hidden + narrow, f"{name}.output.LayerNorm")
        counted = mask[:, :, tf.newaxis]
        mean = tf.reduce_sum(hidden * counted, 1) / tf.reduce_sum(counted, 1)
        return tf.math.l2_normalize(mean, -1)

    def _table(self, name: str) -> tf.Tensor:
        key = f"embeddings.{name}_embeddings.weight"
        if key in self._stored:
            return tf.constant(self._stored[key])
        return tf.constant(_float(self._stored[f"{key}_q"]) * _float(self._stored[f"{key}_scale"]))

    def _linear(self, values: tf.Tensor, place: int, bias: str, dropout: float) -> tf.Tensor:
        """The product with a matrix and its correction; two-dimensional, which TensorFlow multiplies far faster."""
        shape, matrix, (down, up) = tf.shape(values), self._matrices[place], self._corrections[place]
        flat = tf.reshape(values, (-1, matrix.shape[0]))
        output = tf.matmul(flat, matrix) + self._stored[bias]
        dropped = tf.nn.dropout(flat, dropout) if dropout else flat
        output += _SCALE * tf.matmul(tf.matmul(dropped, down), up)
        return tf.reshape(output, (shape[0], shape[1], matrix.shape[1]))

    def _normal(self, values: tf.Tensor, name: str) -> tf.Tensor:
        """Layer normalisation."""
        around = values - tf.reduce_mean(values, -1, keepdims=True)
        variance = tf.reduce_mean(around * around, -1, keepdims=True)
        return (
            around * tf.math.rsqrt(variance + _NARROW) * self._stored[f"{name}.weight"] + self._stored[f"{name}.bias"]
        )


def _to_heads(values: tf.Tensor, batch: tf.Tensor, length: tf.Tensor) -> tf.Tensor:
    return tf.transpose(tf.reshape(values, (batch, length, _HEADS, values.shape[-1] // _HEADS)), (0, 2, 1, 3))


def _float(values: Iterable[float]) -> Matrix:
    return np.asarray(values, dtype=np.float32)

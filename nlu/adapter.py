"""What `make adapt` learnt: small corrections of the encoder's weights, by which it knows the field's turns of phrase.

Each matrix of the encoder is corrected by the product of two narrow ones (LoRA, Hu et al. 2021), held in int8.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ADAPTER = Path(__file__).parent.parent / "data" / "encoder" / "adapter.npz"

Matrix = npt.NDArray[np.float32]
Int8 = npt.NDArray[np.int8]


class Adapter:
    """The corrections of all matrices, in the order in which a sentence passes them."""

    def __init__(self, factors: Sequence[tuple[Matrix, Matrix]]) -> None:
        """`factors`: for each matrix of shape (inputs, outputs) one of (inputs, rank) and one of (rank, outputs)."""
        self._factors = [(in_int8(down), in_int8(up)) for down, up in factors]

    @classmethod
    def read(cls, path: Path) -> Adapter | None:
        """The adapter of a file that `save` wrote; None where there is no such file."""
        if not path.exists():
            return None
        adapter = cls(())
        with np.load(path, allow_pickle=False) as data:
            names = [[f"{place}_{side}" for side in _SIDES] for place in range(len(data.files) // (2 * len(_SIDES)))]
            adapter._factors = [
                ((data[down], data[f"{down}_scale"]), (data[up], data[f"{up}_scale"])) for down, up in names
            ]
        return adapter

    def save(self, path: Path) -> None:
        """Write all as plain arrays: nothing in them can run when they are read."""
        arrays: dict[str, npt.NDArray[Any]] = {}
        for place, factors in enumerate(self._factors):
            for side, (values, scale) in zip(_SIDES, factors, strict=True):
                arrays |= {f"{place}_{side}": values, f"{place}_{side}_scale": scale}
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, **arrays)

    @property
    def digest(self) -> str:
        """Tells two adapters apart."""
        return md5(b"".join(part.tobytes() for pair in self._factors for factor in pair for part in factor)).hexdigest()

    def __len__(self) -> int:
        return len(self._factors)

    def correction(self, place: int) -> Matrix:
        """What is added to the matrix at `place`: shape (inputs, outputs)."""
        down, up = ((values * scale) for values, scale in self._factors[place])
        product: Matrix = down @ up
        return product


_SIDES = ("down", "up")


def in_int8(matrix: Matrix) -> tuple[Int8, Matrix]:
    """A matrix as int8 and what a step is worth in each of its columns: shapes (rows, columns) and (1, columns)."""
    scale = np.abs(matrix).max(axis=0, keepdims=True).astype(np.float32) / 127
    scale[scale == 0] = 1.0
    return np.round(matrix / scale).astype(np.int8), scale

"""The adapter corrects each matrix of the encoder, and is the same once written and read."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from nlu.adapter import ADAPTER, Adapter, in_int8
from nlu.encoder import MODEL_FILE, Encoder
from nlu.int8_model import int8_model, products

RANDOM = np.random.default_rng(3)


PUBLISHED = onnx.load(str(MODEL_FILE)).graph


def matrices(graph: onnx.GraphProto) -> list[np.ndarray]:
    """The matrices of a graph, with those names that the published one has."""
    stored = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    return [stored[values].astype(np.float32) * stored[scale].reshape(1, -1) for values, scale in products(PUBLISHED)]


def some_adapter(size: float) -> Adapter:
    def factor(rows: int, columns: int) -> np.ndarray:
        return RANDOM.normal(0, size, (rows, columns)).astype(np.float32)

    return Adapter([(factor(m.shape[0], 4), factor(4, m.shape[1])) for m in matrices(PUBLISHED)])


def test_a_matrix_in_int8_is_off_by_half_a_step_at_most() -> None:
    matrix = RANDOM.normal(0, 1, (30, 7)).astype(np.float32)
    values, scale = in_int8(matrix)
    assert values.dtype == np.int8
    assert (np.abs(values * scale - matrix) <= scale * 0.501).all()


def test_a_column_of_zeros_stays_one() -> None:
    values, scale = in_int8(np.zeros((3, 2), dtype=np.float32))
    assert not values.any()
    assert np.isfinite(scale).all()


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    adapter = some_adapter(0.1)
    adapter.save(tmp_path / "new" / "a.npz")
    read = Adapter.read(tmp_path / "new" / "a.npz")
    assert read is not None
    assert (read.digest, len(read)) == (adapter.digest, len(adapter))
    assert (read.correction(5) == adapter.correction(5)).all()


def test_without_a_file_there_is_no_adapter(tmp_path: Path) -> None:
    assert Adapter.read(tmp_path / "none.npz") is None


def test_each_matrix_is_corrected_by_its_own_product() -> None:
    adapter = some_adapter(0.05)
    graph = onnx.load_from_string(int8_model(MODEL_FILE, adapter)).graph
    before, after = matrices(PUBLISHED), matrices(graph)
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        wanted = old + adapter.correction(place)
        assert np.abs(new - wanted).max() <= np.abs(wanted).max() / 127, place


def test_an_adapter_for_another_model_is_named() -> None:
    one = Adapter([(np.zeros((2, 1), dtype=np.float32), np.zeros((1, 2), dtype=np.float32))])
    with pytest.raises(ValueError, match=r"1 matrices of 36.*make adapt"):
        int8_model(MODEL_FILE, one)


def test_an_adapter_of_zeros_changes_nothing_that_counts() -> None:
    zeros = Adapter([(np.zeros((m.shape[0], 1), np.float32), np.zeros((1, m.shape[1]), np.float32))
                     for m in matrices(PUBLISHED)])  # fmt: skip
    texts = ["what does it cost", "who hires the nurses"]
    assert (Encoder(zeros).encode(texts) * Encoder().encode(texts)).sum(axis=1).min() > 0.98


def test_the_adapter_of_this_tree_fits_its_encoder_and_stays_small() -> None:
    adapter = Adapter.read(ADAPTER)
    assert adapter is not None
    assert len(adapter) == len(matrices(PUBLISHED))
    assert ADAPTER.stat().st_size < 2_000_000

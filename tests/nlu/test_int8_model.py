"""The rewritten encoder says what the published one says."""

import numpy as np
import onnx
import onnxruntime
import pytest

from nlu.encoder import MODEL_FILE, Encoder
from nlu.int8_model import int8_model

TEXTS = (
    "What is outsourcing?",
    "who handles the payroll",
    "Is it true that costs fall, and by how much?",
)


@pytest.fixture(scope="module")
def published() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(MODEL_FILE))


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_point_where_they_pointed(published: onnxruntime.InferenceSession, text: str) -> None:
    ids = np.array([Encoder()._tokenizer.encode(text).ids])
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    mean = published.run(None, feeds)[0][0].mean(axis=0)
    assert Encoder().encode([text])[0] @ (mean / np.linalg.norm(mean)) > 0.97


def test_no_weights_are_turned_back_into_floats() -> None:
    graph = onnx.load_from_string(int8_model(MODEL_FILE)).graph
    weights = {c.name for c in graph.initializer if c.data_type == onnx.TensorProto.INT8}
    assert weights
    assert not [node.name for node in graph.node if node.op_type == "Cast" and weights & set(node.input)]


def test_a_model_in_floats_stays_as_it_is(tmp_path) -> None:
    value = onnx.helper.make_tensor("w", onnx.TensorProto.FLOAT, [2, 2], [1, 0, 0, 1])
    node = onnx.helper.make_node("MatMul", ["x", "w"], ["y"])
    kinds = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None, 2]) for name in "xy"]
    onnx.save(
        onnx.helper.make_model(onnx.helper.make_graph([node], "g", kinds[:1], kinds[1:], [value])), tmp_path / "m"
    )
    assert onnx.load_from_string(int8_model(tmp_path / "m")).graph.node[0] == node

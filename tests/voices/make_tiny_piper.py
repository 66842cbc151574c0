"""Makes the Piper voice of the tests: 3 KB that the real package loads and speaks with tones.

Each phoneme is 36 ms of a sine whose pitch hangs on its number; marks and spaces are silent. Needs
the package `onnx` and is run by hand: `python tests/voices/make_tiny_piper.py tests/voices/data`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

RATE = 22_050
_SYMBOLS = 256
_SAMPLES = 800.0
"""For each phoneme at length scale 1."""
_PHONEMES = (
    "_^$ !'(),-.:;?abcdefhijklmnopqrstuvwxyz"
    "\u00e6\u00e7\u00f0\u00f8\u0127\u014b\u0153\u0250\u0251\u0252\u0253\u0254\u0255\u0256\u0257"
    "\u0258\u0259\u025a\u025b\u025c\u025e\u025f\u0260\u0261\u0262\u0263\u0264\u0265\u0266\u0267"
    "\u0268\u026a\u026b\u026c\u026d\u026e\u026f\u0270\u0271\u0272\u0273\u0274\u0275\u0276\u0278"
    "\u0279\u027a\u027b\u027d\u027e\u0280\u0281\u0282\u0283\u0284\u0288\u0289\u028a\u028b\u028c"
    "\u028d\u028e\u028f\u0290\u0291\u0292\u0294\u0295\u0298\u0299\u029b\u029c\u029d\u029f\u02a1"
    "\u02a2\u02b2\u02c8\u02cc\u02d0\u02d1\u02de\u03b2\u03b8\u03c7\u1d7b\u2c71"
)


def _constants():
    pitch = 110 * 2 ** (np.arange(_SYMBOLS) * 7 % 24 / 12)
    level = np.full(_SYMBOLS, 0.3)
    level[:4] = 0.0
    values = {
        "turn": (2 * np.pi * pitch / RATE).astype(np.float32),
        "level": level.astype(np.float32),
        "samples": np.float32(_SAMPLES),
        "axis": np.int64(0),
        "zero": np.int64(0),
        "one": np.int64(1),
        "flat": np.array([-1], np.int64),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    return [numpy_helper.from_array(np.asarray(value), name) for name, value in values.items()]


def _nodes():
    steps = (
        ("Reshape", ["input", "flat"], "phonemes", {}),
        ("Gather", ["scales", "one"], "length_scale", {"axis": 0}),
        ("Mul", ["samples", "length_scale"], "exact", {}),
        ("Cast", ["exact"], "each", {"to": TensorProto.INT64}),
        ("Size", ["phonemes"], "count", {}),
        ("Mul", ["count", "each"], "total", {}),
        ("Range", ["zero", "total", "one"], "time", {}),
        ("Div", ["time", "each"], "place", {}),
        ("Gather", ["phonemes", "place"], "now", {"axis": 0}),
        ("Gather", ["turn", "now"], "turning", {"axis": 0}),
        ("Gather", ["level", "now"], "loudness", {"axis": 0}),
        ("CumSum", ["turning", "axis"], "phase", {}),
        ("Sin", ["phase"], "wave", {}),
        ("Mul", ["wave", "loudness"], "sound", {}),
        ("Reshape", ["sound", "shape"], "output", {}),
    )
    return [helper.make_node(kind, given, [name], **more) for kind, given, name, more in steps]


def model():
    """The graph, with the inputs and the output that Piper asks for."""
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])
    graph = helper.make_graph(_nodes(), "tiny", inputs, [output], _constants())
    opset = helper.make_opsetid("", 15)
    made = helper.make_model(graph, opset_imports=[opset], ir_version=8, producer_name="soothe")
    checker.check_model(made)
    return made


def facts():
    """What stands beside the model."""
    return {
        "audio": {"sample_rate": RATE, "quality": "x_low"},
        "dataset": "tiny",
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "language": {"code": "en_US"},
        "num_speakers": 1,
        "num_symbols": _SYMBOLS,
        "phoneme_id_map": {phoneme: [number] for number, phoneme in enumerate(_PHONEMES)},
        "phoneme_type": "espeak",
        "speaker_id_map": {},
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    save(model(), folder / "tiny.onnx")
    text = json.dumps(facts(), ensure_ascii=False, indent=1)
    (folder / "tiny.onnx.json").write_text(f"{text}\n", "utf-8")

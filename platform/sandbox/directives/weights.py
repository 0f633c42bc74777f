"""The detector's weights as they lie on disk: integer arrays in one .npz and a plain JSON beside it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.features import BLOCKS

ARRAYS = Path(__file__).parent / "weights.npz"
WORDS = Path(__file__).parent / "weights.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Output:
    """One thing the model decides: `curve` maps a score (fixed point, ascending) to thousandths of
    probability;
    a probability of `threshold` thousandths or more is a yes. `stack` names the weighing, "" is none."""

    name: str
    curve: tuple[tuple[int, int], ...]
    threshold: int
    stack: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the reader needs: the rows of known features by block, their idf, the matrix rows x outputs,
    how outputs are weighed against one another (`stacks`: coefficients and bias), and what each decides."""

    rows: Mapping[str, Mapping[str, int]]
    idf: NDArray[np.int32]
    matrix: NDArray[np.int16]
    bias: NDArray[np.int64]
    block_weights: Mapping[str, int]
    outputs: tuple[Output, ...]
    stacks: Mapping[str, tuple[tuple[int, ...], int]]
    version: str


def pack_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Write arrays as a compressed .npz whose bytes depend on nothing but their content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            body = io.BytesIO()
            np.lib.format.write_array(
                body, np.ascontiguousarray(arrays[name]), version=(1, 0), allow_pickle=False
            )
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", _EPOCH),
                body.getvalue(),
                compress_type=zipfile.ZIP_DEFLATED,
                compresslevel=9,
            )
    return buffer.getvalue()


def hash_bytes(*parts: bytes) -> str:
    """Return the sha256 of the parts, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


@cache
def load_weights(arrays: Path = ARRAYS, words: Path = WORDS) -> Weights:
    """Load the shipped weights; `version` is their sha256."""
    return unpack(arrays.read_bytes(), words.read_bytes())


def unpack(array_bytes: bytes, word_bytes: bytes) -> Weights:
    """Make weights of the bytes of both files."""
    described = json.loads(word_bytes)
    with np.load(io.BytesIO(array_bytes), allow_pickle=False) as arrays:
        idf = arrays["idf"].astype(np.int32)
        matrix = arrays["matrix"]
        bias = arrays["bias"].astype(np.int64)
    rows: dict[str, dict[str, int]] = {}
    start = 0
    for block in BLOCKS:
        names = described["features"][block]
        rows[block] = {name: start + index for index, name in enumerate(names)}
        start += len(names)
    outputs = tuple(
        Output(
            each["name"],
            tuple((score, chance) for score, chance in each["curve"]),
            each["threshold"],
            each["stack"],
        )
        for each in described["outputs"]
    )
    stacks = {name: (tuple(each["coefficients"]), each["bias"]) for name, each in described["stacks"].items()}
    version = hash_bytes(array_bytes, word_bytes)
    return Weights(rows, idf, matrix, bias, described["block_weights"], outputs, stacks, version)

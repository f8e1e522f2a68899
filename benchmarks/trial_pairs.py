"""Pairs of actors in one sentence, what they are judged by, and a model of those that fight each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.fit_confidence import Array, newton, probability
from kg.model import Anchor, Claim, Extraction, Reading

ACTORS = frozenset({"State", "Group", "Agency", "Organisation", "Person", "Population"})
_SEEN = 3
"""A feature of fewer pairs is left out."""
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors in one sentence, in the order of the text."""

    sentence: int
    one: Anchor
    other: Anchor
    first: str
    second: str


def pairs(reading: Reading) -> Iterator[Pair]:
    by_sentence: dict[int, list[tuple[Anchor, str]]] = {}
    for anchor in reading.anchors:
        for entity in anchor.entities:
            if reading.entities[entity].type in ACTORS:
                by_sentence.setdefault(reading.tokens[anchor.token].sent, []).append((anchor, entity))
    for sentence, there in sorted(by_sentence.items()):
        for i, (one, first) in enumerate(there):
            for other, second in there[i + 1 :]:
                if first != second and one.token != other.token:
                    yield Pair(sentence, one, other, first, second)


def features(reading: Reading, pair: Pair) -> set[str]:
    """What a pair is judged by: its types, the path through the tree, the words on it and between."""
    tokens, i, j = reading.tokens, pair.one.token, pair.other.token
    types = [reading.entities[name].type for name in (pair.first, pair.second)]
    found = {f"types {types[0]} {types[1]}", f"via {pair.one.via} {pair.other.via}"}
    found.add(f"distance {min(5, (j - i) // 5)}")
    up, down = [i, *reading.ancestors(i)], [j, *reading.ancestors(j)]
    top = next((k for k in up if k in down), None)
    if top is not None:
        up, down = up[: up.index(top)], down[: down.index(top)]
        found.add("path " + "<".join(tokens[k].dep for k in up) + "|" + ">".join(tokens[k].dep for k in down))
        found |= {f"length {min(8, len(up) + len(down))}", f"top {_word(reading, top)}"}
        found |= {f"up {_word(reading, k)}" for k in up[1:]} | {f"down {_word(reading, k)}" for k in down[1:]}
        found |= {f"on the path {_word(reading, k)}" for k in (top, *up[1:], *down[1:])}
    for k in range(i + 1, j):
        if tokens[k].anchor is None and tokens[k].pos in {"VERB", "NOUN", "ADP", "ADJ"}:
            found.add(f"between {_word(reading, k)}")
    found.add(f"names between {min(3, sum(i < anchor.token < j for anchor in reading.anchors))}")
    if j + 1 < len(tokens):
        found.add(f"after {_word(reading, j + 1)}")
    return found


def _word(reading: Reading, i: int) -> str:
    token = reading.tokens[i]
    named = token.anchor is not None or token.pos == "PROPN" or token.ent_type
    return "NAME" if named else token.lemma.lower()


class Model:
    """A model of hostile pairs."""

    def __init__(self, examples: Sequence[tuple[Reading, Pair, bool]]) -> None:
        found = [features(reading, pair) for reading, pair, _ in examples]
        counts = Counter(name for names in found for name in names)
        self._names = {
            name: column
            for column, name in enumerate(sorted(n for n, count in counts.items() if count >= _SEEN), start=1)
        }
        right = np.array([float(hostile) for _, _, hostile in examples])
        self._weights = newton(self._table(found), right, _RIDGE)
        print(f"{len(examples)} pairs, {int(right.sum())} hostile, {len(self._names)} features")

    def _table(self, found: Sequence[set[str]]) -> Array:
        rows = np.zeros((len(found), len(self._names) + 1))
        rows[:, 0] = 1.0
        for row, names in zip(rows, found, strict=True):
            row[[self._names[name] for name in sorted(names) if name in self._names]] = 1.0
        return rows

    def add(self, reading: Reading, extraction: Extraction, threshold: float) -> Extraction:
        """The extraction with a claim for each pair above the threshold that the rules say nothing about."""
        there = list(pairs(reading))
        known = {frozenset((claim.subject, claim.object)) for claim in extraction.claims}
        new: list[Claim] = []
        scores = probability(self._table([features(reading, pair) for pair in there]), self._weights)
        for pair, score in zip(there, scores, strict=True):
            ends = frozenset((pair.first, pair.second))
            if score < threshold or ends in known:
                continue
            known.add(ends)
            sentence = reading.sentences[pair.sentence]
            new.append(
                Claim(
                    id=f"model-{reading.document.id}-{pair.first}-{pair.second}",
                    doc=reading.document.id,
                    subject=pair.first,
                    relation="RIVAL_OF",
                    object=pair.second,
                    quote=reading.words(sentence.start, sentence.end),
                    start=sentence.start,
                    end=sentence.end,
                    extractor="model",
                )
            )
        return replace(extraction, claims=(*extraction.claims, *new))

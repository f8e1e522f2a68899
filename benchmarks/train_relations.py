"""Train the model of relations between two mentions of a sentence, and tell what it adds to the rules.

    .venv/bin/python -m benchmarks.train_relations            judge it, each kind of passages left out in turn
    .venv/bin/python -m benchmarks.train_relations --write    and write schema/lexicon/related.txt

Trained on the passages of benchmarks/training and the probes of tests/claims, both written for kg; every name
in them stands as its type. Logistic regression over all relations and none, the types of the ends deciding
which of them compete. The weights of a relation are those of its own and those of its family, each drawn to
nothing by a ridge, so that rare relations learn from their kin. Deterministic; scipy is needed for training
alone. Thresholds: the lowest probability from which on what is added to the rules is right often enough in
passages of kinds that were not trained on.
"""

import argparse
import hashlib
import pickle
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse
from scipy.optimize import minimize

from benchmarks import passages
from benchmarks.passages import Passage
from kg import schema
from kg.claims import attacks, frames, related, related_model
from kg.claims.confidence_features import FAMILIES
from kg.claims.frames_lexicon import allowed
from kg.claims.related_features import Judged, Sentences
from kg.errors import KgError
from kg.mentions import Reader
from kg.mentions import load as load_register
from kg.mentions.parsing import Parser
from kg.model import Document, Reading
from kg.schema.files import folder
from tests.claims import probing

RIDGE = 4.0
"""Strength of the ridge."""
LEAST = 2
"""A feature of fewer pairs is left out; a directed one, which every pair has twice, needs one more."""
STEPS = 60
WANTED = 0.68
"""The share of what is added that is to be right."""
GRAVE = frozenset({"PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN", "KILLED"})
GRAVE_WANTED = 0.85
"""The same where somebody is said to be behind an attack or a killing."""
PRIOR = 6
"""Each relation's share is counted as if so many pairs had the share of all relations together."""
NEVER = 2.0
FOLDS = (("history",), ("news", "wire", "attacks"), ("reports", "statements", "plain"))

Array = npt.NDArray[np.float32]
RELATIONS = (related_model.NONE, *sorted(schema.load().relations))
SYMMETRIC = frozenset(name for name, one in schema.load().relations.items() if one.symmetric)
ANSWERS = (
    (0, True),
    *(
        (n, forth)
        for n, name in enumerate(RELATIONS)
        for forth in (True, False)
        if n and (forth or name not in SYMMETRIC)
    ),
)
"""What a pair may be: a column and whether the first mention is the subject."""
NUMBER = {answer: n for n, answer in enumerate(ANSWERS)}
_SIGNS = frozenset(
    re.findall(
        r"\w+",
        """
        nsubj obj prep conj appos attr acl relcl advcl ccomp xcomp pcomp pobj amod nmod poss compound
        npadvmod advmod dep dative intj mark oprd parataxis prt quantmod acomp agent nummod neg preconj predet
        expl meta
        """,
    )
)
"""Relations of the parser that are no English words, as parts of features."""
KIN = sorted({*FAMILIES.values(), "other", "any"})


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with what it is: numbers of ANSWERS.

    `ends` tells which pairs speak of the same two entities of a text, `open` that only one of them need carry
    the claim, `silent` that the rules say nothing of the two.
    """

    judged: Judged
    first: str
    second: str
    right: tuple[int, ...]
    ends: tuple[str, str, str]
    open: bool
    silent: bool


Gold = Mapping[frozenset[str], Sequence[tuple[str, str]]]
"""Of two entities the subjects and relations of the claims."""


def examples(name: str, reading: Reading, gold: Gold) -> Iterator[Example]:
    """The pairs of one text."""
    rules = frames.find(reading)
    told = {frozenset((frame.subject, frame.object)) for frame in rules}
    sentences = Sentences(reading, rules)
    found = list(related.closest(reading, sentences, possible))
    often = Counter(frozenset((close.pair.first, close.pair.second)) for close in found)
    for close in found:
        pair = close.pair
        ends = frozenset((pair.first, pair.second))
        kinds = sentences.kind(pair.first), sentences.kind(pair.second)
        right = {
            NUMBER[RELATIONS.index(relation), relation in SYMMETRIC or subject == pair.first]
            for subject, relation in gold.get(ends, ())
        }
        right = {number for number in right if mask(*kinds)[number]}
        yield Example(
            judged=sentences.features(pair, close.way),
            first=kinds[0],
            second=kinds[1],
            right=tuple(sorted(right)) or (0,),
            ends=(name, min(ends), max(ends)),
            open=often[ends] > 1 and bool(right),
            silent=ends not in told,
        )


_MASKS: dict[tuple[str, str], npt.NDArray[np.bool_]] = {}


def mask(first: str, second: str) -> npt.NDArray[np.bool_]:
    """Which answers the schema allows between mentions of two types."""
    found = _MASKS.get((first, second))
    if found is None:
        found = np.array([_fits(*answer, first, second) for answer in ANSWERS])
        _MASKS[first, second] = found
    return found


def _fits(column: int, forth: bool, first: str, second: str) -> bool:
    name = RELATIONS[column]
    if not column:
        return True
    there, here = allowed(name, first, second), allowed(name, second, first)
    return (there or here) if name in SYMMETRIC else there if forth else here


def possible(first: str, second: str) -> bool:
    return bool(mask(first, second)[1:].any())


def of_passages(path: Path, cache: Path | None) -> Iterator[Example]:
    """The examples of a file of passages; readings are kept below `cache`."""
    for passage in passages.read(path):
        gold: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
        for _, subject, relation, object_ in passage.claims:
            ends = passages.entity(subject), passages.entity(object_)
            gold[frozenset(ends)].append((ends[0], relation))
        yield from examples(passage.name, _reading(passage, cache), gold)


def _reading(passage: Passage, cache: Path | None) -> Reading:
    if cache is None:
        return passages.reading(passage)
    key = hashlib.sha256(
        repr((passage.text, passage.marks, sorted(passage.types.items()))).encode()
    ).hexdigest()
    path = cache / key
    if path.is_file():
        kept: Reading = pickle.loads(path.read_bytes())
        return kept
    found = passages.reading(passage)
    path.write_bytes(pickle.dumps(found))
    return found


def of_probes() -> Iterator[Example]:
    """The examples of the probe sentences, whose names are those of the register."""
    probes = {probe.text: probe for path in probing.files() for probe in probing.probes(path)}
    documents = [Document("t", "t.txt", 0, len(text), "0", content=text) for text in probes]
    readings = Reader(load_register()).pipe(documents)
    for (text, probe), found in zip(probes.items(), readings, strict=True):
        reading = attacks.find(found).reading
        names = probing.called(reading.entities.values(), reading.mentions)
        gold: dict[frozenset[str], list[tuple[str, str]]] = defaultdict(list)
        for claim in (*probe.claims, *probe.also):
            for subject in sorted(name for name in names if probing.plain(claim.subject) in names[name]):
                for object_ in sorted(name for name in names if probing.plain(claim.object) in names[name]):
                    gold[frozenset((subject, object_))].append((subject, claim.relation))
        yield from examples(text, reading, gold)


class Trainer:
    """Fits a model to examples."""

    def __init__(self, found: Sequence[Example], steps: int = STEPS) -> None:
        both = Counter(name for one in found for name in one.judged.both)
        ways = Counter(name for one in found for side in (one.judged.forth, one.judged.back) for name in side)
        kept = {name for name, count in both.items() if count >= LEAST}
        kept |= {name for name, count in ways.items() if count > LEAST}
        kept = {name for name in kept if _is_plain(name)}
        self.rows = {name: row for row, name in enumerate(sorted(kept))}
        self.weights = np.zeros((len(self.rows), len(RELATIONS)), dtype=np.float32)
        self._own: npt.NDArray[np.float64] | None = None
        chosen = [one for one in found if not one.open]
        self._fit(chosen, steps // 2)
        self._fit(chosen + self._closed([one for one in found if one.open]), steps)

    def _closed(self, open_: Sequence[Example]) -> list[Example]:
        """Of pairs in several sentences, of which one makes the claim, the one that looks most like it."""
        best: dict[tuple[str, str, str], tuple[float, int]] = {}
        for n, (one, row) in enumerate(zip(open_, self.probabilities(open_), strict=True)):
            likely = max(float(row[number]) for number in one.right)
            if one.ends not in best or likely > best[one.ends][0]:
                best[one.ends] = (likely, n)
        return [open_[n] for _, n in sorted(best.values(), key=lambda found: found[1])]

    def tables(self, found: Sequence[Example]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """One row an example: the features with the first mention as the subject, and with the second."""
        made = []
        for forth in (True, False):
            columns: list[int] = []
            starts = [0]
            for one in found:
                names = (*one.judged.both, *(one.judged.forth if forth else one.judged.back))
                columns += sorted(self.rows[name] for name in names if name in self.rows)
                starts.append(len(columns))
            ones = np.ones(len(columns), dtype=np.float32)
            made.append(sparse.csr_matrix((ones, columns, starts), shape=(len(found), len(self.rows))))
        return made[0], made[1]

    def probabilities(self, found: Sequence[Example]) -> Array:
        """How probable each of ANSWERS is."""
        if not found:
            return np.zeros((0, len(ANSWERS)), dtype=np.float32)
        forth, back = self.tables(found)
        scores = _answers(forth @ self.weights, back @ self.weights)
        return _softmax(np.where(_masks(found), scores, np.float32(-1e9)))[0]

    def _fit(self, found: Sequence[Example], steps: int) -> None:
        spread = [(n, number, 1 / len(one.right)) for n, one in enumerate(found) for number in one.right]
        rows, wanted = [n for n, _, _ in spread], [number for _, number, _ in spread]
        share = np.array([part for _, _, part in spread], dtype=np.float32)
        forth, back = (table[rows] for table in self.tables(found))
        closed = np.where(_masks(found)[rows], np.float32(0), np.float32(-1e9))
        right = np.zeros((len(rows), len(ANSWERS)), dtype=np.float32)
        right[np.arange(len(rows)), wanted] = 1
        turned = forth.T.tocsr(), back.T.tocsr()
        kin = _kin()
        size, most = len(self.rows), len(RELATIONS)

        def cost(values: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
            single = values.astype(np.float32)
            own, shared = (
                single[: size * most].reshape(size, most),
                single[size * most :].reshape(size, len(kin)),
            )
            weights = own + shared @ kin
            guessed, logs = _softmax(_answers(forth @ weights, back @ weights) + closed)
            missed = (guessed - right) * share[:, None]
            there, here = _columns(missed)
            slope = turned[0] @ there + turned[1] @ here
            loss = -float((share * (logs * right).sum(axis=1)).sum())
            loss += RIDGE / 2 * float((own * own).sum() + (shared * shared).sum())
            slopes = (slope + RIDGE * own).ravel(), (slope @ kin.T + RIDGE * shared).ravel()
            return loss, np.concatenate(slopes).astype(np.float64)

        start = np.zeros(size * (most + len(kin))) if self._own is None else self._own
        done = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6})
        self._own = done.x
        own, shared = done.x[: size * most].reshape(size, most), done.x[size * most :].reshape(size, len(kin))
        self.weights = (own + shared @ kin).astype(np.float32)

    def model(self, thresholds: Mapping[str, float]) -> related_model.Model:
        """The model as kg reads it; features that weigh next to nothing are left out."""
        whole = np.clip(np.rint(self.weights / related_model.STEP), related_model.LEAST, related_model.MOST)
        names = [name for name, row in self.rows.items() if np.abs(whole[row]).max() > 0]
        weights = whole[[self.rows[name] for name in names]].astype(np.int16)
        return related_model.Model(RELATIONS, thresholds, {name: n for n, name in enumerate(names)}, weights)


def _is_plain(feature: str) -> bool:
    """Whether a feature holds English words and its own signs alone, so that no name gets into the model."""
    return all(_is_word(part) for part in feature.split() if part.isalpha() and part.islower())


@cache
def _is_word(word: str) -> bool:
    return word in _SIGNS or len(word) < 3 or _parser().is_word(word)


@cache
def _parser() -> Parser:
    return Parser()


def _masks(found: Sequence[Example]) -> npt.NDArray[np.bool_]:
    return np.array([mask(one.first, one.second) for one in found])


def _kin() -> Array:
    """Which relations each family has; all belong to "any"."""
    table = np.zeros((len(KIN), len(RELATIONS)), dtype=np.float32)
    for column, name in enumerate(RELATIONS):
        if column:
            table[[KIN.index(FAMILIES.get(name, "other")), KIN.index("any")], column] = 1
    return table


def _answers(forth: Array, back: Array) -> Array:
    """The scores of ANSWERS from those of the columns in both directions."""
    middle = (forth + back) / 2
    parts = [
        (middle if not n or RELATIONS[n] in SYMMETRIC else forth if there else back)[:, n]
        for n, there in ANSWERS
    ]
    return np.stack(parts, axis=1)


def _columns(missed: Array) -> tuple[Array, Array]:
    """The other way round: what is missed of the answers as missed of the columns in both directions."""
    forth = np.zeros((len(missed), len(RELATIONS)), dtype=np.float32)
    back = np.zeros_like(forth)
    for number, (n, there) in enumerate(ANSWERS):
        if not n or RELATIONS[n] in SYMMETRIC:
            forth[:, n] += missed[:, number] / 2
            back[:, n] += missed[:, number] / 2
        else:
            (forth if there else back)[:, n] += missed[:, number]
    return forth, back


def _softmax(scores: Array) -> tuple[Array, Array]:
    """Probabilities and their logarithms."""
    scores = scores - scores.max(axis=1, keepdims=True)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return np.exp(logs), logs


@dataclass(frozen=True, slots=True)
class Added:
    """A relation that a model would add to the rules, how probable it is, and whether it is right."""

    relation: str
    probability: float
    right: bool


def added(found: Sequence[Example], guessed: Array) -> list[Added]:
    """The best answer for each pair of which the rules say nothing."""
    best = guessed[:, 1:].argmax(axis=1) + 1
    return [
        Added(RELATIONS[ANSWERS[number][0]], float(row[number]), _is_right(one, int(number)))
        for one, row, number in zip(found, guessed, best, strict=True)
        if one.silent
    ]


def _is_right(one: Example, number: int) -> bool:
    if one.open:
        return any(ANSWERS[number][0] == ANSWERS[other][0] for other in one.right)
    return number in one.right


def left_out(parts: Mapping[str, Sequence[Example]], always: Sequence[Example]) -> list[Added]:
    """What models add to passages of the kinds that they were not trained on."""
    found: list[Added] = []
    for fold in FOLDS:
        inside = [
            name
            for name in parts
            if name in fold or (fold == FOLDS[-1] and not any(name in f for f in FOLDS))
        ]
        rest = [one for name in sorted(parts) if name not in inside for one in parts[name]]
        there = [one for name in sorted(inside) for one in parts[name]]
        trainer = Trainer([*rest, *always])
        found += added(there, trainer.probabilities(there))
        show(", ".join(sorted(inside)), found[-sum(one.silent for one in there) :], there)
    return found


def show(title: str, found: Sequence[Added], there: Sequence[Example]) -> None:
    """What would be added from which probability on."""
    wanted = sum(one.silent and one.right != (0,) for one in there)
    print(f"{title}: {len(there)} pairs, of {wanted} related ones the rules say nothing")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        above = [one for one in found if one.probability >= least]
        right = sum(one.right for one in above)
        share = right / max(1, len(above))
        reached = right / max(1, wanted)
        print(f"  from {least:.1f} on: {len(above)} added, right {share:.2f}, of the related {reached:.2f}")


def thresholds(found: Sequence[Added], wanted: float) -> dict[str, float]:
    """For each relation the lowest probability from which on the share of right ones is the wanted one."""
    steps = [n / 100 for n in range(50, 96)]
    pooled = {least: _share([one for one in found if one.probability >= least]) for least in steps}
    chosen = {related_model.NONE: NEVER}
    for name in RELATIONS[1:]:
        own = [one for one in found if one.relation == name]
        fit = []
        for least in steps:
            above = [one for one in own if one.probability >= least]
            share = (sum(one.right for one in above) + PRIOR * pooled[least]) / (len(above) + PRIOR)
            fit.append(share >= (max(wanted, GRAVE_WANTED) if name in GRAVE else wanted))
        lowest = next((n for n in range(len(steps)) if all(fit[n:])), None)
        chosen[name] = NEVER if lowest is None else steps[lowest]
    return chosen


def _share(found: Sequence[Added]) -> float:
    return sum(one.right for one in found) / max(1, len(found))


def gathered(cache: Path | None) -> tuple[dict[str, list[Example]], list[Example]]:
    """The examples of the passages by file, and those of the probes."""
    parts = {path.stem: list(of_passages(path, cache)) for path in sorted(passages.FOLDER.glob("*.txt"))}
    return parts, list(of_probes())


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wanted", type=float, default=WANTED)
    parser.add_argument("--cache", type=Path, help="a folder for the readings, so that the next run is quick")
    args = parser.parse_args(arguments if arguments is None else list(arguments))
    if args.cache:
        args.cache.mkdir(parents=True, exist_ok=True)
    parts, always = gathered(args.cache)
    found = left_out(parts, always)
    show("all", found, [one for part in parts.values() for one in part])
    chosen = thresholds(found, args.wanted)
    above = [one for one in found if one.probability >= chosen[one.relation]]
    print(f"with a threshold for each relation: {len(above)} added, right {_share(above):.2f}")
    for name, least in chosen.items():
        own = [one for one in above if one.relation == name]
        print(f"  {name} {least:.2f}: {len(own)} added, right {_share(own):.2f}")
    if args.write:
        everything = [*(one for name in sorted(parts) for one in parts[name]), *always]
        write(Trainer(everything).model(chosen), len(everything))


def write(model: related_model.Model, pairs: int) -> None:
    """The model into the lexicon, beside and then renamed."""
    comment = (
        "Weights of the trained model of relations; written by benchmarks/train_relations.py, not by hand.\n"
        f"Trained on {pairs} pairs. First relations with the probability from which on they are taken, then\n"
        "features with a letter for each relation: O is 0, each letter after it 0.05 more, before it less."
    )
    target = folder("schema") / "lexicon" / related_model.FILE
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False, encoding="utf-8") as part:
        part.write(related_model.written(comment, model))
    Path(part.name).chmod(0o644)
    Path(part.name).replace(target)


if __name__ == "__main__":
    try:
        main()
    except KgError as error:
        sys.exit(f"Error: {error}")

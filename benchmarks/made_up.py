"""Made-up conflicts of any size, the same for the same seed: what benchmarks and slow tests load.

A few actors are in most claims, most are in few, as in real reports: an actor's share falls with its rank.
Every quote stands in its document, so that `kg verify` finds such a graph whole.
"""

import atexit
import hashlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg import pipeline
from kg.graph import build, open_store, rows
from kg.graph.rows import Stored
from kg.graph.shape import Graph
from kg.model import Claim, Document, Entity, Extraction, Mention, Unnamed

_PER_DOCUMENT = 8
_KINDS = ("State", "Agency", "Group", "Group", "Group", "Person")
_SAYS = (
    ("SUPPORTS", "arms"),
    ("SUPPORTS", "pays"),
    ("DIRECTS", "directs"),
    ("RIVAL_OF", "fights"),
    ("AFFILIATE_OF", "belongs to"),
    ("COOPERATES_WITH", "works with"),
)
_STEEPNESS = 0.8
"""How much the share of an actor falls with its rank (the exponent of a power law)."""


@dataclass(frozen=True)
class _Cast:
    """The actors, and how often each is picked."""

    actors: Sequence[Entity]
    shares: Sequence[float]

    def two(self, dice: random.Random) -> tuple[Entity, Entity]:
        one, other = dice.choices(self.actors, cum_weights=self.shares, k=2)
        return (one, other) if one != other else self.two(dice)

    def some(self, dice: random.Random) -> Entity:
        return dice.choices(self.actors, cum_weights=self.shares)[0]


def extractions(claims: int, seed: int = 1) -> list[Extraction]:
    """Documents with `claims` claims in all (eight each), about a fifth as many actors."""
    dice = random.Random(seed)
    cast = _cast(max(4, claims // 5))
    return [_document(number, cast, dice) for number in range((claims + _PER_DOCUMENT - 1) // _PER_DOCUMENT)]


def graph(claims: int) -> Graph:
    """The same as the nodes and links of a graph."""
    made = extractions(claims)
    stored = [Stored(rows.ordered(extraction), "made up", "1") for extraction in made]
    return build.graph(stored, pipeline.joined(made))


@contextmanager
def folder(claims: int) -> Iterator[Path]:
    """The same as a graph in a folder, gone when the block ends, or the process if it was kept."""
    if kept := _KEPT.get(claims):
        yield Path(kept.name) / "kg.graph"
        return
    with tempfile.TemporaryDirectory(prefix="kg-made-up-") as place:
        yield _written(Path(place) / "kg.graph", claims)


_KEPT: dict[int, tempfile.TemporaryDirectory[str]] = {}


def keep(claims: int) -> None:
    """Makes `folder` give the same graph each time, for whoever only reads it: a large one takes a minute."""
    if claims not in _KEPT:
        _KEPT[claims] = tempfile.TemporaryDirectory(prefix="kg-made-up-")
        atexit.register(_KEPT[claims].cleanup)
        _written(Path(_KEPT[claims].name) / "kg.graph", claims)


def _written(place: Path, claims: int) -> Path:
    made = extractions(claims)
    with open_store(place, write=True) as store:
        store.write(made, pipeline.joined(made), extractor="made up", version="1")
    return place


def _cast(number: int) -> _Cast:
    actors = [
        Entity(f"actor-{i}", _KINDS[i % len(_KINDS)], f"Actor {i:06}", aliases=(f"A{i:06}",), known=True)
        for i in range(number)
    ]
    total, shares = 0.0, []
    for rank in range(1, number + 1):
        total += rank**-_STEEPNESS
        shares.append(total)
    return _Cast(actors, shares)


def _document(number: int, cast: _Cast, dice: random.Random) -> Extraction:
    name = f"report-{number:06}"
    text = ""
    claims: dict[str, Claim] = {}
    named: dict[str, Entity] = {}
    mentions: dict[tuple[int, str], Mention] = {}
    for position in range(_PER_DOCUMENT):
        claim, words, actors = _claim(name, position, len(text), cast, dice)
        for actor in actors:
            named[actor.id] = actor
            start = len(text) + words.index(actor.name)
            mentions[start, actor.id] = Mention(
                f"m-{name}-{start}-{actor.id}", name, start, start + len(actor.name), actor.name, actor.id
            )
        claims[claim.id] = claim
        text += f"{words}\n\n"
    day = f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    document = Document(
        name,
        f"{name}.txt",
        0,
        len(text),
        hashlib.sha256(text.encode()).hexdigest(),
        text,
        publisher=f"Paper {dice.randrange(200)}",
        published=day,
    )
    return Extraction(
        document,
        tuple(mentions[key] for key in sorted(mentions)),
        tuple(named[key] for key in sorted(named)),
        tuple(claims.values()),
    )


def _claim(
    name: str, position: int, start: int, cast: _Cast, dice: random.Random
) -> tuple[Claim, str, list[Entity]]:
    """A claim, its sentence, and the actors in it."""
    subject, object_ = cast.two(dice)
    relation, verb = dice.choice(_SAYS)
    denies = dice.random() < 0.1
    voice = dice.random()
    says = subject if denies else cast.some(dice)
    named = denies or voice < 0.6
    begin = f"{says.name} said that " if named else "Some officials said that " if voice < 0.7 else ""
    words = f"{begin}{subject.name} {'never ' if denies else ''}{verb} {object_.name}."
    asserters: tuple[str | Unnamed, ...] = (
        (says.id,) if named else (Unnamed("Some officials"),) if begin else ()
    )
    status = "denied" if denies else "alleged" if asserters else "unattributed"
    claim = Claim(
        f"c-{name}-{position}",
        name,
        subject.id,
        relation,
        object_.id,
        words,
        start,
        start + len(words),
        qualifiers={"support": ["weapons" if verb == "arms" else "funding"]}
        if relation == "SUPPORTS"
        else {},
        asserted_by=asserters,
        polarity="negative" if denies else "positive",
        status=status,
    )
    return claim, words, [subject, object_, *([says] if named else [])]

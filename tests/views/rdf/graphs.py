"""Graphs that nobody would write by hand: awkward texts, numbers and lists, to go there and back."""

import hashlib
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from kg.graph import build, rows
from kg.graph.rows import Stored
from kg.graph.shape import Graph
from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Cue,
    Denial,
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Perpetrator,
    Quote,
    Rating,
    Records,
    Responsibility,
    Unnamed,
)

AWKWARD = (
    "",
    " ",
    "\u202etxet idib\u202c",
    "\u2067mixed\u2069",
    "\x00\x01\x1b[31m\x7f",
    'quote " and \\ and \n and \r\n and \t',
    "\ufffe\uffff\ufdd0",
    "\U0001f600 e\u0301 \u0085 \u2028",
    "<script> & ]]> -->",
    '"@en ^^<x> . } #',
    "10" * 12,
    "true",
    "https://example.org/a b",
    "..",
)
"""What breaks formats: directions, controls, quotes, noncharacters, what looks like syntax."""

texts = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
names = texts.filter(lambda text: not text.startswith("“"))
dates = st.sampled_from(
    ["2024", "2024-03", "2024-03-22", "2014/..", "199X", "2024~", "2024-13", "2024-02-30", "soon", ""]
)
maybe = st.one_of(st.none(), texts)
values = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 10**20, 2**63]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(texts, max_size=3).map(lambda found: [*found, *found]),
)
_RELATIONS = ("SUPPORTS", "RIVAL_OF", "DIRECTS", "PERPETRATED")
_KINDS = ("Group", "State", "Person", "Organisation", "Location", "Publication")
_TLP = st.sampled_from([None, "TLP:CLEAR", "TLP:AMBER+STRICT"])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A graph of a few documents, one with an older version, one withdrawn, with marks and an attack."""
    ids = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    entities = {one: draw(_entity(one)) for one in ids}
    live = [
        Stored(rows.ordered(draw(_extraction(str(number), entities))), draw(texts), draw(texts))
        for number in range(draw(st.integers(1, 2)))
    ]
    old = [
        Stored(
            rows.ordered(draw(_extraction(f"{one}", entities, "old "))), "rules", "1", withdrawn=one == "9"
        )
        for one in draw(st.sampled_from([[], ["0"], ["0", "9"]]))
    ]
    return build.graph(live, draw(_records(live, entities)), old)


@st.composite
def _entity(draw: st.DrawFn, identity: str) -> Entity:
    return Entity(
        identity,
        draw(st.sampled_from(_KINDS)),
        draw(texts),
        tuple(draw(st.lists(texts, max_size=3))),
        draw(maybe),
        draw(maybe),
        draw(st.dictionaries(st.sampled_from(["ucdp", "wikidata", "a"]), st.one_of(texts, st.just("Q42")))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def _extraction(draw: st.DrawFn, number: str, entities: dict[str, Entity], prefix: str = "") -> Extraction:
    content = f"{prefix}{''.join(draw(st.lists(texts, min_size=1, max_size=5)))}."
    start = draw(st.integers(0, 10))
    doc = f"{number}{draw(st.sampled_from(AWKWARD))}" if not prefix else number
    document = Document(
        doc,
        draw(texts),
        start,
        start + len(content),
        hashlib.sha256(content.encode()).hexdigest(),
        content,
        title=draw(maybe),
        title_start=draw(st.sampled_from([None, 0])),
        publisher=draw(maybe),
        author=draw(maybe),
        published=draw(st.one_of(st.none(), dates)),
        url=draw(maybe),
        language=draw(texts),
        tlp=draw(_TLP),
        duplicates=tuple(draw(st.lists(texts, max_size=2))),
    )
    spans = _Spans(document)
    claims = [
        draw(_claim(f"{prefix}{number}-{one}", spans, sorted(entities)))
        for one in range(draw(st.integers(0, 3)))
    ]
    attacks = [draw(_attack(spans, sorted(entities)))] if draw(st.booleans()) else []
    events = [Entity(attack.id, "Attack", attack.name) for attack in attacks]
    mentions = [draw(_mention(spans, sorted(entities), one)) for one in range(draw(st.integers(0, 3)))]
    found = sorted([*entities.values(), *events], key=lambda entity: entity.id)
    return Extraction(document, tuple(mentions), tuple(found), tuple(claims), tuple(attacks))


class _Spans:
    """Words of a document with their places."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @st.composite
    @staticmethod
    def any(draw: st.DrawFn, spans: "_Spans") -> tuple[str, int, int]:
        text, base = spans.document.content, spans.document.start
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return text[start:end], start + base, end + base


@st.composite
def _claim(draw: st.DrawFn, identity: str, spans: _Spans, actors: Sequence[str]) -> Claim:
    words = _Spans.any(spans)
    actor = st.sampled_from(actors)
    voice: st.SearchStrategy[Any] = st.one_of(actor, texts.map(Unnamed))
    doc = spans.document.id
    quote, start, end = draw(words)
    return Claim(
        draw(st.sampled_from(["c", "c:", "c "])) + identity,
        doc,
        draw(actor),
        draw(st.sampled_from(_RELATIONS)),
        draw(actor),
        quote,
        start,
        end,
        qualifiers=draw(st.dictionaries(texts, values, max_size=3)),
        asserted_by=tuple(draw(st.lists(voice, max_size=3))),
        reported_by=draw(st.one_of(st.none(), actor)),
        reported_in=draw(st.one_of(st.none(), actor)),
        hedge=draw(maybe),
        hedge_cues=tuple(Cue(*draw(words)) for _ in range(draw(st.integers(0, 2)))),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        status=draw(st.sampled_from(["alleged", "unattributed", "claimed"])),
        denied_by=tuple(Denial(draw(actor), doc, *draw(words)) for _ in range(draw(st.integers(0, 2)))),
        evidence=Quote(*draw(words)) if draw(st.booleans()) else None,
        also=tuple(Quote(*draw(words)) for _ in range(draw(st.integers(0, 2)))),
        act=draw(st.sampled_from([None, "alleges"])),
        valid=draw(st.one_of(st.none(), dates)),
        confidence=draw(st.one_of(st.none(), st.floats(0, 1), st.just(0.1 + 0.2))),
        reasons=tuple(draw(st.lists(texts, max_size=2))),
        extractor=draw(texts),
        review=draw(st.sampled_from(["machine", "accepted", "rejected"])),
        tlp=draw(_TLP),
    )


@st.composite
def _mention(draw: st.DrawFn, spans: _Spans, actors: Sequence[str], number: int) -> Mention:
    words, start, end = draw(_Spans.any(spans))
    doc = spans.document.id
    return Mention(
        f"m{number}", doc, start, end, words, draw(st.sampled_from(actors)), nested=draw(st.booleans())
    )


@st.composite
def _attack(draw: st.DrawFn, spans: _Spans, actors: Sequence[str]) -> Attack:
    words = _Spans.any(spans)
    doc = spans.document.id
    actor = st.sampled_from(actors)
    quote, start, end = draw(words)
    figure = Figure(
        f"f {doc} {spans.document.sha256[:4]}",
        doc,
        "killed",
        draw(st.sampled_from([0, 3, 10**20])),
        draw(st.sampled_from(["exact", "over", "around"])),
        quote,
        start,
        end,
        draw(maybe),
        tuple(draw(st.lists(st.one_of(actor, texts.map(Unnamed)), max_size=2))),
    )
    said = Responsibility(draw(st.one_of(st.none(), actor)), (doc, doc), (Quote(*draw(words)),))
    return Attack(
        f"{doc}~attack-1",
        draw(texts),
        draw(texts),
        draw(st.one_of(st.none(), dates)),
        draw(maybe),
        draw(st.one_of(st.none(), actor)),
        (Perpetrator(draw(actor), "alleged", (doc,)),),
        targets=(draw(actor),),
        victims=tuple(draw(st.lists(texts, max_size=2))),
        casualties=(figure,),
        claim_of_responsibility=draw(st.sampled_from([None, said])),
        documents=(doc,),
        mentions=(AttackMention(doc, *draw(words)),),
        joined=(f"{doc}~attack-1",),
    )


@st.composite
def _records(draw: st.DrawFn, live: Sequence[Stored], entities: dict[str, Entity]) -> Records:
    """What the documents that count say, each attack an event of its own, with marks of people."""
    attacks = []
    for stored in live:
        for number, attack in enumerate(stored.extraction.attacks):
            event = f"event {stored.document.id} {number}"
            attacks.append(Attack(**{**_fields(attack), "id": event, "joined": (attack.id,)}))
    claims = [claim for stored in live for claim in stored.extraction.claims]
    ratings = [Rating("asserter", next(iter(entities)), "B")]
    ratings += [Rating("credibility", claim.id, "3") for claim in claims[:1]]
    ratings += [Rating("publisher", s.document.publisher, "C") for s in live[:1] if s.document.publisher]
    return Records(
        tuple(stored.document for stored in live),
        (),
        tuple(entities.values()),
        tuple(claims),
        tuple(attacks),
        ratings=tuple(ratings) if draw(st.booleans()) else (),
    )


def _fields(attack: Attack) -> dict[str, Any]:
    return {name: getattr(attack, name) for name in Attack.__dataclass_fields__}

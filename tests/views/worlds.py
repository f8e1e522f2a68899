"""Small made-up worlds, with every mark and awkward value that an export has to bear."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from kg import schema
from kg.entities import attributed
from kg.graph import status
from kg.model import (
    Attack,
    AttackMention,
    Claim,
    Cue,
    Denial,
    Document,
    Entity,
    Figure,
    Quote,
    Responsibility,
    Unnamed,
    Value,
)
from kg.views import marking, parcel
from kg.views.projection import Told
from tests.graph import story

AWKWARD = [
    "",
    " ",
    "=1+1",
    "'x",
    'a;b,c\n"d"',
    "a\r\nb",
    "json:[1]",
    "\x00\x08\x1b[31m",
    "\u202eevil\u2066",
    "𐏿 ",
    "<b>&amp;",
]

ENTITIES = (
    Entity(
        "norland",
        "State",
        "Norland",
        aliases=("Republic of Norland",),
        external={"iso3166": "NO"},
        known=True,
    ),
    Entity("sudria", "State", "Sudria", known=True),
    Entity("sus", "Agency", "Sudrian Service", country="sudria", known=True),
    Entity("front", "Group", "Hill Front", known=True),
    Entity("column", "Group", "Coast Column", parent="front"),
    Entity("orr", "Person", "Lena Orr", known=True),
    Entity("sel", "Person", "J. Sel"),
    Entity("port", "Location", "Old Port", country="norland", external={"iso3166": "NO"}),
    Entity("blast", "Attack", "Old Port bombing"),
    Entity("nameless", "Location", "", external={"iso3166": "nowhere"}),
    Entity("farmers", "Population", "farmers", described=True, generic=True),
    Entity("gazette", "Organisation", "Hill Gazette"),
)

ACTORS = ("norland", "sudria", "sus", "front", "column", "orr", "sel")

TEXTS = st.sampled_from(AWKWARD) | st.text(max_size=12)

SPEAKERS = st.sampled_from(("norland", "sudria", "orr", "sus")) | st.builds(
    Unnamed, st.sampled_from(("some analysts", "=officials")) | st.text(min_size=1, max_size=8)
)

QUALIFIERS: st.SearchStrategy[Mapping[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "support": st.lists(
            st.sampled_from(("funding", "weapons", "troops", "political")), min_size=1, unique=True
        ),
        "target": TEXTS,
        "of": st.integers(-(10**20), 10**20),
        "share": st.floats(allow_nan=False, allow_infinity=False),
        "former": st.booleans(),
        "places": st.lists(TEXTS, max_size=3),
        "none": st.none(),
    },
)


def marks() -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(marking.levels())


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, ...]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        text = st.none() | TEXTS
        found.append(
            Document(
                id=f"paper-{number}",
                file=f"paper-{number}.txt",
                start=0,
                end=100,
                sha256=f"{number}" * 64,
                content="",
                title=draw(text),
                title_start=draw(st.none() | st.integers(0, 5)),
                publisher=draw(st.none() | st.sampled_from(("Hill Gazette", "=Tribune"))),
                author=draw(text),
                published=draw(st.sampled_from((None, "2024", "2024-03", "2024-03-22"))),
                url=draw(st.sampled_from((None, "https://example.org/a?b=c&d", "javascript:alert(1)", ""))),
                tlp=draw(marks()),
                duplicates=tuple(draw(st.lists(TEXTS, max_size=2))),
            )
        )
    return tuple(found)


@st.composite
def claims(draw: st.DrawFn, docs: tuple[Document, ...], number: int) -> Claim:
    relation = draw(
        st.sampled_from(("SUPPORTS", "RIVAL_OF", "PERPETRATED", "CLAIMED_RESPONSIBILITY", "OPERATES_IN"))
    )
    ends = {
        "PERPETRATED": ("blast",),
        "CLAIMED_RESPONSIBILITY": ("blast",),
        "OPERATES_IN": ("port", "norland"),
    }
    negative = draw(st.booleans())
    start = draw(st.integers(0, 9)) * 10
    words = f"words-of-{number}"
    more = draw(TEXTS) if draw(st.booleans()) else ""
    return Claim(
        id=f"c{number}",
        doc=draw(st.sampled_from(docs)).id,
        subject=draw(st.sampled_from(ACTORS)),
        relation=relation,
        object=draw(st.sampled_from(ends.get(relation, ACTORS))),
        quote=words + more,
        start=start,
        end=start + draw(st.integers(1, 12)),
        qualifiers=dict(draw(QUALIFIERS)),
        asserted_by=tuple(draw(st.lists(SPEAKERS, max_size=2, unique=True))),
        reported_by=draw(st.sampled_from((None, "norland"))),
        modality=draw(st.sampled_from(tuple(schema.load().vocabularies["modality"].terms))),
        hedge=draw(st.sampled_from((None, "may … be", "=may"))),
        hedge_cues=draw(st.sampled_from(((), (Cue("may", start, start + 3),)))),
        polarity="negative" if negative else "positive",
        status="denied" if negative else draw(st.sampled_from(("alleged", "unattributed", "claimed"))),
        evidence=draw(st.sampled_from((None, Quote("no proof", start, start + 8)))),
        also=draw(st.sampled_from(((), (Quote("again", start + 1, start + 6), Quote("again", 2, 7))))),
        act=draw(st.sampled_from((None, "alleges"))),
        valid=draw(st.sampled_from((None, "2017", "2017-05", "2015/2017", "2015/..", "2017~"))),
        mode=draw(st.sampled_from((None, "active", "passive"))),
        level=draw(st.sampled_from((None, "elements", "government"))),
        confidence=draw(st.sampled_from((None, 0.1, 0.30000000000000004))),
        reasons=draw(st.sampled_from(((), ("one sentence", "one sentence")))),
        review=draw(st.sampled_from(("machine", "accepted", "corrected"))),
        tlp=draw(marks()),
    )


def attack(docs: Iterable[Document]) -> Attack:
    names = tuple(document.id for document in docs)
    return Attack(
        id="blast",
        name="Old Port bombing",
        kind="bombing",
        date="2023-05-01",
        place="port",
        targets=("norland",),
        victims=("traders",),
        casualties=tuple(
            Figure(
                f"f-{name}",
                name,
                "killed",
                12,
                "exact",
                f"toll-of-{name}",
                55,
                60,
                "people",
                ("norland", Unnamed("x")),
            )
            for name in names
        ),
        claim_of_responsibility=Responsibility(None, names[:1], (Quote(f"nobody-in-{names[0]}", 70, 75),)),
        documents=names,
        mentions=tuple(AttackMention(name, f"mention-in-{name}", 50, 56) for name in names),
        joined=tuple(f"{name}~attack-1" for name in names),
        join_reasons=("same place",) if len(names) > 1 else (),
    )


def told(docs: Iterable[Document], found: Iterable[Claim], entities: Iterable[Entity] = ENTITIES) -> Told:
    """What documents with these claims tell, worked out as a graph does it."""
    known = tuple(docs)
    disputed = status.dispute(sorted(found, key=lambda claim: claim.id))
    events = attributed([attack(known)] if known else [], disputed)
    return Told(
        disputed,
        {entity.id: entity for entity in sorted(entities, key=lambda entity: entity.id)},
        {document.id: document for document in known},
        {event.id: event for event in events},
    )


@st.composite
def worlds(draw: st.DrawFn) -> Told:
    """A world of up to three documents and six claims."""
    docs = draw(documents())
    found = [draw(claims(docs, number)) for number in range(draw(st.integers(0, 6)))]
    positive = [claim for claim in found if claim.polarity == "positive"]
    linked = []
    for claim in found:
        inside = [one for one in positive if one.doc == claim.doc]
        if claim.polarity == "negative" and inside and draw(st.booleans()):
            denied = draw(st.sampled_from(inside))
            linked.append(replace(claim, denies=(denied.id,)))
        else:
            linked.append(claim)
    for claim in linked:
        for accused in claim.denies:
            where = next(place for place, other in enumerate(linked) if other.id == accused)
            by = Denial("sudria", claim.doc, claim.quote, claim.start, claim.end)
            linked[where] = replace(
                linked[where], denied_by=(*linked[where].denied_by, by), status="disputed"
            )
    extra = draw(st.lists(TEXTS.filter(bool), max_size=2))
    entities = [replace(ENTITIES[0], aliases=tuple(extra)), *ENTITIES[1:]]
    return told(docs, linked, entities)


def the_story() -> Told:
    """The made-up conflict of `tests.graph.story`, all five documents, as a graph tells it."""
    records = story.join([*story.all_four(), story.border()])
    disputed = status.dispute(records.claims)
    attacks = attributed(records.attacks, disputed)
    return parcel.anew(replace(records, claims=disputed, attacks=attacks))

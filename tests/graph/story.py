"""A made-up conflict in four documents, annotated by hand: what the tests of graph and views go by.

Norland (a state) fights the Hill Front, whose branch is the Coast Column; Sudria (a state) and its service
are said to be behind both. All names, words and events are invented.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kg.graph import Address, open_store
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
    Records,
    Responsibility,
    Unnamed,
)

JOINED = "old-port-bombing-2023"
"""Id of the attack that two documents report, and that one of them calls by its known name."""

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("norland", "State", "Norland", aliases=("Republic of Norland",), known=True),
        Entity("sudria", "State", "Sudria", external={"iso3166": "SU"}, known=True),
        Entity(
            "sudrian-service", "Agency", "Sudrian Service", aliases=("SUS",), country="sudria", known=True
        ),
        Entity("hill-front", "Group", "Hill Front", aliases=("HF", "Front of the Hills"), known=True),
        Entity("coast-column", "Group", "Coast Column", parent="hill-front", known=True),
        Entity("old-port", "Location", "Old Port", country="norland", known=True),
        Entity("port-police", "Agency", "Port Police", country="norland"),
        Entity("j-sel", "Person", "J. Sel"),
        Entity("lena-orr", "Person", "Lena Orr", known=True),
        Entity("river-band", "Group", "River Band"),
        Entity(JOINED, "Attack", "Old Port bombing", country="norland", known=True),
    )
}

TEXTS = {
    "gazette-1": (
        "Norland accuses its neighbour again\n\n"
        "Norland accused Sudria of arming the Hill Front. Sudria rejected the charge.\n\n"
        "The Coast Column is the southern branch of the Hill Front. Some analysts say that the "
        "Sudrian Service may be paying the Coast Column.\n\n"
        "A bomb in the Old Port on 1 May 2023 killed 12 people, the Port Police said. "
        "The Coast Column claimed the attack."
    ),
    "tribune-1": (
        "The Old Port bombing left at least 14 dead, according to the Port Police, which blamed "
        "the Coast Column.\n\nSudria had nothing to do with the Coast Column, its foreign ministry said; "
        "Sudria denied any payment.\n\nJ. Sel, a trader, gave money to the Hill Front, Norland said."
    ),
    "wire-1": (
        "Minister Lena Orr of Norland said Sudria finances the Coast Column. She offered no proof.\n\n"
        "The Hill Front has fought Norland for ten years."
    ),
    "wire-2": "Norland is at war with the Hill Front. Sudria gives the Hill Front shelter.",
    "border-1": "In 2019, Sudria said, Norland founded the River Band. Officials reject the story.",
}

_ABOUT: dict[str, dict[str, Any]] = {
    "gazette-1": {
        "publisher": "Hill Gazette",
        "published": "2023-05-04",
        "title": "Norland accuses its neighbour again",
        "title_start": 0,
        "title_end": 35,
    },
    "tribune-1": {
        "publisher": "Coast Tribune",
        "published": "2023-05-09",
        "duplicates": ("copy/tribune.txt",),
    },
    "wire-1": {"published": "2023-06", "genre": "news"},
    "wire-2": {"publisher": "Hill Gazette", "tlp": "TLP:CLEAR"},
}


def document(name: str, text: str | None = None, **about: Any) -> Document:
    """A document of the story, or another version of it."""
    words = TEXTS[name] if text is None else text
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    base = Document(name, f"{name}.txt", 0, len(words), sha256, words)
    return replace(base, **(_ABOUT.get(name, {}) | about))


def claim(
    where: Document, number: int, triple: str, quote: str, asserted_by: Sequence[Any] = (), **more: Any
) -> Claim:
    """A claim with the id `DOC-cN`; `triple` is "subject RELATION object"."""
    subject, relation, object_ = triple.split()
    start = where.content.index(quote)
    attributed = "alleged" if asserted_by else "unattributed"
    return replace(
        Claim(
            f"{where.id}-c{number}", where.id, subject, relation, object_, quote, start, start + len(quote)
        ),
        asserted_by=tuple(asserted_by),
        **({"status": attributed} | more),
    )


def mentions(where: Document, entities: Sequence[str]) -> tuple[Mention, ...]:
    """Every place where a name of one of the entities stands, once each, in the order of the text."""
    found = []
    for entity in entities:
        name = ENTITIES[entity].name
        start = where.content.find(name)
        while start >= 0:
            found.append(
                Mention(
                    f"{where.id}-m{start}-{start + len(name)}",
                    where.id,
                    start,
                    start + len(name),
                    name,
                    entity,
                )
            )
            start = where.content.find(name, start + 1)
    return tuple(sorted(found, key=lambda mention: mention.start))


def extraction(
    where: Document, entities: Sequence[str], claims: Sequence[Claim], attacks: Sequence[Attack] = ()
) -> Extraction:
    """What an extractor would hand over: entities sorted by id, the rest by place; attacks are mentioned."""
    events = [Entity(attack.id, "Attack", attack.name) for attack in attacks]
    words = [
        Mention(f"{where.id}-a{m.start}", where.id, m.start, m.end, m.quote, attack.id)
        for attack in attacks
        for m in attack.mentions
    ]
    return Extraction(
        document=where,
        mentions=tuple(sorted((*mentions(where, entities), *words), key=lambda m: (m.start, m.end, m.id))),
        entities=tuple(sorted((*(ENTITIES[name] for name in entities), *events), key=lambda e: e.id)),
        claims=tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.id))),
        attacks=tuple(attacks),
    )


def gazette(text: str | None = None) -> Extraction:
    """Accusation and denial in one document, an unnamed speaker, an attack with a figure."""
    where = document("gazette-1", text)
    denial = "Sudria rejected the charge."
    start = where.content.index(denial)
    attack = _attack(
        where, "on 1 May 2023", "A bomb in the Old Port on 1 May 2023 killed 12 people", 12, "exact"
    )
    return extraction(
        where,
        ["norland", "sudria", "sudrian-service", "hill-front", "coast-column", "old-port", "port-police"],
        [
            claim(
                where,
                1,
                "sudria SUPPORTS hill-front",
                "Norland accused Sudria of arming the Hill Front.",
                ["norland"],
                qualifiers={"support": ["weapons"]},
                modality="accused",
                hedge="accused",
                hedge_cues=(Cue("accused", 45, 52),),
                status="disputed",
                denied_by=(Denial("sudria", where.id, denial, start, start + len(denial)),),
            ),
            claim(
                where,
                2,
                "sudria SUPPORTS hill-front",
                denial,
                ["sudria"],
                polarity="negative",
                status="denied",
                denies=("gazette-1-c1",),
                act="denies",
            ),
            claim(
                where,
                3,
                "coast-column AFFILIATE_OF hill-front",
                "The Coast Column is the southern branch of the Hill Front.",
            ),
            claim(
                where,
                4,
                "sudrian-service SUPPORTS coast-column",
                "Some analysts say that the Sudrian Service may be paying the Coast Column.",
                [Unnamed("Some analysts")],
                qualifiers={"support": ["funding"]},
                modality="possible",
                hedge="may",
                confidence=0.5,
                reasons=("one sentence",),
            ),
            claim(
                where,
                5,
                "coast-column CLAIMED_RESPONSIBILITY gazette-1~attack-1",
                "The Coast Column claimed the attack.",
                ["coast-column"],
                status="claimed",
            ),
        ],
        [attack],
    )


def _attack(where: Document, when: str, words: str, killed: int, qualifier: str) -> Attack:
    start = where.content.index(words)
    return Attack(
        id=f"{where.id}~attack-1",
        name="Old Port bombing",
        kind="bombing",
        date="2023-05-01" if when else None,
        place="old-port",
        perpetrators=(Perpetrator("coast-column", "claimed", (where.id,)),),
        targets=("norland",),
        casualties=(
            Figure(
                f"{where.id}-f1",
                where.id,
                "killed",
                killed,
                qualifier,
                words,
                start,
                start + len(words),
                of="people",
                asserted_by=("port-police",),
            ),
        ),
        claim_of_responsibility=Responsibility(
            "coast-column", (where.id,), (Quote(words, start, start + 3),)
        ),
        documents=(where.id,),
        mentions=(AttackMention(where.id, words, start, start + len(words)),),
        joined=(f"{where.id}~attack-1",),
    )


def tribune() -> Extraction:
    """The same attack with another figure, a denial of another document's claim, a private name."""
    where = document("tribune-1")
    return extraction(
        where,
        ["sudria", "norland", "coast-column", "hill-front", "old-port", "port-police", "j-sel", JOINED],
        [
            claim(
                where,
                1,
                "coast-column PERPETRATED tribune-1~attack-1",
                "which blamed the Coast Column",
                ["port-police"],
                modality="accused",
            ),
            claim(
                where,
                2,
                "sudria SUPPORTS coast-column",
                "Sudria denied any payment.",
                ["sudria"],
                polarity="negative",
                status="denied",
            ),
            claim(
                where,
                3,
                "j-sel SUPPORTS hill-front",
                "J. Sel, a trader, gave money to the Hill Front, Norland said.",
                ["norland"],
                qualifiers={"support": ["funding"]},
            ),
        ],
        [_attack(where, "", "The Old Port bombing left at least 14 dead", 14, "at_least")],
    )


def wire() -> Extraction:
    """An accusation that another document denies, with a note that proof is missing, and a rivalry."""
    where = document("wire-1")
    proof = "She offered no proof."
    start = where.content.index(proof)
    return extraction(
        where,
        ["norland", "sudria", "coast-column", "hill-front", "lena-orr"],
        [
            claim(
                where,
                1,
                "sudria SUPPORTS coast-column",
                "Minister Lena Orr of Norland said Sudria finances the Coast Column.",
                ["lena-orr"],
                qualifiers={"support": ["funding"]},
                reported_by="norland",
                evidence=Quote(proof, start, start + len(proof)),
            ),
            claim(
                where,
                2,
                "hill-front RIVAL_OF norland",
                "The Hill Front has fought Norland for ten years.",
                qualifiers={"for": "ten years"},
            ),
        ],
    )


def wire_2() -> Extraction:
    """The same rivalry the other way round, and support in the document's own voice."""
    where = document("wire-2")
    return extraction(
        where,
        ["norland", "sudria", "hill-front"],
        [
            claim(where, 1, "norland RIVAL_OF hill-front", "Norland is at war with the Hill Front."),
            claim(
                where,
                2,
                "sudria SUPPORTS hill-front",
                "Sudria gives the Hill Front shelter.",
                qualifiers={"support": ["sanctuary"]},
                also=(Quote("Sudria gives", 39, 51),),
            ),
        ],
    )


def older_wire_2() -> Extraction:
    """What the second wire report said before it was corrected: that Norland backs the Hill Front."""
    where = document("wire-2", "Norland gives the Hill Front shelter. Sudria is at war with the Hill Front.")
    return extraction(
        where,
        ["norland", "sudria", "hill-front"],
        [
            replace(
                claim(where, 1, "norland SUPPORTS hill-front", "Norland gives the Hill Front shelter."),
                id="wire-2-old1",
            )
        ],
    )


def border() -> Extraction:
    """An accusation the other way round, dated by its words: with the Gazette's it makes a mutual one."""
    where = document("border-1")
    return extraction(
        where,
        ["norland", "sudria", "river-band"],
        [
            claim(
                where,
                1,
                "norland CREATED river-band",
                "In 2019, Sudria said, Norland founded the River Band.",
                ["sudria"],
                valid="2019",
            ),
        ],
    )


def all_four() -> list[Extraction]:
    """The whole story."""
    return [gazette(), tribune(), wire(), wire_2()]


def join(extractions: Sequence[Extraction]) -> Records:
    """The records of several documents: here every reported attack is the bombing in the Old Port."""
    found = {entity.id: entity for extraction in extractions for entity in extraction.entities}
    entities = {name: entity for name, entity in found.items() if "~" not in name}
    reports = sorted((a for extraction in extractions for a in extraction.attacks), key=lambda a: a.id)
    renamed = {report.id: JOINED for report in reports}
    claims = [
        replace(c, subject=renamed.get(c.subject, c.subject), object=renamed.get(c.object, c.object))
        for extraction in extractions
        for c in extraction.claims
    ]
    attacks = []
    if reports:
        attacks = [
            replace(
                reports[0],
                id=JOINED,
                date=max((r.date for r in reports if r.date), default=None),
                casualties=tuple(figure for report in reports for figure in report.casualties),
                documents=tuple(doc for report in reports for doc in report.documents),
                mentions=tuple(mention for report in reports for mention in report.mentions),
                joined=tuple(report.id for report in reports),
                join_reasons=("same place",) if len(reports) > 1 else (),
            )
        ]
    return Records(
        documents=tuple(sorted((x.document for x in extractions), key=lambda d: d.id)),
        mentions=tuple(sorted((m for x in extractions for m in x.mentions), key=lambda m: m.id)),
        entities=tuple(entities[name] for name in sorted(entities)),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        attacks=tuple(attacks),
    )


def write(place: Address) -> None:
    """Make a graph of the whole story at `place`."""
    extractions = all_four()
    with open_store(place, write=True) as store:
        store.write(extractions, join(extractions), extractor="rules", version="1")


def tell(place: Address) -> None:
    """Make a graph at `place` of the story with its fifth document, and one superseded version."""
    others = [extraction for extraction in all_four() if extraction.document.id != "wire-2"]
    with open_store(place, write=True) as store:
        for last in (older_wire_2(), wire_2()):
            every = [*others, border(), last]
            store.write(every, join(every), extractor="rules", version="1")

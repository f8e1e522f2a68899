"""The dossier of one actor: what is said of it, with status, voices, denials, words and documents.

A page to be sent to somebody: it tells which filters were used and by which version of kg it was made, and
says of every line how firmly it stands. What is computed (status, voices, chains) is named as kg's own doing.
"""

from collections import Counter
from collections.abc import Sequence

from kg import __version__, schema
from kg.graph.status import Edge
from kg.model import Attack, Claim
from kg.views.drawing import Line, surroundings
from kg.views.drawing import timeline as timeline_picture
from kg.views.pages import Block, Grid, Heading, Paragraph, Picture, Statement
from kg.views.projection import Told
from kg.views.timeline import periods, spoken
from kg.views.voices import Sides

_DRAWN = 12
"""Lines drawn on each side of the picture; the table below has all of them."""

_NOTICE = (
    "This page tells what documents say, not what is so. Every line is an allegation unless its status says "
    "otherwise: “claimed” is what an actor says of itself, “disputed” what somebody denies, “denied” what is "
    "known from denials only. Claims were read by software; “review: machine” marks those that no person has "
    "looked at."
)


def report(told: Told, actor: str, chains: Sequence[Block] = (), filters: str = "") -> tuple[Block, ...]:
    """The blocks of the dossier of `actor` (an id); `chains` are those of its trace, `filters` in words."""
    entity = told.entities[actor]
    edges = [edge for edge in told.edges if actor in (edge.subject, edge.object)]
    return (
        Heading(1, entity.name),
        Paragraph(_NOTICE),
        Grid(("what", "value"), _summary(told, actor, edges, filters)),
        Heading(2, "Surroundings"),
        *_picture(told, actor, edges),
        Grid(_EDGE_COLUMNS, [_edge_row(told, edge) for edge in _ranked(edges)], "No edge."),
        Heading(2, "Alleged sponsorship: chains"),
        *(chains or (Paragraph("No chain leads to or from this actor."),)),
        Heading(2, "Attacks"),
        Grid(_ATTACK_COLUMNS, _attacks(told, actor), "No attack is told of in which it stands."),
        Heading(2, "Timeline"),
        *_timeline(told, actor),
        Heading(2, "Statements"),
        *_statements(told, _ranked(edges)),
    )


def _summary(told: Told, actor: str, edges: Sequence[Edge], filters: str) -> list[dict[str, object]]:
    entity = told.entities[actor]
    claims = [claim for claim in told.claims if actor in (claim.subject, claim.object)]
    documents = {claim.doc for claim in claims}
    statuses = Counter(edge.status for edge in edges)
    reviewed = sum(claim.review != "machine" for claim in claims)
    rows = {
        "type": entity.type,
        "also called": list(entity.aliases),
        "part of": told.name(entity.parent) if entity.parent else None,
        "country": told.name(entity.country) if entity.country else None,
        "edges by status": [f"{status} {number}" for status, number in sorted(statuses.items())],
        "claims": len(claims),
        "of these reviewed by a person": reviewed,
        "documents": len(documents),
        "publishers": sorted({told.documents[doc].publisher or "unknown" for doc in documents}),
        "filters": filters or "none",
        "made by": f"kg {__version__}",
    }
    return [{"what": what, "value": value} for what, value in rows.items() if value not in (None, [])]


_EDGE_COLUMNS = (
    "subject",
    "relation",
    "object",
    "status",
    "support",
    "voices",
    "said_by",
    "denied_by",
    "first",
    "last",
)


def _edge_row(told: Told, edge: Edge) -> dict[str, object]:
    return {
        "subject": told.name(edge.subject),
        "relation": edge.relation,
        "object": told.name(edge.object),
        "status": edge.status,
        "support": list(edge.support),
        "voices": edge.voices,
        "said_by": _names(told, edge.asserted_by)
        or (["documents, in their own voice"] if edge.claims else []),
        "denied_by": _names(told, edge.denied_by),
        "first": edge.first_published,
        "last": edge.last_published,
    }


def _speakers(told: Told, edge: Edge) -> list[str]:
    return _names(told, edge.asserted_by) or (["documents, in their own voice"] if edge.claims else [])


def _names(told: Told, speakers: Sequence[str]) -> list[str]:
    return [told.name(one) for one in speakers]


def _ranked(edges: Sequence[Edge]) -> list[Edge]:
    """Alleged support first, then what most voices say."""
    relations = schema.load().relations
    return sorted(
        edges,
        key=lambda e: (not relations[e.relation].sponsorship, -e.voices, e.subject, e.relation, e.object),
    )


def _picture(told: Told, actor: str, edges: Sequence[Edge]) -> list[Block]:
    relations = schema.load().relations

    def line(edge: Edge, other: str) -> Line:
        label = relations[edge.relation].label
        return Line(told.name(other), label, edge.status, edge.voices, bool(edge.denied_by))

    left = [line(edge, edge.subject) for edge in _ranked(edges) if edge.object == actor]
    right = [line(edge, edge.object) for edge in _ranked(edges) if edge.subject == actor]
    omitted = max(len(left) - _DRAWN, 0) + max(len(right) - _DRAWN, 0)
    words = f"{omitted} more lines are in the table below." if omitted else "All of its edges are drawn."
    drawn = surroundings(told.name(actor), left[:_DRAWN], right[:_DRAWN])
    return [Picture(drawn, f"Every line bears its status. {words}")]


_ATTACK_COLUMNS = ("attack", "date", "place", "killed", "wounded", "stands_as", "others", "responsibility")


def _attacks(told: Told, actor: str) -> list[dict[str, object]]:
    found = []
    for attack in told.attacks.values():
        own = [edge for edge in told.edges if edge.object == attack.id and edge.subject == actor]
        targeted = actor in attack.targets
        if own or targeted:
            found.append((attack.date or "9999", attack.id, _attack_row(told, attack, actor, own)))
    return [row for *_, row in sorted(found, key=lambda one: one[:2])]


def _attack_row(told: Told, attack: Attack, actor: str, own: Sequence[Edge]) -> dict[str, object]:
    others = [edge for edge in told.edges if edge.object == attack.id and edge.subject != actor]
    claimed = attack.claim_of_responsibility
    stands = [f"{edge.relation} {edge.status}, {edge.voices} voices" for edge in own]
    return {
        "attack": attack.name,
        "date": attack.date,
        "place": told.name(attack.place) if attack.place else None,
        "killed": figures(attack, "killed"),
        "wounded": figures(attack, "wounded"),
        "stands_as": [*stands, *(["target"] if actor in attack.targets else [])],
        "others": [f"{told.name(edge.subject)}: {edge.relation} {edge.status}" for edge in others],
        "responsibility": _claimed(told, claimed.by) if claimed else None,
    }


def _claimed(told: Told, by: str | None) -> str:
    return "nobody claimed it" if by is None else f"claimed by {told.name(by)}"


def figures(attack: Attack, measure: str) -> str:
    """The figures of an attack side by side: the range, then each number with its bound and documents."""
    own = [figure for figure in attack.casualties if figure.measure == measure]
    if not own:
        return ""
    signs = {"exact": "", "at_least": "at least ", "around": "around ", "over": "over ", "up_to": "up to "}
    told: dict[tuple[int, str], set[str]] = {}
    for figure in own:
        words = f"{signs[figure.qualifier]}{figure.value}{f' {figure.of}' if figure.of else ''}"
        told.setdefault((figure.value, words), set()).add(figure.doc)
    values = [figure.value for figure in own]
    span = f"{min(values)}-{max(values)}: " if min(values) != max(values) else ""
    return span + "; ".join(f"{words} ({len(docs)} doc.)" for (_, words), docs in sorted(told.items()))


def _timeline(told: Told, actor: str) -> list[Block]:
    found = periods(told, actor)
    if not found:
        return [Paragraph("No document about it bears a date.")]
    words = f"Claims by the time of publication, {found[0].name} to {found[-1].name}."
    return [Picture(timeline_picture(found), words)]


def _statements(told: Told, edges: Sequence[Edge]) -> list[Block]:
    blocks: list[Block] = []
    sides = Sides(told)
    for edge in edges:
        names = told.name(edge.subject), edge.relation, told.name(edge.object)
        blocks.append(Heading(3, f"{' '.join(names)}: {edge.status}"))
        claims = told.behind(edge)
        ordered = sorted(claims, key=lambda c: (told.documents[c.doc].published or "9999", c.doc, c.start))
        blocks += [Statement(claim.quote, _notes(told, claim, sides)) for claim in ordered]
    return blocks


def _notes(told: Told, claim: Claim, sides: Sides) -> list[str]:
    document = told.documents[claim.doc]
    hedge = f", hedged (“{claim.hedge}”)" if claim.hedge else ""
    verb = "denied by" if claim.polarity == "negative" else "said by"
    notes = [f"{verb} {', '.join(spoken(told, claim))}: {claim.status}, {claim.modality}{hedge}"]
    notes += [
        f"denied by {told.name(denial.entity)} "
        f"({sides.denier_role(denial.entity, claim.subject, claim.object)}) in {denial.doc}: “{denial.quote}”"
        for denial in claim.denied_by
    ]
    if claim.evidence:
        notes.append(f"evidence: “{claim.evidence.quote}”")
    where = (document.publisher, document.published, document.title, claim.doc)
    notes.append(f"{', '.join(part for part in where if part)}; claim {claim.id}, review: {claim.review}")
    return notes

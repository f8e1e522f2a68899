"""Why the graph says something: each claim in its paragraph, who says it, how firmly, and who denies it."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg import schema
from kg.errors import QueryError
from kg.graph import Store, Table
from kg.views import names, tabular
from kg.views.projection import Told, fetch_some
from kg.views.voices import Sides, count

_ASIDE = 500
"""Characters of the paragraph that are shown on either side of the quote at most."""

_SHOWN = """
MATCH (c)-[:QUOTED_FROM]->(d:Document)
OPTIONAL MATCH (c)-[:SUBJECT]->(s:Entity)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN properties(c) AS claim, properties(d) AS document,
  coalesce(s.name, c.subject) AS subject, coalesce(o.name, c.object) AS object,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS asserted_by,
  COLLECT { MATCH (c)-[:REPORTED_BY|REPORTED_THROUGH]->(v:Entity)
            WITH v.name AS voice RETURN voice ORDER BY voice } AS reported_by,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v:Entity) WHERE v.asserter_reliability IS NOT NULL
            WITH v.name + ' ' + v.asserter_reliability AS mark RETURN mark ORDER BY mark } AS asserters,
  COLLECT { MATCH (d)-[:PUBLISHED_BY]->(p:Entity) WHERE p.publisher_reliability IS NOT NULL
            WITH p.name + ' ' + p.publisher_reliability AS mark RETURN mark ORDER BY mark } AS publishers
"""

_ONE = f"MATCH (c:Claim {{id: $claim}}) {_SHOWN}"

_SUCH = f"""
UNWIND $ends AS ends
WITH ends
MATCH (a:Entity {{id: ends[0]}})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity {{id: ends[1]}})
WHERE c.counts AND c.relation = $relation
WITH DISTINCT c {_SHOWN}
"""

_NAMES = "MATCH (n:Entity) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name"


@dataclass(frozen=True, slots=True)
class Denied:
    """Who denies a claim, in which document, with which words, and what he is to whom the claim accuses."""

    by: str
    document: str
    quote: str
    role: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with its words in their paragraph: `before`, `quote`, `after`.

    Entities go by their names here. `asserted_by` empty is the document's own voice. `also` is how many
    other places of the document say the same. `counts` is false for claims that no edge goes by: those of
    superseded documents, and rejected ones. `review` is `machine` until a person has looked at the claim.

    `role` tells of a denial what the denier is to the accused. Where all claims of a subject, relation and
    object are asked for, `voice` counts the voices from 1 (of `voices` in all), a claim of several by its
    first; `counted` tells how its claims came to be one voice.

    `reliability` (A to F) of asserters and publisher and `credibility` (1 to 6) are people's marks: opinions,
    and never one number.
    """

    claim: str
    subject: str
    relation: str
    object: str
    polarity: str
    status: str
    asserted_by: tuple[str, ...]
    reported_by: tuple[str, ...]
    modality: str
    hedge: str | None
    support: tuple[str, ...]
    denied_by: tuple[Denied, ...]
    evidence: str | None
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    before: str
    quote: str
    after: str
    also: int
    counts: bool
    review: str
    role: str | None = None
    voice: int | None = None
    voices: int = 0
    counted: str = ""
    reliability: tuple[str, ...] = ()
    credibility: str | None = None


def why(
    store: Store,
    claim: str,
    relation: str | None = None,
    object: str | None = None,  # noqa: A002
) -> tuple[Explained, ...]:
    """The claim with the id `claim`; or, given all three, every claim of that subject, relation and object.

    Subject (in place of a claim's id) and object are found by id, name or alias; a symmetric relation is
    looked up in either order. Denials come after what they deny. QueryError if a name is unknown or nobody
    says such a thing.
    """
    if relation is None or object is None:
        rows = store.read(_ONE, {"claim": claim}).rows
        if not rows:
            hint = "give a claim's id, or SUBJECT RELATION OBJECT"
            raise QueryError(f"no claim {claim!r} in the graph", hint=hint)
        return _explained(store, rows, edge=False)
    name = names.relation(relation)
    ends = [names.resolve(store, claim), names.resolve(store, object)]
    both = [ends, ends[::-1]] if schema.load().relations[name].symmetric else [ends]
    rows = store.read(_SUCH, {"ends": both, "relation": name}).rows
    if not rows:
        hint = f'`kg query between -p a="{claim}" -p b="{object}"` shows what is said of the two'
        raise QueryError(f"no document says {claim} {name} {object}", hint=hint)
    return _explained(store, rows, edge=True)


def _explained(store: Store, rows: Sequence[Mapping[str, Any]], *, edge: bool) -> tuple[Explained, ...]:
    told = fetch_some(store, {row["claim"]["id"] for row in rows})
    voices = _voices(told, {row["claim"]["id"] for row in rows}) if edge else {}
    deniers = {denial["entity"] for row in rows for denial in _denials(row)}
    known = {row["id"]: row["name"] for row in store.read(_NAMES, {"ids": sorted(deniers)}).rows}
    sides = Sides(told)
    found = [replace(_explain(row, known, sides), **voices.get(row["claim"]["id"], {})) for row in rows]
    return tuple(
        sorted(
            found, key=lambda one: (one.polarity == "negative", one.published or "9", one.document, one.claim)
        )
    )


def _voices(told: Told, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    """By the id of a claim of an edge: which of the edge's voices it belongs to, and how that was counted."""
    claims = [claim for claim in told.claims if claim.id in ids]
    counted = count(told, [claim for claim in claims if claim.polarity != "negative"] or claims)
    found: dict[str, dict[str, Any]] = {}
    for number, one in enumerate(counted, 1):
        for claim in one.voice.claims:
            found.setdefault(claim, {"voice": number, "voices": len(counted), "counted": one.told})
    return found


def _role(claim: Mapping[str, Any], sides: Sides) -> str | None:
    """What he who denies is to the accused; None where the claim is no denial or nobody named denies."""
    speakers = [speaker for speaker in claim["asserted_by"] if not speaker.startswith("“")]
    if claim["polarity"] != "negative" or not speakers:
        return None
    return sides.denier_role(speakers[0], claim["subject"], claim["object"])


def _denials(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    denials: list[dict[str, Any]] = json.loads(row["claim"].get("denials") or "[]")
    return denials


def _explain(row: Mapping[str, Any], known: Mapping[str, str], sides: Sides) -> Explained:
    claim, document = row["claim"], row["document"]
    before, after = paragraph(
        document["content"], claim["start"] - document["start"], claim["end"] - document["start"]
    )
    return Explained(
        claim=claim["id"],
        subject=row["subject"],
        relation=claim["relation"],
        object=row["object"],
        polarity=claim["polarity"],
        status=claim["status"],
        asserted_by=tuple(row["asserted_by"]),
        reported_by=tuple(row["reported_by"]),
        modality=claim["modality"],
        hedge=claim.get("hedge"),
        support=tuple(claim["support"]),
        denied_by=tuple(
            Denied(
                known.get(d["entity"], d["entity"]),
                d["doc"],
                d["quote"],
                sides.denier_role(d["entity"], claim["subject"], claim["object"]),
            )
            for d in _denials(row)
        ),
        evidence=json.loads(claim["evidence"])["quote"] if claim.get("evidence") else None,
        document=document["key"],
        title=document.get("title"),
        publisher=document.get("publisher"),
        published=document.get("published"),
        before=before,
        quote=claim["quote"],
        after=after,
        also=len(json.loads(claim["also"])),
        counts=claim["counts"],
        review=claim["review"],
        role=_role(claim, sides),
        reliability=tuple(dict.fromkeys((*row["asserters"], *row["publishers"]))),
        credibility=claim.get("credibility"),
    )


def paragraph(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote in its paragraph, shortened to whole words.

    >>> paragraph("One. Two. Three.", 5, 9)
    ('One. ', ' Three.')
    """
    before = re.split(r"\n[ \t]*\n", text[:start])[-1].lstrip()
    after = re.split(r"\n[ \t]*\n", text[end:])[0].rstrip()
    if len(before) > _ASIDE:
        before = "… " + before[-_ASIDE:].partition(" ")[2]
    if len(after) > _ASIDE:
        after = after[:_ASIDE].rpartition(" ")[0] + " …"
    return before, after


def as_table(found: Sequence[Explained]) -> Table:
    """The same for programs: one row a claim."""
    return tabular.table(Explained, found)


def as_text(found: Sequence[Explained], marks: tuple[str, str] = (">>", "<<")) -> str:
    """The same for people; the quote stands between `marks`."""
    return "\n\n".join("\n".join(_lines(one, marks)) for one in found)


def _lines(one: Explained, marks: tuple[str, str]) -> list[str]:
    negated = "NOT " if one.polarity == "negative" else ""
    kinds = f" ({', '.join(one.support)})" if one.support else ""
    lines = [f"{one.subject} {negated}{one.relation} {one.object}{kinds}: {one.status}"]
    hedge = f' ("{one.hedge}")' if one.hedge else ""
    through = f", as reported by {_and(one.reported_by)}" if one.reported_by else ""
    says = "denied by" if negated else "said by"
    role = f" ({one.role})" if one.role else ""
    who = _and(one.asserted_by) or "the document"
    lines.append(f"  {says:<11} {who}{role}, {one.modality}{hedge}{through}")
    if one.voice:
        counted = f": {one.counted}" if one.counted else ""
        lines.append(f"  voice       {one.voice} of {one.voices}{counted}")
    lines += [
        f'  denied by   {denial.by} ({denial.role}), in {denial.document}: "{_line(denial.quote)}"'
        for denial in one.denied_by
    ]
    if one.evidence:
        lines.append(f'  evidence    "{_line(one.evidence)}"')
    about = [one.document, one.publisher, one.published, f'"{_line(one.title)}"' if one.title else None]
    lines.append(f"  written in  {', '.join(part for part in about if part)}")
    more = f", {one.also} more such {'place' if one.also == 1 else 'places'} there" if one.also else ""
    state = "" if one.counts else ", counts no more"
    lines.append(f"  claim       {one.claim}, review: {one.review}{state}{more}")
    if one.reliability or one.credibility:
        marked = [f"reliability {mark}" for mark in one.reliability]
        marked += [f"credibility {one.credibility}"] if one.credibility else []
        lines.append(f"  marks       {', '.join(marked)} (a person's opinion)")
    passage = _line(f"{one.before}{marks[0]}{one.quote}{marks[1]}{one.after}")
    return [*lines, f"  {passage}"]


def _and(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def _line(text: str) -> str:
    return " ".join(text.split())

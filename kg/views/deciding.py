"""Judgements out of what people type, and judgements shown to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from kg.entities.judgement_words import CORRECTED, FIELDS, NAMES, REJECTED, SAME
from kg.entities.judgements import Judgement, Ledger, Line, Named
from kg.entities.judging import Known, stranger
from kg.entities.names import slug
from kg.entities.settled import Settled
from kg.errors import QueryError
from kg.graph import Store, Table
from kg.graph.shape import Graph
from kg.model import Claim, Extraction, Records
from kg.views import names
from kg.views.verify import Finding

COLUMNS = ("line", "id", "about", "one", "other", "decision", "fields", "who", "why", "holds")

_ENDS = ("subject", "relation", "object", "review")

_NEW = "+"
"""Begins a new entity where a name is asked for: `+Group:River Band`."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who judges, and why: they go into the file of judgements and nowhere else."""

    who: str = ""
    why: str = ""


def pairs(records: Records, one: str, other: str, decision: str, author: Author) -> tuple[Judgement, ...]:
    """The judgements that two entities, attacks or reports of attacks are the same, different, or unsure.

    Of two that are the same the one that the register knows stays, else the first. Attacks are told apart by
    keeping each report of one from each of the other.
    """
    first, second = (_thing(records, text) for text in (one, other))
    reports = {attack.id: attack.joined for attack in records.attacks}
    if any("~" in name or name in reports for name in (first, second)):
        left, right = (reports.get(name, (name,)) for name in (first, second))
        every = [(a, b) for a in left for b in right]
        chosen = every[:1] if decision == SAME else every
        return tuple(Judgement("attack", a, decision, b, who=author.who, why=author.why) for a, b in chosen)
    known = {entity.id for entity in records.entities if entity.known}
    if decision == SAME and second in known and first not in known:
        first, second = second, first
    return (Judgement("entity", first, decision, second, who=author.who, why=author.why),)


def _thing(records: Records, text: str) -> str:
    """The id that is meant: a report's as it is, else that of an entity."""
    return text if "~" in text else names.among(records.entities, text)


def correction(records: Records, claim: str, changes: Mapping[str, str], author: Author) -> Judgement:
    """The correction of a claim by fields as people type them.

    A name or alias stands for an entity, `+Type:Name` for one that is not in the graph; several speakers or
    kinds of support are parted by semicolons, words in quotation marks are an unnamed speaker, an empty
    text takes the value away.
    """
    given: dict[str, Any] = {}
    found: dict[str, Named] = {}
    for name, text in changes.items():
        if name not in FIELDS:
            hint = names.meant(name, FIELDS) or f"fields are {', '.join(FIELDS)}"
            raise QueryError(f"no field {name!r} that can be corrected", hint=hint)
        if name in ("asserted_by", "support"):
            parts = [part.strip() for part in text.split(";") if part.strip()]
            given[name] = parts if name == "support" else [_speaker(records, part, found) for part in parts]
        elif name == "relation":
            given[name] = names.relation(text)
        elif not text.strip():
            given[name] = None
        else:
            given[name] = _entity(records, text, found) if name in NAMES else text.strip()
    named = tuple(found[one] for one in sorted(found))
    return Judgement("claim", claim, CORRECTED, fields=given, entities=named, who=author.who, why=author.why)


def _speaker(records: Records, text: str, found: dict[str, Named]) -> str:
    if text[0] in '“"' and len(text) > 2:
        return f"“{text[1:-1]}”"
    return _entity(records, text, found)


def _entity(records: Records, text: str, found: dict[str, Named]) -> str:
    """The id of an entity, which goes into `found` with its type and name; of an attack, a report's."""
    if text.startswith(_NEW):
        kind, _, name = text.removeprefix(_NEW).partition(":")
        named = Named(slug(name), kind.strip(), " ".join(name.split()))
        found[named.id] = named
        return named.id
    identity = _thing(records, text)
    reports = {attack.id: attack.joined[0] for attack in records.attacks if attack.joined}
    if identity in reports or "~" in identity:
        return reports.get(identity, identity)
    entity = next(one for one in records.entities if one.id == identity)
    found[identity] = Named(identity, entity.type, entity.name)
    return identity


def rating(records: Records, about: str, text: str, mark: str, author: Author) -> Judgement:
    """The judgement that marks a publisher (by its name), an asserter (by name, alias or id) or a claim."""
    kind = "credibility" if about == "claim" else about
    one = names.among(records.entities, text) if about == "asserter" else text
    if about == "publisher":
        known = sorted({document.publisher for document in records.documents if document.publisher})
        fitting = [name for name in known if names.fold(name) == names.fold(text)]
        if not fitting:
            raise QueryError(f"no document is published by {text!r}", hint=names.meant(text, known))
        one = fitting[0] if text not in fitting else text
    return Judgement(kind, one, mark.upper(), who=author.who, why=author.why)


def as_table(ledger: Ledger) -> Table:
    """Every line of the file, with whether it holds; revoked ones are shown too."""
    held = ledger.held()
    rows = tuple(
        {
            "line": line.number,
            "id": line.judgement.id,
            "about": line.judgement.about,
            "one": line.judgement.one,
            "other": line.judgement.other,
            "decision": line.judgement.decision,
            "fields": dict(line.judgement.fields) or None,
            "who": line.judgement.who or None,
            "why": line.judgement.why or None,
            "holds": line.judgement.id in held,
        }
        for line in ledger.lines
    )
    return Table(COLUMNS, rows)


def concerning(ledger: Ledger, identity: str) -> tuple[Line, ...]:
    """The lines about something, by its id or by their own, and the lines that revoke these."""
    direct = {
        line.judgement.id
        for line in ledger.lines
        if identity in (line.judgement.id, line.judgement.one, line.judgement.other)
    }
    return tuple(line for line in ledger.lines if line.judgement.id in direct or line.judgement.one in direct)


def history(
    ledger: Ledger, said: Sequence[Extraction], records: Records, identity: str
) -> tuple[Sequence[str], Sequence[Mapping[str, Any]]]:
    """Columns and rows: of a claim what the machine read and what counts now, then the judgements about it.

    QueryError if nothing of that id was judged and no claim has it.
    """
    columns = ("what", "field", "read", "now", *COLUMNS)
    own = {claim.id: claim for one in said for claim in one.claims}.get(identity)
    now = {claim.id: claim for claim in records.claims}.get(identity)
    rows: list[dict[str, Any]] = []
    if own and now:
        plain = {
            name.name: [_shown(getattr(claim, name.name)) for claim in (own, now)] for name in fields(Claim)
        }
        rows += [
            {"what": "claim", "field": name, "read": read, "now": counts}
            for name, (read, counts) in plain.items()
            if read != counts or name in _ENDS
        ]
    about = {line.number for line in concerning(ledger, identity)}
    table = as_table(ledger)
    rows += [{"what": "judgement"} | row for row in table.rows if row["line"] in about]
    if not rows:
        hint = "give the id of an item, a claim, an entity or a judgement: `kg review list` shows them"
        raise QueryError(f"nothing was judged about {identity!r}", hint=hint)
    kept = [name for name in columns if any(row.get(name) is not None for row in rows)]
    return kept, rows


def _shown(value: object) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode().strip('"')


def problems(ledger: Ledger, settled: Settled, there: Known) -> tuple[Finding, ...]:
    """Judgements without effect: those that contradict each other, and those about what the graph lacks."""
    found = [
        Finding("contradiction", f"{ledger.where}:{min(line.number for line in one.lines)}", one.told())
        for one in settled.contradictions
    ]
    for line in sorted(ledger.active(), key=lambda line: line.number):
        told = stranger(line.judgement, there)
        if told:
            found.append(Finding("without effect", f"{ledger.where}:{line.number}", told))
    return tuple(found)


def disobeyed(store: Store, settled: Settled) -> tuple[Finding, ...]:
    """Where the graph does not follow a judgement that holds."""
    return tuple(Finding("judgement", where, what) for where, what in _disobeyed(store.graph(), settled))


def _disobeyed(graph: Graph, settled: Settled) -> Sequence[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    attacks = {key[1] for key, node in graph.nodes.items() if node.labels == ("Entity", "Attack")}
    for group in settled.entities.groups:
        kept = next(settled.entities.kept[one] for one in sorted(group) if one in settled.entities.kept)
        there = [one for one in sorted(group - {kept}) if ("Entity", one) in graph.nodes]
        if group.isdisjoint(attacks):
            found += [(one, f"is judged to be the same as {kept} and stands apart") for one in there]
    for claim, verdict in sorted(settled.claims.items()):
        node = graph.nodes.get(("Claim", claim))
        counted = bool(node and node.properties.get("counts"))
        if node and counted == (verdict.review == REJECTED) and not _old(graph, claim):
            found.append((claim, f"is {verdict.review} and {'counts' if counted else 'does not count'}"))
    for mark in settled.ratings:
        if mark.about == "credibility" and ("Claim", mark.id) in graph.nodes:
            given = graph.nodes["Claim", mark.id].properties.get("credibility")
            if given != mark.mark:
                found.append((mark.id, f"has not the credibility {mark.mark} that it was given"))
    return found


def _old(graph: Graph, claim: str) -> bool:
    """Whether the claim is one of a document that counts no more."""
    return any(
        graph.nodes[end].properties.get("superseded")
        for name, start, end in graph.links
        if name == "QUOTED_FROM" and start == ("Claim", claim)
    )

"""Chains of alleged sponsorship, hop by hop: who says it, who denies it, and which hop is the weakest.

A chain is a way through the graph. Unless one voice tells all its hops in one document, it is joined by kg,
and nobody asserts it; that is said of every chain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kg import schema
from kg.errors import QueryError
from kg.graph import Table, status
from kg.graph.crossing import undisturbed
from kg.graph.status import Edge, Key, speaker
from kg.model import Claim, edtf
from kg.views import chains, heard, names, tabular
from kg.views.chains import WEAKNESS, Step
from kg.views.heard import Denied, Said
from kg.views.projection import Told
from kg.views.selection import Selection, select
from kg.views.voices import Sides

Times = Literal["overlap", "do not overlap", "unknown"]

MOST_HOPS = 8


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop, in the direction of the chain, with everything that was said for and against it.

    `subject`, `relation`, `object` are as claimed; `alleges` is false for structural hops, which are walked
    from object to subject. `status` is "register" where no document tells it. `elsewhere` are denials of the
    same by what the subject belongs to, which do not name the subject itself. `quote` stands in `document`.
    """

    start: str
    end: str
    subject: str
    relation: str
    object: str
    alleges: bool
    status: str
    support: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    denied: tuple[Denied, ...] = ()
    elsewhere: tuple[Denied, ...] = ()
    voices: int = 0
    asserters: int = 0
    publishers: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    quote: str | None = None
    document: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops in their order; `weakest` is the index of the weakest.

    `whole`: the voices that tell every hop within one document; where it is empty, kg joined the chain out of
    what different voices or documents say. `times` compares when the hops are said to have held.
    """

    hops: tuple[Hop, ...]
    weakest: int
    whole: tuple[str, ...]
    times: Times

    @property
    def path(self) -> tuple[str, ...]:
        """The names on the way."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))


@dataclass(frozen=True, slots=True)
class Traced:
    """The chains found, the best attested first, and whether there are more than were asked for."""

    chains: tuple[Chain, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """From whom to whom (ids), in how many hops, how many chains. No `ends`: wherever allegations lead."""

    starts: tuple[str, ...]
    ends: tuple[str, ...] | None
    hops: int = 4
    k: int = 10


def asked(told: Told, start: str, end: str | None = None, hops: int = 4, k: int = 10) -> Asked:
    """What somebody asks by names, aliases or types of entities ("Group"); QueryError for what is neither."""
    if not 1 <= hops <= MOST_HOPS:
        raise QueryError(f"{hops} hops", hint=f"give 1 to {MOST_HOPS}")
    return Asked(_named(told, start), None if end is None else _named(told, end), hops, k)


def _named(told: Told, text: str) -> tuple[str, ...]:
    types = {name.casefold(): name for name in schema.load().entity_types}
    kind = types.get(text.strip().casefold())
    if kind is not None:
        return tuple(entity.id for entity in told.entities.values() if entity.type == kind)
    return (names.among(told.entities.values(), text),)


@undisturbed()
def trace(told: Told, ask: Asked, selection: Selection | None = None) -> Traced:
    """The chains from `ask.starts` to `ask.ends`; `told` is everything, the selection as `named` gives it.

    Relation, status and number of voices choose among the hops that allege; what is part of what stays.
    """
    chosen = selection or Selection()
    left = select(told, replace(chosen, relation=(), status=(), voices=0))
    relations = schema.load().relations
    persons = {e.id for e in left.entities.values() if e.type == "Person" and not e.known}
    groups = status.groups((c for c in left.claims if relations[c.relation].chain != "no"), persons)
    kept = {
        key: claims
        for key, claims in groups.items()
        if not relations[key[1]].sponsorship or _fits(left, key, claims, chosen)
    }
    found = chains.ways(chains.steps(kept, left.entities), left.entities, ask.starts, ask.ends, ask.hops)
    ways, more = chains.first(found, ask.k)
    teller = _Teller(left, groups)
    return Traced(tuple(sorted((teller.chain(way) for way in ways), key=_order)), more)


def _fits(told: Told, key: Key, claims: Sequence[Claim], selection: Selection) -> bool:
    if selection.relation and key[1] not in selection.relation:
        return False
    if selection.status and status.edge_status(claims) not in selection.status:
        return False
    return not selection.voices or _edge(told, key, claims).voices >= selection.voices


def _edge(told: Told, key: Key, claims: Sequence[Claim]) -> Edge:
    return status.edge(key, claims, told.documents, told.publishers)


def _order(chain: Chain) -> tuple[int, int, int, tuple[str, ...], tuple[str, ...]]:
    weakest = chain.hops[chain.weakest]
    relations = tuple(hop.relation for hop in chain.hops)
    return (-_strength(weakest), -weakest.voices, len(chain.hops), chain.path, relations)


def _strength(hop: Hop) -> int:
    return WEAKNESS.index(hop.status) if hop.status in WEAKNESS else len(WEAKNESS)


class _Teller:
    """Turns ways into chains; `groups` are all that a denial of a hop may stand on."""

    def __init__(self, told: Told, groups: Mapping[Key, Sequence[Claim]]) -> None:
        self._told = told
        self._sides = Sides(told)
        self._groups = groups
        self._alleging = [name for name, one in schema.load().relations.items() if one.sponsorship]

    def chain(self, way: Sequence[Step]) -> Chain:
        hops = tuple(self._hop(step) for step in way)
        weakest = min(range(len(hops)), key=lambda i: (_strength(hops[i]), hops[i].voices, i))
        return Chain(hops, weakest, self._whole(way), self._times(way))

    def _hop(self, step: Step) -> Hop:
        name = self._told.name
        if step.key is None:
            start, end = name(step.start), name(step.end)
            return Hop(start, end, end, "PART_OF", start, alleges=False, status="register")
        edge = _edge(self._told, step.key, step.claims)
        said = heard.said(self._told, self._sides, edge)
        best = heard.telling(self._told, edge)
        return Hop(
            start=name(step.start),
            end=name(step.end),
            subject=name(edge.subject),
            relation=edge.relation,
            object=name(edge.object),
            alleges=step.alleges,
            status=edge.status,
            support=edge.support,
            said=said,
            denied=heard.denied(self._told, self._sides, edge),
            elsewhere=self._elsewhere(edge) if step.alleges else (),
            voices=edge.voices,
            asserters=len(edge.asserted_by),
            publishers=edge.publishers,
            first=edge.first_published,
            last=edge.last_published,
            quote=heard.line(best.quote),
            document=best.doc,
            claims=edge.claims,
        )

    def _elsewhere(self, edge: Edge) -> tuple[Denied, ...]:
        """Denials of support for the same by those to whom the subject belongs, each once."""
        found: dict[tuple[str, str], Denied] = {}
        for whole in self._sides.wholes(edge.subject):
            keys = [(whole, relation, edge.object) for relation in self._alleging]
            for key in (key for key in keys if key in self._groups):
                other = _edge(self._told, key, self._groups[key])
                of = f"{self._told.name(whole)} {other.relation} {self._told.name(other.object)}"
                for denial in heard.denied(self._told, self._sides, other):
                    found.setdefault((denial.by, denial.document), replace(denial, of=of))
        return tuple(found[key] for key in sorted(found))

    def _whole(self, way: Sequence[Step]) -> tuple[str, ...]:
        """The voices that tell every hop within one document, as people read them."""
        tellers = [self._tellers(step) for step in way]
        shared = set.intersection(*tellers)
        return tuple(sorted({self._voice(document, voice) for document, voice in shared}))

    def _tellers(self, step: Step) -> set[tuple[str, str]]:
        return {
            (claim.doc, voice)
            for claim in step.claims
            if claim.polarity != "negative"
            for voice in ([speaker(a) for a in claim.asserted_by] or [""])
        }

    def _voice(self, document: str, voice: str) -> str:
        if voice:
            return self._told.name(voice)
        publisher = self._told.documents[document].publisher
        return f"{publisher} in its own voice ({document})" if publisher else f"{document} in its own voice"

    def _times(self, way: Sequence[Step]) -> Times:
        known = [when for when in map(self._when, way) if when]
        if any(one[0] > other[1] for one in known for other in known):
            return "do not overlap"
        return "overlap" if len(known) == len(way) else "unknown"

    def _when(self, step: Step) -> tuple[date, date] | None:
        """From the first to the last day on which a hop is said to have held; an attack's own date."""
        attack = self._told.attacks.get(step.end)
        dates = [attack.date] if attack else []
        if not attack:
            dates = [when(claim) for claim in step.claims if claim.polarity != "negative"]
        spans = [span for span in (edtf.bounds(text) for text in dates if text) if span]
        return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None


def when(claim: Claim) -> str | None:
    """When a claim is said to have held (EDTF), where the words tell."""
    given = claim.valid or claim.qualifiers.get("date")
    return given if isinstance(given, str) else None


def as_table(traced: Traced) -> Table:
    """One row a hop, the chains in order; lists and records stay what they are."""
    columns = ("chain", "path", "whole", "times", "hop", "weakest", *tabular.columns(Hop))
    rows = tuple(
        {
            "chain": number,
            "path": list(chain.path),
            "whole": list(chain.whole),
            "times": chain.times,
            "hop": position + 1,
            "weakest": position == chain.weakest,
            **tabular.row(hop),
        }
        for number, chain in enumerate(traced.chains, 1)
        for position, hop in enumerate(chain.hops)
    )
    return Table(columns, rows)

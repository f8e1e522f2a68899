"""The status of claims across documents, and of the edges computed from them: decided here and nowhere else.

A status tells what has been said up to a date, never what is true. Only claims that count come in here:
those of superseded or withdrawn documents stay outside, and rejected ones are passed over.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg import schema
from kg.graph.voices import voices
from kg.model import Claim, Denial, Document, Unnamed
from kg.model.standing import counts as counts
from kg.model.standing import support

Key = tuple[str, str, str]
"""Subject, relation, object; the ends in alphabetical order where the relation is symmetric."""

STATUSES = ("disputed", "claimed", "alleged", "unattributed", "denied")
"""What an edge can be, the first that holds; the last where only denials are known."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What an analyst sees between two entities: one per subject, relation and object, never without status.

    `claims` are ids of the positive claims behind it, `denials` of the negative ones; a denial is never a
    claim for the edge. `counts` maps a status to the number of claims that have it. `voices` is how many say
    it (see `kg.graph.voices`). `documents`, `publishers` and the dates are those of `claims`, or of `denials`
    where nothing else is known. Speakers are entity ids, unnamed ones their words in
    quotation marks (see `speaker`). All lists are sorted.
    """

    subject: str
    relation: str
    object: str
    status: str
    counts: Mapping[str, int]
    support: tuple[str, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    voices: int
    documents: tuple[str, ...]
    publishers: tuple[str, ...]
    first_published: str | None
    last_published: str | None
    claims: tuple[str, ...]
    denials: tuple[str, ...]


def key(claim: Claim) -> Key:
    """What a claim is about, the same for all claims that say or deny the same.

    >>> key(Claim("c", "d", "mali", "RIVAL_OF", "jnim", "…", 0, 1))
    ('jnim', 'RIVAL_OF', 'mali')
    """
    subject, object_ = claim.subject, claim.object
    if claim.relation in _symmetric() and object_ < subject:
        subject, object_ = object_, subject
    return subject, claim.relation, object_


def speaker(asserter: str | Unnamed) -> str:
    """A speaker as one text: an entity id, or the words for an unnamed one in typographic quotation marks.

    >>> speaker("mali"), speaker(Unnamed("some analysts"))
    ('mali', '“some analysts”')
    """
    return f"“{asserter.unnamed}”" if isinstance(asserter, Unnamed) else asserter


def dispute(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in the same order, with the denials of other documents linked and the status that follows.

    A negative claim by a named speaker denies each positive claim of another document about the same subject,
    relation and object: that one gets `denied_by` and the status `disputed`, the denial gets it in `denies`.
    What was said within one document is the extractor's business and stays, and so does what a person linked
    (in `denies` of a corrected denial). Give claims as they were extracted; other links to other documents
    that they already have are worked out anew.
    """
    all_claims = tuple(claims)
    sides: dict[Key, tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for claim in filter(counts, all_claims):
        sides[key(claim)][claim.polarity == "negative"].append(claim)
    documents = {claim.id: claim.doc for claim in all_claims}
    by_hand: dict[str, list[Claim]] = defaultdict(list)
    for claim in filter(counts, filter(_by_hand, all_claims)):
        for denied in claim.denies:
            by_hand[denied].append(claim)
    return tuple(
        _disputed(claim, positive, [*negative, *by_hand.get(claim.id, ())], documents)
        for claim in all_claims
        for positive, negative in [sides[key(claim)]]
    )


def alone(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims in the same order, as their own documents give them: the way back from `dispute`.

    What other documents deny is taken off. Where only that made a claim disputed, its own status follows from
    who says it: `claimed` where the subject itself does, else `alleged` if it is attributed or hedged.

    >>> said = Claim("c", "d", "a", "SUPPORTS", "b", "…", 0, 1, asserted_by=("x",), status="alleged")
    >>> no = Claim("n", "e", "a", "SUPPORTS", "b", "…", 0, 1, asserted_by=("a",), polarity="negative")
    >>> alone(dispute([said, no])) == (said, no)
    True
    """
    all_claims = tuple(claims)
    documents = {claim.id: claim.doc for claim in all_claims}
    return tuple(_alone(claim, documents) for claim in all_claims)


def _alone(claim: Claim, documents: Mapping[str, str]) -> Claim:
    denies = tuple(other for other in claim.denies if _stays(claim, other, documents))
    within = tuple(denial for denial in claim.denied_by if denial.doc == claim.doc)
    status = claim.status
    if claim.denied_by and not within:
        own = "alleged" if claim.asserted_by or claim.modality != "asserted" else "unattributed"
        status = "claimed" if claim.subject in claim.asserted_by else own
    if len(denies) == len(claim.denies) and len(within) == len(claim.denied_by):
        return claim
    return replace(claim, denies=denies, denied_by=within, status=status)


def _stays(denial: Claim, denied: str, documents: Mapping[str, str]) -> bool:
    """Whether a link to what a claim denies is not worked out anew: one within a document, or by a person."""
    return _by_hand(denial) or documents.get(denied, denial.doc) == denial.doc


def _by_hand(claim: Claim) -> bool:
    return claim.polarity == "negative" and claim.review == "corrected"


def _disputed(
    claim: Claim, positive: list[Claim], negative: list[Claim], documents: Mapping[str, str]
) -> Claim:
    if claim.polarity == "negative":
        own = {other for other in claim.denies if _stays(claim, other, documents)}
        others = {c.id for c in positive if c.doc != claim.doc} if counts(claim) and _named(claim) else set()
        denies = tuple(sorted(own | others))
        return claim if denies == claim.denies else replace(claim, denies=denies)
    within = [denial for denial in claim.denied_by if denial.doc == claim.doc]
    across = [_denials(c) for c in negative if c.doc != claim.doc] if counts(claim) else []
    denied_by = (*within, *sorted({d for found in across for d in found}, key=_place))
    status = "disputed" if denied_by else claim.status
    if denied_by == claim.denied_by and status == claim.status:
        return claim
    return replace(claim, denied_by=denied_by, status=status)


def _named(claim: Claim) -> bool:
    return any(isinstance(asserter, str) for asserter in claim.asserted_by)


def _denials(claim: Claim) -> list[Denial]:
    speakers = [asserter for asserter in claim.asserted_by if isinstance(asserter, str)]
    return [Denial(entity, claim.doc, claim.quote, claim.start, claim.end) for entity in speakers]


def _place(denial: Denial) -> tuple[str, int, int, str]:
    return denial.doc, denial.start, denial.end, denial.entity


def edge_status(claims: Iterable[Claim]) -> str:
    """The status of the edge that all of `claims` are about.

    `disputed` if anyone denies it, else `claimed`, else `alleged` if any claim is attributed or hedged, else
    `unattributed`; `denied` if only denials are known. A document that says in its own voice that it is not
    so makes an edge disputed too.
    """
    live = [claim for claim in claims if counts(claim)]
    positive = [claim for claim in live if claim.polarity != "negative"]
    if not positive:
        return "denied"
    if len(positive) < len(live) or any(claim.denied_by or claim.status == "disputed" for claim in positive):
        return "disputed"
    if any(claim.status == "claimed" for claim in positive):
        return "claimed"
    return "alleged" if any(map(_attributed_or_hedged, positive)) else "unattributed"


def _attributed_or_hedged(claim: Claim) -> bool:
    return bool(claim.asserted_by) or claim.modality != "asserted" or claim.status != "unattributed"


def edges(
    claims: Iterable[Claim],
    documents: Iterable[Document] = (),
    persons: Collection[str] = (),
    publishers: Mapping[str, str] | None = None,
) -> tuple[Edge, ...]:
    """The edges that follow from claims as `dispute` returns them, sorted by subject, relation and object.

    `documents` give dates and publishers, `publishers` maps a publisher's name to its entity. `persons` are
    ids of persons the register does not know: a claim with one of them at an end makes no edge until somebody
    has accepted it (a name that software found in a sentence must not grow into a network). A claim about
    itself (a group of the same name) makes none either.
    """
    known = {document.id: document for document in documents}
    by_name = publishers or {}
    return tuple(edge(ends, found, known, by_name) for ends, found in sorted(groups(claims, persons).items()))


def groups(claims: Iterable[Claim], persons: Collection[str] = ()) -> dict[Key, list[Claim]]:
    """The claims that make edges, by what they are about; see `edges`."""
    found: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        ends = {claim.subject, claim.object}
        open_person = not ends.isdisjoint(persons) and claim.review not in ("accepted", "corrected")
        if counts(claim) and len(ends) == 2 and not open_person:
            found[key(claim)].append(claim)
    return found


def edge(
    ends: Key, claims: Sequence[Claim], documents: Mapping[str, Document], publishers: Mapping[str, str]
) -> Edge:
    """The edge that follows from one of `groups`; for many, see `edges`."""
    denials = [claim for claim in claims if claim.polarity == "negative"]
    positive = [claim for claim in claims if claim.polarity != "negative"]
    shown = positive or denials
    docs = sorted({claim.doc for claim in shown})
    known = [documents[doc] for doc in docs if doc in documents]
    published = sorted(document.published for document in known if document.published)
    deniers = {speaker(a) for claim in denials for a in claim.asserted_by}
    return Edge(
        *ends,
        status=edge_status(claims),
        counts=dict(sorted(Counter(claim.status for claim in positive).items())),
        support=tuple(sorted({kind for claim in positive for kind in support(claim)})),
        asserted_by=tuple(sorted({speaker(a) for claim in positive for a in claim.asserted_by})),
        denied_by=tuple(sorted(deniers | {d.entity for claim in positive for d in claim.denied_by})),
        voices=len(voices(shown, documents, publishers)),
        documents=tuple(docs),
        publishers=tuple(sorted({document.publisher for document in known if document.publisher})),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
        claims=tuple(sorted(claim.id for claim in positive)),
        denials=tuple(sorted(claim.id for claim in denials)),
    )


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(name for name, relation in schema.load().relations.items() if relation.symmetric)

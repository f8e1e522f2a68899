"""What is left of what has been told: without a voice, as one side tells it, up to a day, within a marking.

A selection chooses accusations. A denial stays with every accusation that it denies, whoever chooses what;
only `as_of` and `max_tlp` can take one away, and the latter takes the accusation with it. Statuses, edges and
counts are worked out anew from what is left.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace

from kg.errors import QueryError
from kg.graph import status
from kg.graph.status import STATUSES
from kg.graph.voices import voices
from kg.model import Asserter, Claim, Document, Figure, edtf
from kg.views import marking, names
from kg.views.around import around
from kg.views.projection import Told
from kg.views.voices import Sides, tellers

Test = Callable[[Claim], bool]

_ASKING = ("status", "relation", "actor", "asserter", "voices")
"""What asks for certain claims, and so for certain attacks and documents too."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to look at; everything where it is empty, and where several are given, what fits all of them.

    `without`: these voices' accusations are dropped, their denials stay. `bloc`: the same for a state with
    its agencies, officials and media. `as_told_by`: only what these voices say, and who denies it. Voices are
    entity ids, words for unnamed speakers in “”, or ids of documents that nobody is known to have published;
    a publisher is the own voice of its documents and whoever they leave unnamed.
    `as_of`, `since`: published by the end of that date, or from its beginning on (EDTF; undated documents are
    in neither). `publisher`: names. `asserter`: claims that one of these voices asserts, others beside it or
    not. `actor`: at either end. `status`, `voices` (at least so many): of all that is said of the same
    subject, relation and object, so that nothing loses its dispute. `max_tlp`: nothing marked higher, where
    unmarked documents count as `default_tlp`.
    """

    without: tuple[str, ...] = ()
    bloc: tuple[str, ...] = ()
    as_told_by: tuple[str, ...] = ()
    as_of: str | None = None
    since: str | None = None
    status: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    asserter: tuple[str, ...] = ()
    voices: int = 0
    max_tlp: str | None = None
    default_tlp: str = marking.DEFAULT

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "default_tlp")


def named(told: Told, selection: Selection) -> Selection:
    """The same selection with ids for names; QueryError for a name, date, status or marking that is none."""
    for date in (selection.as_of, selection.since):
        if date is not None and edtf.bounds(date) is None:
            raise QueryError(f"no date {date!r}", hint="write 2024, 2024-03 or 2024-03-22")
    for one in selection.status:
        if one not in STATUSES:
            raise QueryError(f"no status {one!r}", hint=f"give one of {', '.join(STATUSES)}")
    return replace(
        selection,
        without=tuple(_voice(told, text) for text in selection.without),
        bloc=tuple(names.among(told.entities.values(), text) for text in selection.bloc),
        as_told_by=tuple(_voice(told, text) for text in selection.as_told_by),
        asserter=tuple(_voice(told, text) for text in selection.asserter),
        actor=tuple(names.among(told.entities.values(), text) for text in selection.actor),
        relation=tuple(names.relation(text) for text in selection.relation),
        publisher=tuple(_publisher(told, text) for text in selection.publisher),
        max_tlp=None if selection.max_tlp is None else marking.label(selection.max_tlp),
        default_tlp=marking.label(selection.default_tlp),
    )


def _voice(told: Told, text: str) -> str:
    if text in told.documents or (text.startswith("“") and text.endswith("”")):
        return text
    return names.among(told.entities.values(), text)


def _publisher(told: Told, text: str) -> str:
    known = sorted({d.publisher for d in told.documents.values() if d.publisher})
    found = [name for name in known if name == text] or [
        n for n in known if names.fold(n) == names.fold(text)
    ]
    if not found:
        raise QueryError(f"no publisher {text!r}", hint=names.meant(text, known))
    return found[0]


def distrusted(told: Told, selection: Selection) -> tuple[str, ...]:
    """All voices that a selection goes without, those of its blocs among them, sorted."""
    if not selection.bloc:
        return tuple(sorted(set(selection.without)))
    sides = Sides(told)
    members = {member for state in selection.bloc for member in sides.members(state)}
    return tuple(sorted(members | set(selection.without)))


def select(told: Told, selection: Selection) -> Told:
    """What is left of `told`, which is everything, in a selection as `named` gives it.

    Documents, attacks and entities are left out where the selection asks for nothing of theirs. Pure: the
    same again gives the same.
    """
    if not selection:
        return told
    allowed = _allowed(told, selection)
    tests = _tests(told, selection)
    fitting = [claim for claim in allowed if all(test(claim) for test in tests)]
    claims = _anew(_with_denials(allowed, _heard(told, fitting, selection)))
    if selection.status or selection.voices:
        claims = _standing(replace(told, claims=claims), selection)
    documents, figures = _documents(told, claims, selection), _figure_test(told, selection)
    return around(told, claims, documents, figures, named_only=_asks(selection))


def _documents(told: Told, claims: Iterable[Claim], selection: Selection) -> dict[str, Document]:
    """The documents that the selection looks at, whatever they say, and those of the claims that are left.

    Where it asks for certain claims, the latter only.
    """
    said = {claim.doc for claim in claims}
    if _asks(selection):
        return {name: document for name, document in told.documents.items() if name in said}
    day, start, publishers = selection.as_of, selection.since, selection.publisher
    highest = len(marking.levels()) if selection.max_tlp is None else marking.rank(selection.max_tlp)
    return {
        name: document
        for name, document in told.documents.items()
        if name in said
        or (
            marking.rank(document.tlp, selection.default_tlp) <= highest
            and (day is None or by(document, day))
            and (start is None or since(document, start))
            and (not publishers or document.publisher in publishers)
        )
    }


def _asks(selection: Selection) -> bool:
    return any(getattr(selection, name) for name in _ASKING)


def _figure_test(told: Told, selection: Selection) -> Callable[[Figure], bool]:
    """Whether the chosen voices give a figure of an attack."""
    dropped, only = frozenset(distrusted(told, selection)), frozenset(selection.as_told_by)

    def test(figure: Figure) -> bool:
        return any(
            dropped.isdisjoint(known_as) and (not only or not only.isdisjoint(known_as))
            for _, known_as in tellers(told, figure)
        )

    return test


def _allowed(told: Told, selection: Selection) -> Sequence[Claim]:
    """The claims within the limits that hold for denials as well: the marking, and the day."""
    claims: Sequence[Claim] = told.claims
    if selection.max_tlp is not None:
        labels = marking.of_claims(told.claims, told.documents, selection.default_tlp)
        highest = marking.rank(selection.max_tlp)
        claims = [claim for claim in claims if marking.rank(labels[claim.id]) <= highest]
    if selection.as_of is not None:
        day = selection.as_of
        claims = [claim for claim in claims if by(told.documents.get(claim.doc), day)]
    return claims


def by(document: Document | None, date: str) -> bool:
    """Whether a document was certainly published by the end of a date."""
    published, until = edtf.bounds((document and document.published) or ""), edtf.bounds(date)
    return published is not None and until is not None and published[1] <= until[1]


def since(document: Document | None, date: str) -> bool:
    """Whether a document was certainly published on or after the first day of a date."""
    published, start = edtf.bounds((document and document.published) or ""), edtf.bounds(date)
    return published is not None and start is not None and published[0] >= start[0]


def _tests(told: Told, selection: Selection) -> list[Test]:
    """What an accusation, or a denial that denies none of those left, has to fit."""
    documents = told.documents
    tests: list[Test] = []
    start, publishers, relations = selection.since, set(selection.publisher), set(selection.relation)
    actors, asserters = set(selection.actor), set(selection.asserter)
    if start is not None:
        tests.append(lambda claim: since(documents.get(claim.doc), start))
    if publishers:
        tests.append(lambda claim: claim.doc in documents and documents[claim.doc].publisher in publishers)
    if relations:
        tests.append(lambda claim: claim.relation in relations)
    if actors:
        tests.append(lambda claim: claim.subject in actors or claim.object in actors)
    if asserters:
        tests.append(lambda claim: any(asserters.intersection(names_) for _, names_ in tellers(told, claim)))
    return tests


def _heard(told: Told, claims: Iterable[Claim], selection: Selection) -> list[Claim]:
    """The claims that the chosen voices tell; where others tell one too, without these."""
    dropped, only = frozenset(distrusted(told, selection)), frozenset(selection.as_told_by)
    found = []
    for claim in claims:
        if claim.polarity == "negative":
            if not only or any(only.intersection(names_) for _, names_ in tellers(told, claim)):
                found.append(claim)
            continue
        voices = tellers(told, claim)
        left = [
            asserter
            for asserter, known_as in voices
            if dropped.isdisjoint(known_as) and (not only or not only.isdisjoint(known_as))
        ]
        if len(left) == len(voices):
            found.append(claim)
        elif left:
            found.append(_told_by(claim, [asserter for asserter in left if asserter is not None]))
    return found


def _told_by(claim: Claim, asserters: Sequence[Asserter]) -> Claim:
    """The claim by some of those who assert it: no longer somebody's own, if he is not among them."""
    alleged = claim.status == "claimed" and claim.subject not in asserters
    return replace(claim, asserted_by=tuple(asserters), status="alleged" if alleged else claim.status)


def _with_denials(allowed: Iterable[Claim], chosen: Sequence[Claim]) -> list[Claim]:
    """The chosen claims with all denials of those among them that are accusations."""
    ids = {claim.id for claim in chosen}
    accusations = {claim.id for claim in chosen if claim.polarity != "negative"}
    keys = {status.key(claim) for claim in chosen if claim.polarity != "negative"}
    denials = [
        claim
        for claim in allowed
        if claim.polarity == "negative"
        and claim.id not in ids
        and (status.key(claim) in keys or not accusations.isdisjoint(claim.denies))
    ]
    return sorted([*chosen, *denials], key=lambda claim: claim.id)


def _anew(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the denials and status that follow from them alone."""
    ids = {claim.id for claim in claims}
    linked = [
        claim if ids.issuperset(claim.denies) else replace(claim, denies=tuple(sorted(ids & {*claim.denies})))
        for claim in claims
    ]
    return status.dispute(status.alone(linked))


def _standing(told: Told, selection: Selection) -> tuple[Claim, ...]:
    """The claims about what has one of the chosen statuses, and voices enough, as a whole."""
    kept: list[Claim] = []
    for claims in told.by_key.values():
        said = [claim for claim in claims if claim.polarity != "negative"] or claims
        enough = len(voices(said, told.documents, told.publishers)) >= selection.voices
        if enough and (not selection.status or status.edge_status(claims) in selection.status):
            kept.extend(claims)
    return tuple(sorted(kept, key=lambda claim: claim.id))


def described(told: Told, selection: Selection) -> tuple[str, ...]:
    """What a selection (as `named` gives it) leaves out, in words: a line each; `told` is everything."""
    lines = []
    without = _names(told, (voice for voice in selection.without if voice not in selection.bloc))
    if without:
        lines.append(f"without what is said by {without}")
    for state in selection.bloc:
        members = [member for member in Sides(told).members(state) if member != state]
        whom = f" and its {len(members)}: {_names(told, members)}" if members else ""
        lines.append(f"without what is said by {told.name(state)}{whom}")
    if selection.as_told_by:
        lines.append(f"as told by {_names(told, selection.as_told_by)}")
    if selection.as_of:
        lines.append(f"as published by {selection.as_of}")
    if selection.since:
        lines.append(f"as published since {selection.since}")
    undated = sum(document.published is None for document in told.documents.values())
    if undated and (selection.as_of or selection.since):
        lines.append(f"without {undated} documents that bear no date")
    for what, names_ in (
        ("of status", selection.status),
        ("published by", selection.publisher),
        ("of the relation", selection.relation),
        ("about", tuple(told.name(actor) for actor in selection.actor)),
        ("asserted by", tuple(told.name(voice) for voice in selection.asserter)),
    ):
        if names_:
            lines.append(f"only {what} {' or '.join(names_)}")
    if selection.voices:
        lines.append(f"only what {selection.voices} voices or more say")
    if selection.max_tlp:
        lines.append(f"nothing above {selection.max_tlp}; unmarked counts as {selection.default_tlp}")
    return tuple(lines)


def _names(told: Told, voices_: Iterable[str]) -> str:
    return ", ".join(told.name(voice) for voice in voices_)

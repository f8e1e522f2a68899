"""What is told of an actor in the order of time: attacks by day, claims by when they held or were said."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph import Table
from kg.graph.status import speaker
from kg.model import Claim
from kg.model.edtf import bounds
from kg.views import tabular
from kg.views.drawing import Period
from kg.views.projection import Told

_NEVER = "9999"
_MONTHS_AT_MOST = 36


@dataclass(frozen=True, slots=True)
class Dated:
    """A claim with the date under which it stands, and where that comes from.

    `dated_by`: `attack` (the day of the attack it is about), `words` (when it says that it held) or
    `publication`; both date and this are None where nothing is known. What is dated is what the claim tells
    of, or its publication; neither says that it happened.
    """

    date: str | None
    dated_by: str | None
    subject: str
    relation: str
    object: str
    polarity: str
    status: str
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    document: str
    publisher: str | None
    published: str | None
    quote: str
    claim: str
    review: str


def timeline(told: Told, actor: str) -> tuple[Dated, ...]:
    """Every claim with `actor` (an id) at one of its ends, the earliest first, those without a date last."""
    found = [_dated(told, claim) for claim in told.claims if actor in (claim.subject, claim.object)]
    return tuple(
        sorted(found, key=lambda one: (one.date or _NEVER, one.subject, one.relation, one.object, one.claim))
    )


def _dated(told: Told, claim: Claim) -> Dated:
    document = told.documents[claim.doc]
    attack = told.attacks.get(claim.object)
    choices = (
        (attack.date if attack else None, "attack"),
        (claim.valid, "words"),
        (document.published, "publication"),
    )
    date, by = next(((date, by) for date, by in choices if date), (None, None))
    return Dated(
        date=date,
        dated_by=by,
        subject=told.name(claim.subject),
        relation=claim.relation,
        object=told.name(claim.object),
        polarity=claim.polarity,
        status=claim.status,
        asserted_by=spoken(told, claim),
        denied_by=tuple(sorted({told.name(denial.entity) for denial in claim.denied_by})),
        document=claim.doc,
        publisher=document.publisher,
        published=document.published,
        quote=claim.quote,
        claim=claim.id,
        review=claim.review,
    )


def spoken(told: Told, claim: Claim) -> tuple[str, ...]:
    """Who says a claim, by name; `the document` for a document's own voice."""
    named = [speaker(asserter) for asserter in claim.asserted_by]
    shown = (told.name(one) for one in named)
    return tuple(shown) or ("the document",)


def periods(told: Told, actor: str) -> tuple[Period, ...]:
    """The claims about `actor` by month of publication, or by year where they span over three years.

    Months or years between without a claim are there too. Claims of documents without a date are left out.
    """
    own = [claim for claim in told.claims if actor in (claim.subject, claim.object)]
    days = {claim.id: told.documents[claim.doc].published for claim in own}
    attacks = {claim.object for claim in own if claim.object in told.attacks}
    events = [date for name in sorted(attacks) if (date := told.attacks[name].date)]
    months = [_month(day) for day in (*days.values(), *events) if day and bounds(day)]
    if not months:
        return ()
    yearly = max(months) - min(months) > _MONTHS_AT_MOST
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for claim in own:
        day = days[claim.id]
        if day and bounds(day):
            status = "denied" if claim.polarity == "negative" else claim.status
            counted[_step(_month(day), yearly)][status] += 1
    marks = Counter(_step(_month(date), yearly) for date in events if bounds(date))
    steps = range(_step(min(months), yearly), _step(max(months), yearly) + 1)
    return tuple(
        Period(str(n) if yearly else f"{n // 12}-{n % 12 + 1:02}", dict(counted[n]), marks[n]) for n in steps
    )


def _month(date: str) -> int:
    """The number of the month in which an EDTF date begins (ends, if its begin is open), from the year 0."""
    covered = bounds(date)
    if covered is None:
        return 0
    day = covered[0] if covered[0] != covered[0].min else covered[1]
    return day.year * 12 + day.month - 1


def _step(month: int, yearly: bool) -> int:
    return month // 12 if yearly else month


def as_table(found: Iterable[Dated]) -> Table:
    """One row a claim."""
    return tabular.table(Dated, found)

"""Claims of support in the columns of UCDP's External Support Dataset: supporter, recipient, year.

    support.csv            one row for each supporter, recipient and year that the words give (`valid`)
    support-undated.csv    the same without a year: nobody says when

The years come from a claim's `valid` alone, never from the day of publication; an interval gives each of its
years, one with an open end only the year that is known. The column names and their meaning are UCDP's
(Högbladh, Pettersson and Themnér 2011; codebook of the 2022 release). Added are who alleges and who denies,
which the dataset has no place for, and the status, since `ext_alleged` tells no more than that nobody is
known to have admitted it and that no document says it in its own voice undisputed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import schema
from kg.graph import Exported, status
from kg.graph.status import speaker
from kg.model import Claim, Entity, edtf
from kg.model.standing import support
from kg.views import marking, writing
from kg.views.cells import as_csv
from kg.views.parcel import Parcel

RELATION = "SUPPORTS"

LETTERS = "xpywmtfilou"
"""UCDP's kinds of support, the strongest first."""

_LONGEST = 100
"""Years of an interval beyond which it dates nothing."""

COLUMNS = (
    "supporter",
    "supporter_id",
    "supporter_ucdp",
    "recipient",
    "recipient_id",
    "recipient_ucdp",
    "year",
    "ext_sup",
    *(f"ext_{letter}" for letter in LETTERS),
    "ext_troops",
    "ext_alleged",
    "ext_elements",
    "ext_nonstate",
    "actor_nonstate",
    "status",
    "alleged_by",
    "denied_by",
    "claims",
    "denials",
    "documents",
    "publishers",
    "marking",
)


@dataclass(frozen=True, slots=True)
class _Group:
    """The claims of one row: those that say it, and those that say it is not so."""

    supporter: str
    recipient: str
    year: int | None
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]


def write(parcel: Parcel, out: Path) -> Exported:
    """Write the two files into a new folder."""
    groups = sorted(_groups(parcel), key=lambda group: (group.supporter, group.recipient, group.year or 0))
    dated = [_row(parcel, group) for group in groups if group.year is not None]
    undated = [_row(parcel, group) for group in groups if group.year is None]
    with writing.folder(out) as folder:
        (folder / "support.csv").write_bytes(as_csv(COLUMNS, dated).encode())
        columns = tuple(column for column in COLUMNS if column != "year")
        (folder / "support-undated.csv").write_bytes(as_csv(columns, undated).encode())
    return Exported(f"{len(dated)} supporter-recipient-years, {len(undated)} undated, in {out}.")


def _groups(parcel: Parcel) -> Iterator[_Group]:
    against: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    said: dict[tuple[str, str, int | None], list[Claim]] = defaultdict(list)
    for claim in parcel.told.claims:
        if claim.relation != RELATION:
            continue
        if claim.polarity == "negative":
            against[claim.subject, claim.object].append(claim)
            continue
        for year in years(claim.valid) or (None,):
            said[claim.subject, claim.object, year].append(claim)
    for (supporter, recipient, year), claims in said.items():
        denials = [
            denial
            for denial in against[supporter, recipient]
            if year is None or not years(denial.valid) or year in years(denial.valid)
        ]
        yield _Group(supporter, recipient, year, tuple(claims), tuple(denials))


def years(valid: str | None) -> tuple[int, ...]:
    """The years in which something is said to have held; none if nothing says when.

    >>> years("2015/2017"), years("2017-05"), years("2015/.."), years("199X")[:2], years(None)
    ((2015, 2016, 2017), (2017,), (2015,), (1990, 1991), ())
    """
    if valid is None:
        return ()
    first, slash, last = valid.partition("/")
    given = [end for end in (first, last) if end not in ("", "..")]
    covered = [bounds for end in given if (bounds := edtf.bounds(end))]
    if len(covered) != len(given) or not covered or (slash and edtf.bounds(valid) is None):
        return ()
    found = range(covered[0][0].year, covered[-1][1].year + 1)
    return tuple(found) if len(found) <= _LONGEST else ()


def _row(parcel: Parcel, group: _Group) -> dict[str, str]:
    told = parcel.told
    supporter = told.entities.get(group.supporter) or Entity(group.supporter, "", group.supporter)
    recipient = told.entities.get(group.recipient) or Entity(group.recipient, "", group.recipient)
    standing = status.edge_status([*group.claims, *group.denials])
    every = (*group.claims, *group.denials)
    documents = sorted({claim.doc for claim in every})
    publishers = {told.documents[name].publisher or "" for name in documents if name in told.documents} - {""}
    deniers = {denial.entity for claim in group.claims for denial in claim.denied_by}
    deniers |= {speaker(voice) for claim in group.denials for voice in claim.asserted_by}
    says = {speaker(voice) for claim in group.claims for voice in claim.asserted_by}
    highest = max((parcel.label(claim) for claim in every), key=marking.rank)
    return {
        "supporter": supporter.name,
        "supporter_id": supporter.id,
        "supporter_ucdp": supporter.external.get("ucdp", ""),
        "recipient": recipient.name,
        "recipient_id": recipient.id,
        "recipient_ucdp": recipient.external.get("ucdp", ""),
        "year": str(group.year),
        "ext_sup": "1",
        **_kinds(group.claims),
        "ext_alleged": "0" if standing in ("claimed", "unattributed") else "1",
        "ext_elements": str(int(all(claim.level in ("elements", "individual") for claim in group.claims))),
        "ext_nonstate": str(int(supporter.type not in ("State", "Agency"))),
        "actor_nonstate": str(int(recipient.type not in ("State", "Agency"))),
        "status": standing,
        "alleged_by": _names(parcel, says),
        "denied_by": _names(parcel, deniers),
        "claims": " ".join(claim.id for claim in group.claims),
        "denials": " ".join(claim.id for claim in group.denials),
        "documents": " ".join(documents),
        "publishers": "; ".join(sorted(publishers)),
        "marking": highest,
    }


def _names(parcel: Parcel, speakers: Iterable[str]) -> str:
    return "; ".join(sorted(parcel.told.name(one) for one in speakers))


def _kinds(claims: Iterable[Claim]) -> dict[str, str]:
    """The letters of the kinds that claims name; `NA` where words do not tell two letters apart."""
    kinds = {kind for claim in claims for kind in support(claim)}
    codes = [_codes().get(kind, ()) for kind in kinds]
    sure = {found[0] for found in codes if len(found) == 1}
    either = {letter for found in codes if len(found) > 1 for letter in found}
    marks = {letter: "1" if letter in sure else "NA" if letter in either else "0" for letter in LETTERS}
    if not sure and not either:
        marks["u"] = "1"
    return {f"ext_{letter}": mark for letter, mark in marks.items()} | {"ext_troops": str(int(bool(either)))}


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    terms = schema.load().vocabularies["support"].terms
    return {
        name: tuple(code.lower() for code in term.codes.get("ucdp_esd", ())) for name, term in terms.items()
    }

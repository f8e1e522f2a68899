"""The organisations behind attacks, under the names that the MUC-3/MUC-4 keys want: those of the report."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from kg.model import Attack, Claim, Entity, Records
from kg.schema.files import lexicon

OFFICIAL = re.compile(
    r"\b(?:authorit|government|polic|army|armed forces|militar|minist|official|officer|colonel|general|"
    r"troops|president|judge|prosecutor|security|intelligence|navy|air force|national guard)",
    re.IGNORECASE,
)
NAMED = frozenset({"Group", "Agency", "Organisation"})
_OFFICE = frozenset({"MEMBER_OF", "LEADS", "SPOKESPERSON_OF"})
_BEFORE = 50
"""Characters before a person's name in which a title may stand."""
_BODIES = frozenset({"army", "armed forces", "military", "navy", "air force", "national guard", "police"})
_GOVERNMENTS = frozenset({"government", "regime"})


@dataclass(frozen=True)
class View:
    """The records of a set of reports, looked up as the mapping needs them."""

    entities: dict[str, Entity]
    attacks: dict[str, Attack]
    words: dict[tuple[str, str], list[str]]
    offices: dict[str, set[str]]
    wholes: dict[str, str]
    bodies: dict[tuple[str, str], list[str]]
    officials: frozenset[tuple[str, str]]


def view_of(records: Records) -> View:
    """The look-up tables of records."""
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    bodies: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mention in records.mentions:
        if not (mention.demonym or mention.described or mention.metonym):
            words[mention.doc, mention.entity].append(mention.text)
        elif mention.text.lower() in _BODIES:
            bodies[mention.doc, mention.entity].append(mention.text)
    offices: dict[str, set[str]] = defaultdict(set)
    wholes: dict[str, str] = {}
    for claim in records.claims:
        if claim.polarity == "positive" and claim.relation in _OFFICE:
            offices[claim.subject].add(claim.object)
        if claim.polarity == "positive" and claim.relation in {"PART_OF", "MEMBER_OF"}:
            wholes.setdefault(claim.subject, claim.object)
    return View(
        entities={one.id: one for one in records.entities},
        attacks={one.id: one for one in records.attacks},
        words=words,
        offices=offices,
        wholes=wholes,
        bodies=bodies,
        officials=officials_of(records),
    )


def officials_of(records: Records) -> frozenset[tuple[str, str]]:
    """Who is called an official right before the name, as (report, entity): "Army Colonel Foo"."""
    texts = {one.id: one.content for one in records.documents}
    return frozenset(
        (mention.doc, mention.entity)
        for mention in records.mentions
        if not mention.described
        and OFFICIAL.search(re.split(r"[.,;]\s", texts[mention.doc][: mention.start][-_BEFORE:])[-1])
    )


def organisation(claim: Claim, view: View) -> str | None:
    """The entity of the organisation that the perpetrator of a claim is or belongs to.

    A government or an unnamed body counts where somebody lays the deed to it; a state by itself is none.
    """
    record = view.entities.get(claim.subject)
    blamed = claim.modality not in {"asserted", "reported"} or claim.status == "claimed"
    if record is not None and record.type in NAMED and not (record.generic or record.described):
        unknown = record.type == "Organisation" and not record.known
        return None if _is_common(record) or (unknown and not blamed) else record.id
    if record is not None and record.described and record.type in NAMED and _is_body(record.name):
        return record.id if blamed else None
    if record is not None and record.type == "State":
        return record.id if blamed and _body(claim.quote, "State") else None
    if record is not None and record.type == "Person":
        return None
    whole = (record.parent if record is not None else None) or view.wholes.get(claim.subject)
    found = view.entities.get(whole or "")
    return found.id if found is not None and found.type in NAMED else None


def _is_common(record: Entity) -> bool:
    """Whether the name that nobody knows is made of class words alone: "Commando", "Infantry Brigade"."""
    return not record.known and set(record.name.lower().split()) <= _classes()


@cache
def _classes() -> frozenset[str]:
    groups, nouns = lexicon("groups"), lexicon("nouns")
    words = {word for key in ("group_nouns", "group_adjectives", "group_classes") for word in groups[key]}
    words |= {word for several in groups["heads"].values() for word in several}
    words |= {*nouns["carriers"]["of_groups"], "infantry", "urban", "combined", "subversive", "drug"}
    return frozenset(words | {f"{word}s" for word in words})


def name_in(doc: str, entity: str, view: View) -> str:
    """The organisation's name as the report has it: the longest form, with its acronym where both occur."""
    words = sorted(set(view.words.get((doc, entity), ())), key=lambda text: (-len(text), text))
    if not words:
        bodies = view.bodies.get((doc, entity))
        if bodies:
            return plain(max(sorted(set(bodies)), key=bodies.count))
        record = view.entities.get(entity)
        return plain(record.name if record is not None else entity)
    short = [text for text in words if " " not in text and text != words[0]]
    together = f"{words[0]} [{short[-1]}]" if short else words[0]
    return plain(together if len(together.split()) <= 9 else words[0])


def plain(name: str) -> str:
    """A name in plain letters, on one line: the keys have no accents.

    >>> plain("Farabundo Martí  Front")
    'Farabundo Marti Front'
    """
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(letters.split())


def said(claim: Claim, entity: str, view: View) -> str:
    """The organisation's name for one claim: the claim's own words where they name only a body of the state.

    "The government and the armed forces" are such in the keys, whichever state's they are.
    """
    words = view.words.get((claim.doc, entity), ())
    record = view.entities.get(entity)
    if record is not None and record.type in {"State", "Agency"} and not record.described:
        quote = " ".join(claim.quote.split())
        body = _body(quote, record.type)
        named = record.type == "Agency" and any(" ".join(text.split()) in quote for text in words)
        if body and not named:
            return body
    return name_in(claim.doc, entity, view)


def _is_body(name: str) -> bool:
    """Whether a name of common nouns is of an armed body: "drug mafias", "armed forces", not "gunmen"."""
    words = lexicon("attacks")
    heads = {*words["bodies"], *words["plain_bodies"]}
    last = name.lower().split()[-1:] or [""]
    of_state = any(f" {name.lower()}".endswith(f" {one}") for one in words["services"])
    return of_state or bool({last[0], last[0].removesuffix("s")} & heads)


def _body(quote: str, kind: str) -> str:
    """The first word for a government, or for a force, in a quote; "" without one."""
    bodies = _GOVERNMENTS if kind == "State" else _BODIES
    found = re.search(rf"\b(?:{'|'.join(sorted(bodies))})\b", quote, re.IGNORECASE)
    return found.group() if found else ""

"""Our records in the form of the MUC-3/MUC-4 task: which organisation is behind an attack, and how firmly.

The meaning of the confidence values follows the task's decision tree (slot 11, task documentation v7): the
perpetrator says so himself; no uncertainty is expressed; an authority suspects or accuses; somebody else
does; not explicitly connected; acquitted. The scoring itself is the set's own scorer, run as a program.
"""

import json
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.model import Asserter, Attack, Claim, Document, Entity, Records, Unnamed
from kg.schema.files import lexicon

FACT = "REPORTED AS FACT"
CLAIMED = "CLAIMED OR ADMITTED"
BY_AUTHORITIES = "SUSPECTED OR ACCUSED BY AUTHORITIES"
ACCUSED = "SUSPECTED OR ACCUSED"
POSSIBLE = "POSSIBLE"
ACQUITTED = "ACQUITTED"

_FIRST = (CLAIMED, BY_AUTHORITIES, ACCUSED, FACT, POSSIBLE, ACQUITTED)
"""Where several claims name one organisation for one attack, the first of these is given: that somebody
accuses tells more than that the report also speaks of it as known (on DEV: macro-F1 .47 against .44)."""

BLIND = frozenset({"TST3", "TST4"})
"""Sets that are measured by others; never read here."""

_BEHIND = frozenset({"PERPETRATED", "CLAIMED_RESPONSIBILITY", "INVOLVED_IN"})
_DEEDS = frozenset({"KILLED", "TARGETS"})
_OFFICE = frozenset({"MEMBER_OF", "LEADS", "SPOKESPERSON_OF"})
_NAMED = frozenset({"Group", "Agency", "Organisation"})
_OFFICIAL = re.compile(
    r"\b(?:authorit|government|polic|army|armed forces|militar|minist|official|officer|colonel|general|"
    r"troops|president|judge|prosecutor|security|intelligence|navy|air force|national guard)",
    re.IGNORECASE,
)
_TYPES = {
    "bomb": "BOMBING",
    "blast": "BOMBING",
    "explosi": "BOMBING",
    "kidnap": "KIDNAPPING",
    "abduct": "KIDNAPPING",
    "hostage": "KIDNAPPING",
    "arson": "ARSON",
    "hijack": "HIJACKING",
    "rob": "ROBBERY",
}
_RECENT_DAYS = 70
"""The task asks for incidents of the last two months; a little more, since our dates may lack the day."""
_BEFORE = 50
"""Characters before a person's name in which a title may stand."""
_BODIES = frozenset({"army", "armed forces", "military", "navy", "air force", "national guard", "police"})


def documents(folder: Path, sets: Collection[str], form: str = "text_truecased") -> tuple[Document, ...]:
    """The reports of `sets` (DEV, TST1, TST2) in one of the three forms of their text, sorted by id."""
    if set(sets) & BLIND:
        raise DocumentError(
            "a blind test set", where=", ".join(sorted(sets)), hint="choose DEV, TST1 or TST2"
        )
    path = folder / "documents.jsonl"
    if not path.is_file():
        raise DocumentError("no such file", where=str(path), hint="name the folder of the MUC-4 data")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(
        Document(
            id=row["doc"],
            file=f"{row['doc']}.txt",
            start=0,
            end=len(row[form]),
            sha256=sha256(row[form].encode()).hexdigest(),
            content=row[form],
            published=row["dateline_date"],
            genre="news",
        )
        for row in sorted(rows, key=lambda row: str(row["doc"]))
        if row["set"] in sets
    )


@dataclass(frozen=True)
class _View:
    """The records of a set of reports, looked up as the mapping needs them."""

    entities: dict[str, Entity]
    attacks: dict[str, Attack]
    words: dict[tuple[str, str], list[str]]
    offices: dict[str, set[str]]
    wholes: dict[str, str]
    bodies: dict[tuple[str, str], list[str]]
    officials: frozenset[tuple[str, str]]


def _view(records: Records) -> _View:
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
    return _View(
        entities={one.id: one for one in records.entities},
        attacks={one.id: one for one in records.attacks},
        words=words,
        offices=offices,
        wholes=wholes,
        bodies=bodies,
        officials=_officials(records),
    )


def _officials(records: Records) -> frozenset[tuple[str, str]]:
    """Who is called an official right before the name, as (report, entity): "Army Colonel Foo"."""
    texts = {one.id: one.content for one in records.documents}
    return frozenset(
        (mention.doc, mention.entity)
        for mention in records.mentions
        if not mention.described
        and _OFFICIAL.search(re.split(r"[.,;]\s", texts[mention.doc][: mention.start][-_BEFORE:])[-1])
    )


def system(records: Records) -> list[dict[str, Any]]:
    """One entry a document, in the form that the set's scorer reads: its attacks with organisations."""
    view = _view(records)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in records.claims:
        claims[claim.doc].append(claim)
    return [
        {"doc": document.id, "attacks": _attacks(document, claims[document.id], view)}
        for document in records.documents
    ]


def _attacks(document: Document, claims: Iterable[Claim], view: _View) -> list[dict[str, Any]]:
    found: dict[str, dict[str, set[str]]] = {
        key: defaultdict(set)
        for key, attack in view.attacks.items()
        if document.id in attack.documents and _counts(attack, document)
    }
    for claim in claims:
        organisation = _organisation(claim.subject, view)
        own_denial = claim.polarity == "negative" and claim.subject in claim.asserted_by
        if organisation is None or own_denial:
            continue
        firmness = confidence(claim, view)
        if claim.relation in _BEHIND and claim.object in found:
            found[claim.object][organisation].add(firmness)
        elif claim.relation in _DEEDS and claim.polarity == "positive" and _is_civilian(claim.object, view):
            found.setdefault("", defaultdict(set))[organisation].add(firmness)
    return [
        {
            "incident_type": _incident(view.attacks.get(key)),
            "organisations": [
                {"name": name, "confidence": min(values, key=_FIRST.index)}
                for name, values in sorted(_by_name(organisations, document.id, view).items())
            ],
        }
        for key, organisations in sorted(found.items())
    ]


def _by_name(organisations: dict[str, set[str]], doc: str, view: _View) -> dict[str, set[str]]:
    return {name_in(doc, key, view): values for key, values in organisations.items()}


def _counts(attack: Attack, document: Document) -> bool:
    """Whether the attack is of the kind that the task asks for: carried out, recent."""
    if any(word in attack.kind for word in ("plot", "clash", "battle", "counter", "offensive")):
        return False
    happened = _first_day(attack.date)
    published = _first_day(document.published)
    return happened is None or published is None or (published - happened).days <= _RECENT_DAYS


def _first_day(edtf: str | None) -> date | None:
    """The latest day that an EDTF date may mean, roughly; None where it gives no month."""
    match = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", edtf or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return date(int(year), int(month), min(int(day or 28), 28)) if 1 <= int(month) <= 12 else None


def _organisation(entity: str, view: _View) -> str | None:
    """The named organisation that a perpetrator is or belongs to."""
    record = view.entities.get(entity)
    if record is not None and record.type in _NAMED and not (record.described or record.generic):
        return None if _is_common(record) else entity
    if record is not None and record.type == "Person":
        return None
    whole = (record.parent if record is not None else None) or view.wholes.get(entity)
    found = view.entities.get(whole or "")
    return found.id if found is not None and found.type in _NAMED else None


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


def _is_civilian(entity: str, view: _View) -> bool:
    """Whether an attack on the entity counts: persons and places do, armies and armed groups do not."""
    record = view.entities.get(entity)
    return record is not None and record.type in {"Person", "Population", "Location", "Organisation"}


def confidence(claim: Claim, view: _View) -> str:
    """How firmly a claim names the perpetrator, in the words of the task."""
    if claim.polarity == "negative":
        return ACQUITTED
    own = claim.subject in claim.asserted_by or claim.status == "claimed"
    if claim.relation == "CLAIMED_RESPONSIBILITY" or own:
        return CLAIMED
    if claim.modality in {"asserted", "reported"}:
        return FACT
    if claim.modality in {"hinted", "possible"}:
        return POSSIBLE
    official = any(_is_official(one, claim.doc, view) for one in claim.asserted_by)
    return BY_AUTHORITIES if official else ACCUSED


def _is_official(speaker: Asserter, doc: str, view: _View) -> bool:
    """Whether an authority speaks; a place stands for its authorities."""
    if isinstance(speaker, Unnamed):
        return bool(_OFFICIAL.search(speaker.unnamed))
    types = {view.entities[one].type for one in view.offices.get(speaker, ()) if one in view.entities}
    own = view.entities[speaker].type if speaker in view.entities else ""
    if own == "Person":
        return (doc, speaker) in view.officials or bool(types & {"State", "Agency"})
    return bool({own, *types} & {"State", "Agency", "Location"})


def name_in(doc: str, entity: str, view: _View) -> str:
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


def _incident(attack: Attack | None) -> str:
    kind = attack.kind if attack is not None else ""
    return next((value for part, value in _TYPES.items() if part in kind), "ATTACK")


def write(rows: Iterable[dict[str, Any]], path: Path) -> None:
    """The entries as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def copy_part(folder: Path, target: Path, docs: Collection[str]) -> None:
    """The part of the answer keys that is about `docs`, for a measurement on a sample."""
    for name in ("documents", "templates"):
        path = folder / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        write([row for row in rows if row["doc"] in docs], target / path.name)


def run_scorer(
    keys: Path, answers: Path, sets: Collection[str], *, scorer: Path, errors: int = 0
) -> tuple[Any, str]:
    """The figures of the set's own `scorer` as it writes them (JSON), and what it prints; no blind set.

    `keys` is the folder of documents.jsonl and templates.jsonl.
    """
    if set(sets) & BLIND:
        raise DocumentError(
            "a blind test set", where=", ".join(sorted(sets)), hint="choose DEV, TST1 or TST2"
        )
    out = answers.with_suffix(".scores.json")
    command = [
        *(sys.executable, str(scorer), str(keys / "templates.jsonl"), str(keys / "documents.jsonl")),
        *(str(answers), "--sets", ",".join(sorted(sets)), "--json", str(out)),
        *("--bootstrap", "1000", "--errors", str(errors)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own list
    if done.returncode:
        reason = (done.stderr.strip() or "no message").splitlines()[-1]
        raise DocumentError(f"its scorer failed ({reason})", where=str(scorer), hint="run it by hand")
    return json.loads(out.read_text(encoding="utf-8")), done.stdout

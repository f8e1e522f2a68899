"""Our records in the form of the MUC-3/MUC-4 task: which organisation is behind an attack, and how firmly.

The meaning of the confidence values follows the task's decision tree (slot 11, task documentation v7): the
perpetrator says so himself; no uncertainty is expressed; an authority suspects or accuses; somebody else
does; not explicitly connected; acquitted. The scoring itself is the set's own scorer, run as a program.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.evaluate.muc4_names import OFFICIAL, View, organisation, said, view_of
from kg.evaluate.muc4_relevance import counts
from kg.model import Asserter, Attack, Claim, Document, Records, Unnamed

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
_DEEDS = frozenset({"KILLED", "TARGETS", "RELEASED"})
"""Who releases a person has held him, which the keys take for a kidnapping."""
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


def system(records: Records) -> list[dict[str, Any]]:
    """One entry a document, in the form that the set's scorer reads: its attacks with organisations."""
    view = view_of(records)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in records.claims:
        claims[claim.doc].append(claim)
    return [
        {"doc": document.id, "attacks": _attacks(document, claims[document.id], view)}
        for document in records.documents
    ]


def _attacks(document: Document, claims: Iterable[Claim], view: View) -> list[dict[str, Any]]:
    found: dict[str, dict[str, set[str]]] = {
        key: defaultdict(set)
        for key, attack in view.attacks.items()
        if document.id in attack.documents and counts(attack, document, view.entities)
    }
    for claim in claims:
        behind = organisation(claim, view)
        own_denial = claim.polarity == "negative" and claim.subject in claim.asserted_by
        if behind is None or own_denial:
            continue
        name, firmness = said(claim, behind, view), confidence(claim, view)
        if claim.relation in _BEHIND and claim.object in found:
            found[claim.object][name].add(firmness)
        elif claim.relation in _DEEDS and claim.polarity == "positive" and _is_civilian(claim.object, view):
            found.setdefault("", defaultdict(set))[name].add(firmness)
    return [
        {
            "incident_type": _incident(view.attacks.get(key)),
            "organisations": [
                {"name": name, "confidence": min(values, key=_FIRST.index)}
                for name, values in sorted(organisations.items())
            ],
        }
        for key, organisations in sorted(found.items())
    ]


def _is_civilian(entity: str, view: View) -> bool:
    """Whether an attack on the entity counts: persons and bodies do, armies and armed groups do not."""
    record = view.entities.get(entity)
    return record is not None and record.type in {"Person", "Population", "Organisation"}


def confidence(claim: Claim, view: View) -> str:
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


def _is_official(speaker: Asserter, doc: str, view: View) -> bool:
    """Whether an authority speaks; a place stands for its authorities."""
    if isinstance(speaker, Unnamed):
        return bool(OFFICIAL.search(speaker.unnamed))
    types = {view.entities[one].type for one in view.offices.get(speaker, ()) if one in view.entities}
    own = view.entities[speaker].type if speaker in view.entities else ""
    if own == "Person":
        return (doc, speaker) in view.officials or bool(types & {"State", "Agency"})
    return bool({own, *types} & {"State", "Agency", "Location"})


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

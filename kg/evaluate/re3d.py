"""Our records in the form of the re3d set: relations between named actors in reports on Syria and Iraq."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import DocumentError
from kg.model import Document, Mention, Records

RELATIONS = {
    **{
        name: name for name in ("RIVAL_OF", "ALLIED_WITH", "COOPERATES_WITH", "PART_OF", "MEMBER_OF", "LEADS")
    },
    "SUPPORTS": "ALLIED_WITH",
    "TARGETS": "RIVAL_OF",
    "KILLED": "RIVAL_OF",
}
"""Which of our relations stand for one that the set scores: its FightingAgainst has attacks on actors and
killings too, its AlliesOf support by one side."""

_GOVERNMENT = re.compile(r"\s+(?:government|regime|administration)\b", re.IGNORECASE)
_OF = re.compile(r"(?:governments?|people|republic) of (?:the )?$", re.IGNORECASE)
_MEN = re.compile(
    r"(?:\s+(?:military|armed|security|ground|special|air|naval|coalition|terrorist|rebel)){0,2}"
    r"\s+(?:forces?|troops|fighters|militants|terrorists|soldiers|operatives|rebels|militiamen|aircraft|army"
    r"|military|police|partners)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:[A-Z][\w.-]*[,]?\s+){1,5}$")


def documents(folder: Path) -> tuple[Document, ...]:
    """The reports of the set, in its order."""
    return tuple(
        Document(
            id=row["id"],
            file=f"{row['id']}.txt",
            start=0,
            end=len(row["text"]),
            sha256=sha256(row["text"].encode()).hexdigest(),
            content=row["text"],
        )
        for row in _rows(folder / "documents.jsonl")
    )


def half(documents: Collection[Document], *, tuned: bool) -> tuple[Document, ...]:
    """The documents to tune on (first, third, …) or those kept aside (second, fourth, …)."""
    return tuple(one for number, one in enumerate(documents) if (number % 2 == 0) is tuned)


def surfaces(document: Document, mention: Mention, kind: str) -> list[str]:
    """A mention's words, and with the words around it that the set takes into a name.

    The set's names are noun phrases: a person with rank and office, a state with its government, any actor
    with its forces.
    """
    text, start, end = document.content, mention.start - document.start, mention.end - document.start
    found = [mention.text]
    if kind == "Person":
        before = _TITLED.search(text, max(0, start - 80), start)
        words = before.group().split() if before else []
        found += [" ".join([*words[i:], mention.text]) for i in range(len(words))]
    if kind == "State":
        after = _GOVERNMENT.match(text, end)
        before = _OF.search(text, max(0, start - 40), start)
        found += [mention.text + after.group()] if after else []
        found += [before.group() + mention.text] if before else []
    if kind in {"State", "Group", "Organisation", "Agency"}:
        after = _MEN.match(text, end)
        found += [mention.text + after.group()] if after else []
    return found


def claims(records: Records) -> list[dict[str, Any]]:
    """The claims that the set scores, with the names that their ends have in the document."""
    names = {one.id: [one.name, *one.aliases] for one in records.entities}
    kinds = {one.id: one.type for one in records.entities}
    documents = {one.id: one for one in records.documents}
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mention in records.mentions:
        found = surfaces(documents[mention.doc], mention, kinds.get(mention.entity, ""))
        words[mention.doc, mention.entity] += found

    def all_names(doc: str, entity: str) -> list[str]:
        return list(dict.fromkeys([*words[doc, entity], *names.get(entity, [entity])]))

    rows = []
    for claim in records.claims:
        ends = {kinds.get(claim.subject), kinds.get(claim.object)}
        if claim.relation in RELATIONS and claim.polarity == "positive" and not ends & {"Location", "Attack"}:
            subjects, objects = all_names(claim.doc, claim.subject), all_names(claim.doc, claim.object)
            rows.append(
                {
                    "doc": claim.doc,
                    "subject_name": subjects[0],
                    "subject_names": subjects[1:],
                    "relation": RELATIONS[claim.relation],
                    "object_name": objects[0],
                    "object_names": objects[1:],
                    "quote": claim.quote,
                    "start": claim.start,
                    "end": claim.end,
                }
            )
    return rows


def run_scorer(
    folder: Path,
    rows: Iterable[dict[str, Any]],
    docs: Collection[str],
    scratch: Path,
    *,
    errors: bool = False,
) -> tuple[dict[str, tuple[float, float, float, int]], str]:
    """Precision, recall, F1 and gold count a class by the set's own scorer on `docs`, and what it prints.

    `scratch` is a folder for the part of the gold that is about `docs`, and for our claims.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    for name, key in (("documents", "id"), ("entities", "doc"), ("relations", "doc")):
        kept = [row for row in _rows(folder / f"{name}.jsonl") if row[key] in docs]
        _write(kept, scratch / f"{name}.jsonl")
    answers = scratch / "claims.jsonl"
    _write([row for row in rows if row["doc"] in docs], answers)
    command = [sys.executable, str(folder / "score_re3d.py"), str(answers), "--gold", str(scratch)]
    done = subprocess.run(  # noqa: S603 - our own list
        [*command, *(["--errors"] if errors else [])], capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = (done.stderr.strip() or "no message").splitlines()[-1]
        raise DocumentError(
            f"its scorer failed ({reason})", where=str(folder / "score_re3d.py"), hint="run it by hand"
        )
    return _parsed(done.stdout), done.stdout


def _parsed(printed: str) -> dict[str, tuple[float, float, float, int]]:
    """The table that the scorer prints, by class.

    >>> _parsed("LEADS      15      4       0     2   0.500   0.133   0.211")
    {'LEADS': (0.5, 0.133, 0.211, 15)}
    """
    found = {}
    for line in printed.splitlines():
        cells = line.split()
        if len(cells) == 8 and cells[1].isdigit():
            precision, recall, f1 = (float(cell) for cell in cells[5:])
            found[cells[0]] = (precision, recall, f1, int(cells[1]))
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise DocumentError("no such file", where=str(path), hint="name the folder of the re3d data")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(rows: Iterable[dict[str, Any]], path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

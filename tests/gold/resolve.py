"""The gold standard of the sample reports as JSON Lines, resolved from notes that quote words.

Usage: python -m tests.gold.resolve

notes/NAME.yaml annotates seeds/documents/NAME.txt. Words stand for their place, so that nobody counts
offsets: a quote must occur once in its article, or say which occurrence it means ("the attack@2").

documents:
- id, title, publisher, published     as in the documents' records; first: the words an article begins with
                                       (only where a file holds several), last: those it ends with
  mentions: {entity: [form, …]}       every occurrence of the form; "Kigali@1,3~metonym" some of them, with a
                                       flag; one inside a longer mention counts only with ~nested
  claims:
  - SUBJECT RELATION OBJECT: quote    by (ids, or "~some analysts" for an unnamed speaker), mod, hedge [cues],
                                       st, deny [{by, q, cue}], support, qual, ev, also, tier, pol, alt,
                                       flags, rival (SUBJECT RELATION of the claims that contradict it)
  excluded: [[quote, reason, possible reading]]
  attacks: {id: {figures: [[measure, value, qualifier, of, quote]], unquantified, mentions, nobody}}
entities: {id: {…}}                    what the register of known actors does not have
attacks: {id: {…}}                     name, kind, date, date_note, place, targets, victims

A denial makes a second, negative claim (tier mirror) with the denier as its asserter.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from kg.schema.files import folder, read_yaml
from tests.gold.article import Article, Row, mentions
from tests.gold.events import attacks, entities

HERE = Path(__file__).parent
KINDS = ("documents", "entities", "mentions", "attacks", "claims", "excluded")


def speaker(name: str) -> str | Row:
    """An entity id, or an unnamed speaker from "~some analysts"."""
    return {"unnamed": name[1:]} if name.startswith("~") else name


def listed(value: Any) -> list[Any]:
    """A list out of nothing, one value or a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


ALTERNATIVES = ("subject", "object", "relation", "modality", "status", "asserted_by")


def claim(article: Article, note: Row) -> Row:
    """A claim's record, still without its id."""
    triple = next(iter(note))
    subject, relation, object_ = triple.split()
    quote = article.at(note[triple])
    by = [speaker(name) for name in listed(note.get("by"))]
    modality = note.get("mod", "asserted")
    denials = [
        {"entity": d["by"], "doc": article.id} | article.at(d["q"])
        for d in note.get("deny", [])
        if not d["by"].startswith("~")
    ]
    status = "unattributed" if not by and modality == "asserted" else "alleged"
    status = "claimed" if subject in by else status
    cues = [article.within(cue, quote) for cue in listed(note.get("hedge"))]
    qualifiers = dict(note.get("qual", {}))
    if "support" in note:
        qualifiers["support"] = listed(note["support"])
    row: Row = {
        "doc": article.id,
        "subject": subject,
        "relation": relation,
        "object": object_,
        "qualifiers": qualifiers,
        "asserted_by": by,
        "voice": None if by else "document",
        "reported_by": note.get("reported_by"),
        "denied_by": denials,
        "modality": modality,
        "hedge": " … ".join(cue["text"] for cue in cues) or None,
        "hedge_cues": cues,
        "polarity": note.get("pol", "positive"),
        "status": note.get("st") or ("disputed" if denials else status),
        "evidence": article.at(note["ev"]) if "ev" in note else None,
        **quote,
        "also": [article.at(words) for words in note.get("also", [])],
        "tier": note.get("tier", "core"),
        "implicit": "implicit" in note.get("flags", []),
        "doubtful": "doubtful" in note.get("flags", []),
    }
    for name in ALTERNATIVES:
        if name in note.get("alt", {}):
            values = listed(note["alt"][name])
            row[f"{name}_alt"] = [speaker(v) for v in values] if name == "asserted_by" else values
    if "note" in note:
        row["note"] = note["note"]
    return {k: v for k, v in row.items() if v is not None or k in {"hedge", "evidence"}}


def claims(article: Article) -> list[Row]:
    """The claims of an article, then the mirrors of its denials."""
    rows: list[Row] = []
    mirrors: dict[tuple[Any, ...], Row] = {}
    for note in article.note.get("claims", []):
        row = claim(article, note) | {"id": f"{article.id}-c{len(rows) + 1:03}"}
        rows.append(row)
        for denial in note.get("deny", []):
            relation = denial.get("relation", row["relation"])
            key = (row["subject"], relation, row["object"], denial["by"], denial["q"])
            if key in mirrors:
                mirrors[key]["denies"].append(row["id"])
                continue
            mirrors[key] = mirror(article, row, denial) | {"relation": relation, "denies": [row["id"]]}
    for n, row in enumerate(mirrors.values(), len(rows) + 1):
        rows.append(row | {"id": f"{article.id}-c{n:03}"})
    for note, row in zip(article.note.get("claims", []), rows, strict=False):
        rivals = listed(note.get("rival"))
        if rivals:
            row["contradicted_by"] = [r["id"] for r in rows if f"{r['subject']} {r['relation']}" in rivals]
    return [{"id": row["id"]} | row for row in rows]


def mirror(article: Article, row: Row, denial: Row) -> Row:
    """The negative claim of a denier."""
    quote = article.at(denial["q"])
    cues = [article.within(cue, quote) for cue in listed(denial.get("cue"))]
    kept = ("doc", "subject", "relation", "object", "qualifiers", "subject_alt", "object_alt", "relation_alt")
    return {k: row[k] for k in kept if k in row} | {
        "asserted_by": [speaker(denial["by"])],
        "denied_by": [],
        "modality": "asserted",
        "hedge": " … ".join(cue["text"] for cue in cues) or None,
        "hedge_cues": cues,
        "polarity": "negative",
        "status": "denied",
        "evidence": None,
        **quote,
        "also": [],
        "tier": "mirror",
        "implicit": False,
        "doubtful": row["doubtful"],
    }


@cache
def build() -> dict[str, str]:
    """The text of each file of the gold standard, by its kind."""
    texts = folder("seeds") / "documents"
    paths = sorted((HERE / "notes").glob("*.yaml"))
    notes: list[Row] = [read_yaml(path) for path in paths]
    articles = [
        Article(doc, f"{path.stem}.txt", (texts / f"{path.stem}.txt").read_text(encoding="utf-8"))
        for path, note in zip(paths, notes, strict=True)
        for doc in note["documents"]
    ]
    all_claims = [row for article in articles for row in claims(article)]
    found = [row for article in articles for row in mentions(article)]
    events = attacks(notes, articles, all_claims)
    excluded = [
        {"doc": a.id} | a.at(q) | {"reason": why, "possible_reading": reading}
        for a in articles
        for q, why, reading in a.note.get("excluded", [])
    ]
    rows = {
        "documents": [document(article) for article in articles],
        "entities": sorted(entities(notes, found, all_claims, events), key=lambda e: str(e["id"])),
        "mentions": [{"id": f"m{n:04}"} | m for n, m in enumerate(found, 1)],
        "attacks": events,
        "claims": all_claims,
        "excluded": [{"id": f"x{n:02}"} | x for n, x in enumerate(excluded, 1)],
    }
    return {kind: "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows[kind]) for kind in KINDS}


def document(article: Article) -> Row:
    """A document's record."""
    note = article.note
    row = {"id": article.id, "file": article.file, "start": article.start, "end": article.end}
    row |= {key: note.get(key) for key in ("title", "publisher", "published")}
    if note.get("title") and article.spans(note["title"]):
        start, end = article.spans(note["title"])[0]
        row |= {"title_start": start, "title_end": end}
    return row


if __name__ == "__main__":
    for kind, content in build().items():
        (HERE / f"{kind}.jsonl").write_text(content, encoding="utf-8")

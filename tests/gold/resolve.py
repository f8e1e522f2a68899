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
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.schema.files import folder, read_yaml

HERE = Path(__file__).parent
KINDS = ("documents", "entities", "mentions", "attacks", "claims", "excluded")
Row = dict[str, Any]


class Article:
    """One article of a file: finds words in it."""

    def __init__(self, note: Row, file: str, text: str) -> None:
        self.note, self.file, self.text = note, file, text
        self.id: str = note["id"]
        self.start = text.index(note["first"]) if "first" in note else 0
        ends = text.index(note["last"], self.start) + len(note["last"]) if "last" in note else None
        self.end = ends or len(text.rstrip())

    def spans(self, words: str) -> list[tuple[int, int]]:
        """Every place of the words in the article."""
        found = re.finditer(re.escape(words), self.text[self.start : self.end])
        return [(self.start + m.start(), self.start + m.end()) for m in found]

    def at(self, words: str) -> Row:
        """The quote with its offsets; `words@2` is the second occurrence."""
        quote, _, number = words.rpartition("@") if re.search(r"@\d+$", words) else (words, "", "")
        places = self.spans(quote)
        if not places or (len(places) > 1 and not number):
            raise ValueError(f"{self.id}: {len(places)} times: {words!r}")
        start, end = places[int(number or 1) - 1]
        return {"quote": quote, "start": start, "end": end}

    def within(self, cue: str, quote: Row) -> Row:
        """A cue word inside a quote."""
        start = self.text.index(cue, quote["start"], quote["end"])
        return {"text": cue, "start": start, "end": start + len(cue)}

    def words_at(self, form: str) -> list[tuple[int, int]]:
        """The places where the form stands as whole words."""
        around = ((s, e, self.text[s - 1 : s], self.text[e : e + 1]) for s, e in self.spans(form))
        return [(s, e) for s, e, before, after in around if not (before.isalnum() or after.isalnum())]


def mentions(article: Article) -> list[Row]:
    """The mentions of an article, in their order."""
    found: list[tuple[int, int, str, str]] = []
    for entity, forms in article.note.get("mentions", {}).items():
        for form in forms:
            words, _, flag = form.partition("~")
            words, _, numbers = words.partition("@")
            places = article.words_at(words)
            if not places:
                raise ValueError(f"{article.id}: no {words!r}")
            chosen = [places[int(n) - 1] for n in numbers.split(",")] if numbers else places
            found += [(s, e, entity, flag) for s, e in chosen]
    outer = {(s, e) for s, e, _, flag in found if flag != "nested"}
    rows = []
    for s, e, entity, flag in sorted(found):
        inside = any(a <= s and e <= b and (a, b) != (s, e) for a, b in outer)
        if inside == (flag == "nested"):
            row: Row = {"doc": article.id, "start": s, "end": e, "text": article.text[s:e], "entity": entity}
            rows.append(row | ({flag: True} if flag else {}))
    return rows


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


def attacks(notes: list[Row], articles: list[Article], all_claims: list[Row]) -> list[Row]:
    """One record per attack: what the documents' notes give, and who is said to be behind it."""
    rows = []
    for id_, base in sorted((i, a) for note in notes for i, a in note.get("attacks", {}).items()):
        told = [
            (article, article.note["attacks"][id_])
            for article in articles
            if id_ in article.note.get("attacks", {})
        ]
        behind: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for c in all_claims:
            if c["object"] == id_ and c["polarity"] == "positive":
                relation = "PERPETRATED" if c["relation"] == "CLAIMED_RESPONSIBILITY" else c["relation"]
                behind[c["subject"], relation, c["status"]].append(c["doc"])
        claimed = [c for c in all_claims if c["object"] == id_ and c["relation"] == "CLAIMED_RESPONSIBILITY"]
        nobody = [{"doc": a.id} | a.at(n["nobody"]) for a, n in told if "nobody" in n]
        by = sorted({c["subject"] for c in claimed})
        rows.append(
            {"id": id_}
            | {key: base.get(key) for key in ("name", "kind", "date", "date_note", "place")}
            | {
                "perpetrators": [
                    {"entity": s, "status": st, "docs": sorted(set(docs))}
                    for (s, r, st), docs in sorted(behind.items())
                    if r == "PERPETRATED"
                ],
                "also_accused": [
                    {"entity": s, "relation": r, "status": st, "docs": sorted(set(docs))}
                    for (s, r, st), docs in sorted(behind.items())
                    if r == "INVOLVED_IN"
                ],
                "targets": base.get("targets", []),
                "victims": base.get("victims", []),
                "casualties": [figure(a, f) for a, n in told for f in n.get("figures", [])],
                "casualties_unquantified": [
                    {"doc": a.id} | a.at(q) for a, n in told for q in n.get("unquantified", [])
                ],
                "claim_of_responsibility": {
                    "by": by[0] if by else None,
                    "docs": sorted({c["doc"] for c in claimed} | {n["doc"] for n in nobody}),
                    "text": nobody[0] if nobody else None,
                }
                if by or nobody
                else None,
                "documents": [a.id for a, _ in told],
                "mentions": [{"doc": a.id} | a.at(q) for a, n in told for q in n["mentions"]],
            }
        )
    return rows


def figure(article: Article, note: list[Any]) -> Row:
    """A figure of casualties."""
    measure, value, qualifier, of, words = note
    return {
        "doc": article.id,
        "measure": measure,
        "value": value,
        "qualifier": qualifier,
        "of": of,
    } | article.at(words)


def entities(notes: list[Row], found: list[Row], all_claims: list[Row], events: list[Row]) -> Iterator[Row]:
    """The entities that occur, from the notes or from the register."""
    known = {actor["id"]: actor for actor in read_yaml(folder("seeds") / "actors.yaml")["actors"]}
    own = {i: e for note in notes for i, e in note.get("entities", {}).items()}
    forms: dict[str, list[str]] = defaultdict(list)
    for m in found:
        forms[m["entity"]].append(m["text"])
    used = set(forms) | {e["id"] for e in events}
    for c in all_claims:
        used |= {c["subject"], c["object"], *(b for b in c["asserted_by"] if isinstance(b, str))}
        used |= {
            i
            for key in ("subject_alt", "object_alt", "asserted_by_alt")
            for i in c.get(key, [])
            if isinstance(i, str)
        }
        used |= {d["entity"] for d in c["denied_by"]}
    names = {e["id"]: {"type": "Attack", "name": e["name"], "place": e["place"]} for e in events}
    used |= {e[key] for e in events for key in ("place",) if e[key]} | {
        t for e in events for t in e["targets"]
    }
    todo = sorted(used)
    for id_ in todo:
        record = own.get(id_) or names.get(id_) or known.get(id_)
        if record is None:
            raise ValueError(f"no entity {id_}")
        for key in ("parent", "country"):
            if record.get(key) and record[key] not in used:
                used.add(record[key])
                todo.append(record[key])
        kept = ("type", "name", "parent", "country", "described", "generic", "population", "equivalents")
        row = {"id": id_} | {k: record[k] for k in kept if record.get(k)}
        yield row | {"aliases": sorted(set(forms[id_])), "mention_count": len(forms[id_])}


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

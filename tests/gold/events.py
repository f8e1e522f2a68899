"""Attacks and entities of the gold standard: joined from the notes of all articles."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.schema.files import folder, read_yaml
from tests.gold.article import Article, Row


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

"""Entities by their names and claims by their words, where one knows only some of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import QueryError
from kg.graph import Store, Table
from kg.graph.fulltext import words
from kg.views import names

COLUMNS = ("kind", "name", "status", "asserted_by", "denied_by", "document", "published", "quote", "id")
"""A row is an entity (its type is its kind) or a claim."""

_CANDIDATES = 20
"""Claims that a store is asked for, for each that is wanted: some fit less exactly than it can tell.

If too few of them fit, it is asked for so many times more, until they do or there are no more.
"""

_ENTITIES = """
MATCH (n:Entity) WHERE n.id IN $ids
RETURN n.id AS id, n.name AS name, n.aliases AS aliases, n.known AS known,
  head(COLLECT { UNWIND labels(n) AS label WITH label WHERE label <> 'Entity' RETURN label }) AS kind
"""

_CLAIMS = """
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity) WHERE c.id IN $ids
RETURN c.id AS id, 'claim' AS kind,
  s.name + CASE c.polarity WHEN 'negative' THEN ' NOT ' ELSE ' ' END + c.relation + ' ' + o.name AS name,
  c.status AS status, c.doc AS document, c.published AS published, c.quote AS quote,
  COLLECT { MATCH (c)-[:ASSERTED_BY]->(v)
            WITH coalesce(v.name, '“' + v.words + '”') AS voice RETURN voice ORDER BY voice } AS asserted_by,
  COLLECT { MATCH (c)-[:DENIED_BY]->(v:Entity) WITH v.name AS voice RETURN voice ORDER BY voice } AS denied_by
"""


def search(store: Store, text: str, limit: int = 20) -> Table:
    """Entities with a name, and claims with a quote, in which each word of `text` begins a word.

    Capitals do not count. At most `limit` entities come first, known ones before others and names before
    aliases, then at most `limit` claims, the latest first. QueryError if `text` has no word.
    """
    wanted = words(text)
    if not wanted:
        raise QueryError("nothing to search for", hint="give a word, or the beginning of one")
    number = limit * _CANDIDATES
    entities, ids = store.having(wanted, number)
    claims = _claims(store, ids, wanted)
    while len(claims) < limit and len(ids) == number:
        number *= _CANDIDATES
        _, ids = store.having(wanted, number)
        claims = _claims(store, ids, wanted)
    found = [row for row in store.read(_ENTITIES, {"ids": list(entities)}).rows if any(_fits(row, wanted))]
    found.sort(key=lambda row: (not _has(row["name"], wanted), not row["known"], row["name"], row["id"]))
    rows = [{name: row.get(name) for name in COLUMNS} for row in found[:limit]]
    return Table(COLUMNS, (*rows, *claims[:limit]))


def _claims(store: Store, ids: Sequence[str], wanted: Sequence[str]) -> list[dict[str, Any]]:
    """The claims of these that have all the words, in their order."""
    rows = {row["id"]: row for row in store.read(_CLAIMS, {"ids": list(ids)}).rows}
    fitting = [rows[each] for each in ids if each in rows and _has(rows[each]["quote"], wanted)]
    return [
        {name: row[name] for name in COLUMNS} | {"asserted_by": row["asserted_by"] or ["the document"]}
        for row in fitting
    ]


def _fits(row: dict[str, Any], wanted: Sequence[str]) -> Iterator[bool]:
    yield from (_has(name, wanted) for name in (row["name"], *row["aliases"]))


def _has(text: str, wanted: Sequence[str]) -> bool:
    """Whether each of the words begins a word of the text."""
    there = words(text)
    return all(any(word.startswith(one) for word in there) for one in wanted)


def nearest(store: Store, text: str) -> str | None:
    """A question that offers the names most like `text`, or None."""
    rows = store.read("MATCH (n:Entity) RETURN n.name AS name, n.aliases AS aliases").rows
    return names.meant(text, (name for row in rows for name in (row["name"], *row["aliases"])))

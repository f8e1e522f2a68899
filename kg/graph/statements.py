"""The Cypher that stores run, the same text for every engine.

Values are parameters, always. Labels, relation types and the properties that identify a node can be none:
they are put into the text here, after a check that they are plain names of the schema.
"""

import re
from collections.abc import Iterator

from kg import schema
from kg.errors import StoreError
from kg.graph import index
from kg.graph.shape import ENDS, LABELS, LinkKey, Node, NodeKey, id_name
from kg.schema.files import folder

FORMAT = 2
"""Version of the graph's shape; a store of another version is not touched."""

MARK = "CREATE (g:Graph {id: 'kg', format: $format})"

MARKED = "MATCH (g:Graph) RETURN g.format AS format"

DOCUMENTS = "MATCH (n:Document) WHERE NOT n.superseded RETURN properties(n) AS properties"

WITHDRAWN = "MATCH (n:Document) WHERE n.withdrawn RETURN properties(n) AS properties"

EDGES = """
MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) IN $types
RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties
"""

_LOWER = "toLower(replace(replace({}, 'İ', 'i'), 'Σ', 'σ'))"
"""A text in lower case, each character by itself, as `kg.graph.fulltext.words` has it."""

NAMED = f"""
MATCH (n:Entity)
WHERE all(word IN $words WHERE any(name IN [n.name] + n.aliases WHERE {_LOWER.format("name")} CONTAINS word))
RETURN n.id AS id ORDER BY id
"""

QUOTED = f"""
MATCH (c:Claim)
WHERE c.counts AND all(word IN $words WHERE {_LOWER.format("c.quote")} CONTAINS word)
RETURN c.id AS id ORDER BY coalesce(c.published, '') DESC, id LIMIT $limit
"""

COUNTS = {
    "documents": """
        MATCH (n:Document)
        RETURN CASE WHEN n.withdrawn THEN 'withdrawn' WHEN n.superseded THEN 'superseded' ELSE 'live' END
          AS name, count(*) AS number
    """,
    "entities": """
        MATCH (n:Entity) UNWIND labels(n) AS name
        WITH name WHERE name <> 'Entity' RETURN name, count(*) AS number
    """,
    "claims": "MATCH (n:Claim) WHERE n.counts RETURN n.status AS name, count(*) AS number",
    "figures": "MATCH (n:Figure) RETURN 'figures' AS name, count(*) AS number",
    "edges": """
        MATCH (:Entity)-[r]->(:Entity) WHERE type(r) IN $types
        RETURN r.status AS name, count(*) AS number
    """,
    "relations": """
        MATCH (:Entity)-[r]->(:Entity) WHERE type(r) IN $types
        RETURN type(r) AS name, count(*) AS number
    """,
}


def constraints() -> Iterator[str]:
    """The statements of schema/generated/constraints.cypher, one at a time, without the semicolon."""
    text = (folder("schema") / "generated" / "constraints.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    for statement in "\n".join(lines).split(";"):
        if statement.strip():
            yield statement.strip()


def made(statement: str) -> str:
    """The name of the constraint or index that a statement makes.

    >>> made("CREATE FULLTEXT INDEX claim_quotes IF NOT EXISTS FOR (n:Claim) ON EACH [n.quote]")
    'claim_quotes'
    """
    return re.split(r"\b(?:CONSTRAINT|INDEX)\s+", statement, maxsplit=1)[1].split()[0]


def relations() -> list[str]:
    """The types of the edges between entities that are computed from claims."""
    return list(schema.load().relations)


def all_nodes(label: str) -> str:
    """Reads `labels` and `properties` of every node whose first label is `label`."""
    return f"MATCH (n:{in_schema(label)}) RETURN labels(n) AS labels, properties(n) AS properties"


def all_links(name: str, start: str, end: str) -> str:
    """Reads `start`, `end` (ids) and `properties` of every link of a type between two first labels."""
    return (
        f"MATCH (a:{in_schema(start)})-[r:{in_schema(name)}]->(b:{in_schema(end)}) "
        f"RETURN a.{id_name(start)} AS start, b.{id_name(end)} AS end, properties(r) AS properties"
    )


def link_kinds() -> list[tuple[str, str, str]]:
    """Every type of link with its first labels, but the edges that are computed from claims."""
    return [(name, start, end) for name, ends in ENDS.items() for start, end in ends]


def create_nodes(node: Node) -> str:
    """Makes a node a row with the labels of `node`; each row is the properties."""
    labels = ":".join(map(in_schema, node.labels))
    return f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row RETURN count(n) AS n"


def change_nodes(key: NodeKey) -> str:
    """Sets a node a row to `row.properties`, found by `row.id`."""
    return f"UNWIND $rows AS row {_node('n', key[0], 'id')} SET n = row.properties RETURN count(n) AS n"


def remove_nodes(key: NodeKey) -> str:
    """Removes a node a row with its links, found by `row.id`."""
    return f"UNWIND $rows AS row {_node('n', key[0], 'id')} DETACH DELETE n RETURN count(row) AS n"


def create_links(key: LinkKey) -> str:
    """Makes a link a row between `row.start` and `row.end` with `row.properties`."""
    name, start, end = key
    return (
        f"UNWIND $rows AS row {_node('a', start[0], 'start')} {_node('b', end[0], 'end')} "
        f"CREATE (a)-[r:{in_schema(name)}]->(b) SET r = row.properties RETURN count(r) AS n"
    )


def change_links(key: LinkKey) -> str:
    """Sets the link of each row to `row.properties`."""
    return f"UNWIND $rows AS row {_link(key)} SET r = row.properties RETURN count(r) AS n"


def remove_links(key: LinkKey) -> str:
    """Removes the link of each row."""
    return f"UNWIND $rows AS row {_link(key)} DELETE r RETURN count(row) AS n"


def _node(variable: str, label: str, column: str) -> str:
    return f"MATCH ({variable}:{in_schema(label)} {{{id_name(label)}: row.{column}}})"


def _link(key: LinkKey) -> str:
    name, (start, _), (end, _) = key
    return (
        f"MATCH (a:{in_schema(start)} {{{id_name(start)}: row.start}})"
        f"-[r:{in_schema(name)}]->(b:{in_schema(end)} {{{id_name(end)}: row.end}})"
    )


def in_schema(text: str) -> str:
    """The name itself if it is known and plain, so that no data can become part of a statement."""
    known = text in (*LABELS, index.LABEL) or text in ENDS or text in schema.load().entity_types
    if (known or text in schema.load().relations) and re.fullmatch(r"[A-Za-z][A-Za-z_]*", text):
        return text
    raise StoreError(
        f"no label or relation {text!r} in the schema",
        hint="add it to schema/entities.yaml or schema/claims.yaml",
    )

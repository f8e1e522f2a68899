"""The schema as constraints and indexes in the Cypher that ArcadeDB and Neo4j 5 both take."""

from collections.abc import Iterator

from kg.schema.model import Schema


def derive(schema: Schema) -> str:
    """The text of constraints.cypher: comments begin with `//`, each statement is a line ended by `;`.

    A unique property also serves as an index. Nothing that Neo4j's enterprise edition alone has
    (existence, key and type constraints) is used, and every statement may be run again.
    """
    return "\n".join(_lines(schema)) + "\n"


def _lines(schema: Schema) -> Iterator[str]:
    yield "// Derived from schema/entities.yaml by `kg schema build`; do not edit."
    for node in schema.nodes.values():
        yield (
            f"CREATE CONSTRAINT {node.label.lower()}_{node.key} IF NOT EXISTS "
            f"FOR (n:{node.label}) REQUIRE n.{node.key} IS UNIQUE;"
        )
    for node in schema.nodes.values():
        for name in node.index:
            yield (
                f"CREATE INDEX {node.label.lower()}_{name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{name});"
            )

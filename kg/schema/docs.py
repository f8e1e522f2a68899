"""The schema as pages for people: the reference page, and the entry of one name."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from kg.errors import SchemaError
from kg.schema.model import EntityType, RecordKind, Relation, Schema, Vocabulary

_Known = EntityType | Relation | Vocabulary | RecordKind


def derive(schema: Schema) -> str:
    """The text of reference.md: tables of entity types, relations, vocabularies, records and labels."""
    return "\n".join(_page(schema)) + "\n"


def entry(schema: Schema, name: str) -> str:
    """What the schema says of the type, relation, vocabulary or record of this name, as plain lines.

    Upper and lower case are the same; where two have the name (the type and the record Attack) both are
    told. An unknown name raises SchemaError with the nearest ones.
    """
    everything: list[_Known] = [
        *schema.entity_types.values(),
        *schema.relations.values(),
        *schema.vocabularies.values(),
        *schema.records.values(),
    ]
    asked = name.strip().lower().replace(" ", "_")
    found = [one for one in everything if one.name.lower() == asked]
    if not found:
        names = {one.name.lower(): one.name for one in everything}
        near = " or ".join(names[key] for key in get_close_matches(asked, names))
        hint = f"did you mean {near}?" if near else "see `kg schema show` for all names"
        raise SchemaError("no such type, relation, vocabulary or record", where=name, hint=hint)
    return "\n\n".join("\n".join(_entry(one, schema)) for one in found) + "\n"


def _entry(found: _Known, schema: Schema) -> Iterator[str]:
    yield found.name
    yield f"  {found.definition}"
    if isinstance(found, EntityType):
        yield f"  actor: {_yes(found.actor)}"
        yield f"  example: {found.example}"
        relations = schema.relations.values()
        yield f"  as subject: {', '.join(one.name for one in relations if found.name in one.subject)}"
        yield f"  as object: {', '.join(one.name for one in relations if found.name in one.object)}"
    elif isinstance(found, Relation):
        yield f"  from: {_types(found.subject, schema)}"
        yield f"  to: {_types(found.object, schema)}"
        yield f"  reads: {found.label}; the other way: {found.inverse}"
        yield f"  symmetric: {_yes(found.symmetric)}"
        yield f"  sponsorship chain: {found.chain}"
        yield f"  example: {found.example}"
    elif isinstance(found, Vocabulary):
        yield f"  origin: {found.origin}"
        for term in found.terms.values():
            codes = "; ".join(f"{key} {', '.join(values)}" for key, values in term.codes.items() if values)
            yield f"  {term.name}: {term.definition}" + (f" [{codes}]" if codes else "")
    else:
        for field in found.fields.values():
            words = f" [{field.vocabulary}]" if field.vocabulary else ""
            yield f"  {field.name}: {field.definition}{words}"


def _page(schema: Schema) -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Derived from schema/ by `kg schema build`; do not edit. Words are explained in ../README.md."
    yield from _types_section(schema)
    yield from _relations_section(schema)
    yield from _vocabularies_section(schema)
    yield from _records_section(schema)
    yield from _graph_section(schema)


def _types_section(schema: Schema) -> Iterator[str]:
    yield ""
    yield "## Entity types"
    rows = [(t.name, _yes(t.actor), t.definition, t.example) for t in schema.entity_types.values()]
    yield from _table(("type", "actor", "definition", "example"), rows)


def _relations_section(schema: Schema) -> Iterator[str]:
    yield ""
    yield "## Relations"
    yield ""
    yield (
        "Read from subject to object. A sponsorship chain passes through `sponsorship` relations from "
        "subject to object, and through `structural` ones, which allege nothing, from object to subject. "
        f"`actor` stands for {', '.join(schema.actors)}."
    )
    for relation in schema.relations.values():
        yield ""
        yield f"### {relation.name}"
        yield ""
        yield relation.definition
        yield ""
        yield f"- {_types(relation.subject, schema)} → {_types(relation.object, schema)}"
        yield f"- *{relation.label}*" + (
            ", the same both ways" if relation.symmetric else f"; the other way *{relation.inverse}*"
        )
        if relation.chain != "no":
            yield f"- chain: {relation.chain}"
        yield f"- {relation.example}"


def _vocabularies_section(schema: Schema) -> Iterator[str]:
    yield ""
    yield "## Vocabularies"
    for words in schema.vocabularies.values():
        yield ""
        yield f"### {words.name}"
        yield ""
        yield f"{words.definition} Origin: {words.origin}." + (" In order." if words.ordered else "")
        lists = sorted({key for term in words.terms.values() for key in term.codes})
        rows = [
            (term.name, term.definition, *(", ".join(term.codes.get(key, ())) for key in lists))
            for term in words.terms.values()
        ]
        yield from _table(("term", "definition", *lists), rows)


def _records_section(schema: Schema) -> Iterator[str]:
    yield ""
    yield "## Records"
    for kind in schema.records.values():
        yield ""
        yield f"### {kind.name}" + (f" ({kind.file})" if kind.file else "")
        yield ""
        yield kind.definition
        rows = [(field.name, field.vocabulary or "", field.definition) for field in kind.fields.values()]
        yield from _table(("field", "vocabulary", "meaning"), rows)


def _graph_section(schema: Schema) -> Iterator[str]:
    yield ""
    yield "## Property graph"
    yield ""
    yield "Nodes, by their first label; an Entity has its type as the second."
    rows = [(n.label, n.key, ", ".join(n.index), n.definition) for n in schema.nodes.values()]
    yield from _table(("label", "unique", "indexed", "definition"), rows)
    yield ""
    yield (
        "Edges beside the relations; an edge of a relation leads from Entity to Entity and is computed from "
        "its claims."
    )
    links = [
        (link.name, ", ".join(f"{start} → {end}" for start, end in link.ends), link.definition)
        for link in schema.links.values()
    ]
    yield from _table(("edge", "from → to", "definition"), links)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _types(names: Sequence[str], schema: Schema) -> str:
    """The names of types, with `actor` in place of all that can act."""
    rest = [name for name in names if name not in schema.actors]
    whole = all(name in names for name in schema.actors)
    return ", ".join(["actor", *rest] if whole else names)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"

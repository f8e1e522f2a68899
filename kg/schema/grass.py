"""The schema as a style sheet of Neo4j Browser (GraSS), so that a person sees what kind of thing a node is.

GraSS styles by label and by type only, not by a property: the status of an edge therefore stands in its
caption, and stands first, `{status} SUPPORTS`, because the Browser cuts off the end of a caption that is
longer than its edge. It knows no comments. The Browser reads a rule's properties as far as the first `}`
outside quotes and divides them at `;` and `:`, so none of these stands in a caption.
"""

from collections.abc import Iterator

from kg.schema.model import Relation, Schema

_ENTITIES = (
    "#D55E00",
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#E69F00",
    "#A6761D",
    "#B2182B",
    "#CC79A7",
    "#66C2A5",
    "#8DA0CB",
    "#E78AC3",
)
"""Colours of entity types in the schema's order; the first eight can be told apart by the colour-blind."""

_RECORDS = "#D9D9D9"
"""What is not an entity but a record about one (claims, documents) is grey, so that actors stand out."""

_CAPTIONS = {
    "Entity": "{name}",
    "Claim": "{relation} {status}",
    "Document": "{id}",
    "UnnamedSource": "{words}",
    "Figure": "{measure} {value}",
}
"""What stands on a node, where it is not the key."""

_WIDTHS = {"sponsorship": "3px", "structural": "2px", "no": "2px"}
"""How thick a relation is drawn: alleged support strikes the eye first."""

_SPONSORSHIP, _OTHER, _LINK = "#B2182B", "#4D4D4D", "#BFBFBF"
"""Colours of relations that allege support, of other relations, and of edges that are no relation."""

_DARK = 0.45
"""Relative luminance below which white letters are easier to read than black ones."""


def derive(schema: Schema) -> str:
    """The text of neo4j-browser.grass: a rule for each label, entity type, relation and other edge."""
    return "\n".join(_rules(schema)) + "\n"


def entity_colours(schema: Schema) -> dict[str, dict[str, str]]:
    """Fill, rim and letters of each entity type, as this style sheet names them."""
    return {
        name: _colours(_ENTITIES[position % len(_ENTITIES)])
        for position, name in enumerate(schema.entity_types)
    }


def _rules(schema: Schema) -> Iterator[str]:
    yield _rule(
        "node", {"diameter": "50px", **_colours(_RECORDS), "border-width": "2px", "font-size": "10px"}
    )
    for label, node in schema.nodes.items():
        caption = _CAPTIONS.get(label, f"{{{node.key}}}")
        size = "65px" if label == "Entity" else "40px"
        yield _rule(f"node.{label}", {"diameter": size, **_colours(_RECORDS), "caption": caption})
    for name, colours in entity_colours(schema).items():
        yield _rule(f"node.{name}", colours | {"caption": _CAPTIONS["Entity"]})
    yield _rule(
        "relationship",
        {"color": _LINK, "shaft-width": "1px", "font-size": "8px", "padding": "3px", **_letters("<type>")},
    )
    for relation in schema.relations.values():
        yield _rule(f"relationship.{relation.name}", _edge(relation))
    for name in schema.links:
        yield _rule(f"relationship.{name}", {"color": _LINK, "caption": name})


def _edge(relation: Relation) -> dict[str, str]:
    colour = _SPONSORSHIP if relation.sponsorship else _OTHER
    return {
        "color": colour,
        "shaft-width": _WIDTHS[relation.chain],
        "font-size": "7px",
        **_letters(f"{{status}} {relation.name}"),
    }


def _letters(caption: str) -> dict[str, str]:
    return {"text-color-external": "#000000", "text-color-internal": "#FFFFFF", "caption": caption}


def _rule(selector: str, properties: dict[str, str]) -> str:
    lines = [f"  {name}: {_value(name, value)};" for name, value in properties.items()]
    return "\n".join([f"{selector} {{", *lines, "}", ""])


def _value(name: str, value: str) -> str:
    return f'"{value}"' if name == "caption" else value


def _colours(colour: str) -> dict[str, str]:
    """Fill, a darker rim, and letters that can be read on the fill.

    >>> _colours("#FFFFFF")
    {'color': '#FFFFFF', 'border-color': '#BFBFBF', 'text-color-internal': '#000000'}
    """
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    rim = "".join(f"{part * 3 // 4:02X}" for part in parts)
    luminance = sum(weight * part / 255 for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
    letters = "#FFFFFF" if luminance < _DARK else "#000000"
    return {"color": colour, "border-color": f"#{rim}", "text-color-internal": letters}

"""The formats that RDF is written in, each derived from the same lines as they come.

nquads (canonical, sorted), turtle, rdfxml: one file. trig: one file, a document with its claims together.
jsonld: a folder, a file for each version of a document, because JSON-LD can't be read piece by piece.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pyoxigraph

from kg import schema
from kg.schema import jsonld, terms
from kg.views import writing
from kg.views.rdf.canonical import Heap, blocks, heaps
from kg.views.rdf.content import Content
from kg.views.rdf.lines import SHARED, concept, entity, name

_NQUADS = pyoxigraph.RdfFormat.N_QUADS

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_LONGEST = 200
"""Characters of a file's name: file systems take 255 bytes."""

WARNING = (
    "# RDF 1.2. Each line names a statement that somebody made, as the subject of a claim. Some stores take "
    "every\n# such statement for a fact: load this file only where it is known that yours does not.\n"
)


def nquads(content: Content, out: Path, licence: str | None = None) -> None:
    """The canonical file: sorted lines, names only, no blank nodes."""
    with writing.file(out) as file:
        for lines in blocks(content, licence):
            file.write("".join(lines).encode())


def turtle(content: Content, out: Path, licence: str | None = None) -> None:
    """Turtle, without the names of graphs."""
    _triples(content, out, licence, pyoxigraph.RdfFormat.TURTLE)


def rdfxml(content: Content, out: Path, licence: str | None = None) -> None:
    """RDF/XML; control characters, which XML has no form for, are replaced."""
    _triples(content, out, licence, pyoxigraph.RdfFormat.RDF_XML, _for_xml)


def trig(content: Content, out: Path, licence: str | None = None) -> None:
    """TriG: a graph for each version of a document, and one for what belongs to none."""
    with writing.file(out) as file:
        found = (quad for heap in heaps(content, licence) for quad in parsed(heap.lines))
        pyoxigraph.serialize(found, file, pyoxigraph.RdfFormat.TRIG, prefixes=prefixes())


def json_ld(content: Content, out: Path, licence: str | None = None) -> None:
    """A folder of JSON-LD files, each with its context in it, so that nothing is fetched."""
    with writing.folder(out) as folder:
        for heap in heaps(content, licence):
            text = msgspec.json.format(msgspec.json.encode(_page(heap)), indent=1)
            with writing.file(folder / f"{_short(heap.name)}.jsonld") as file:
                file.write(text + b"\n")


Form = Callable[[Content, Path, str | None], None]

FORMS: dict[str, Form] = {
    "nquads": nquads,
    "turtle": turtle,
    "trig": trig,
    "jsonld": json_ld,
    "rdfxml": rdfxml,
}
"""The formats by name."""


def rdf12(content: Content, out: Path) -> None:
    """The statements that claims are about, in RDF 1.2: a separate file, which begins with a warning.

    Denials are left out: what they name is what they deny.
    """
    with writing.file(out) as file:
        file.write(WARNING.encode())
        for told in content.claims():
            claim = told.claim
            if told.counts and claim.polarity != "negative":
                parts = entity(claim.subject), concept(terms.RELATIONS, claim.relation), entity(claim.object)
                triple = " ".join(f"<{part}>" for part in parts)
                reifies = f"<{terms.PREFIXES['rdf']}reifies>"
                line = f"<{name('claim', claim.id)}> {reifies} <<( {triple} )>> <{told.place.graph}> .\n"
                file.write(line.encode())


def parsed(lines: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
    """The quads of lines of our own."""
    return iter(pyoxigraph.parse("".join(lines), _NQUADS, lenient=True))


@cache
def prefixes() -> dict[str, str]:
    """Prefixes that make the other formats readable."""
    found = dict(terms.PREFIXES)
    for scheme in (terms.RELATIONS, *schema.load().vocabularies):
        found[f"kg-{scheme}"] = f"{terms.NS}{scheme}/"
    for kind in ("claim", "document", "entity", "figure", "run"):
        found[kind] = f"{terms.IDS}{kind}/"
    return found


def _triples(
    content: Content,
    out: Path,
    licence: str | None,
    form: pyoxigraph.RdfFormat,
    change: Callable[[pyoxigraph.Triple], pyoxigraph.Triple] | None = None,
) -> None:
    quads = (quad for lines in blocks(content, licence) for quad in parsed(lines))
    triples = (change(quad.triple) if change else quad.triple for quad in quads)
    with writing.file(out) as file:
        _serialize(triples, file, form)


def _serialize(triples: Iterator[pyoxigraph.Triple], file: BinaryIO, form: pyoxigraph.RdfFormat) -> None:
    pyoxigraph.serialize(triples, file, form, prefixes=prefixes())


def _for_xml(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    text = triple.object
    if not isinstance(text, pyoxigraph.Literal) or not _NOT_IN_XML.search(text.value):
        return triple
    shown = pyoxigraph.Literal(_NOT_IN_XML.sub("�", text.value), datatype=text.datatype)
    return pyoxigraph.Triple(triple.subject, triple.predicate, shown)


def _page(heap: Heap) -> dict[str, Any]:
    """A JSON-LD document with the things of a heap, all of one graph."""
    nodes: dict[str, dict[str, Any]] = defaultdict(dict)
    graph = SHARED
    for quad in parsed(heap.lines):
        graph, subject = iri(quad.graph_name), iri(quad.subject)
        node = nodes[subject]
        node["@id"] = _compact(subject)
        key, value = _value(quad)
        if key not in node:
            node[key] = value
        elif isinstance(node[key], list):
            node[key].append(value)
        else:
            node[key] = [node[key], value]
    return {"@context": _context(), "@id": _compact(graph), "@graph": list(nodes.values())}


def _value(quad: pyoxigraph.Quad) -> tuple[str, Any]:
    """The name of a property in JSON, and a value of it."""
    predicate, value = quad.predicate.value, quad.object
    if predicate == f"{terms.PREFIXES['rdf']}type":
        return "@type", _compact(iri(value))
    key, kind = _names()[predicate]
    if not isinstance(value, pyoxigraph.Literal):
        return key, _compact(iri(value))
    if kind == "date":
        return key, {"@value": value.value, "@type": value.datatype.value}
    return key, value.value


def iri(term: object) -> str:
    """The name that a term of our own is; all of them have one."""
    if not isinstance(term, pyoxigraph.NamedNode):
        raise TypeError(f"a name was expected, not {term!r}")
    return term.value


def _compact(full: str) -> str:
    """A name with its prefix, where it is one of ours."""
    if full.startswith(terms.IDS):
        return f"id:{full.removeprefix(terms.IDS)}"
    rest = full.removeprefix(terms.NS)
    if rest == full:
        return full
    scheme, slash, term = rest.partition("/")
    return f"kg-{scheme}:{term}" if slash else f"kg:{rest}"


@cache
def _context() -> dict[str, Any]:
    return jsonld.context(schema.load())


@cache
def _names() -> dict[str, tuple[str, str]]:
    return {one.iri: (jsonld.short(one.curie), one.kind) for one in terms.PROPERTIES}


def _short(name: str) -> str:
    """A file's name that every file system takes; a long one is cut and told apart by a hash."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

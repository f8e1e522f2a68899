"""What is wrong with an RDF file: edges that make an allegation a fact, and what the shapes demand.

Two looks: at every statement, whether it links two entities or has a relation for a property; and by SHACL
(shapes.ttl), some hundred things at a time, so that a large file takes no more memory than a small one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DocumentError
from kg.schema import terms
from kg.schema.files import folder
from kg.views.rdf import reading
from kg.views.rdf.reading import KINDS, OTHER, Files

if TYPE_CHECKING:
    import rdflib

_BATCH = 8000
"""Lines that are validated at a time."""

_MOST = 300_000
"""Lines about things that kg does not name, which can only be validated all at once."""

_ENTITY = f"<{terms.IDS}entity/"
_RELATION = f"<{terms.NS}{terms.RELATIONS}/"
_PLACE = f"<{terms.PREFIXES['sem']}hasPlace>"
_DENIES = f"<{terms.NS}denies>"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is wrong: with which thing, and what."""

    where: str
    what: str


def validate(given: Path) -> Iterator[Finding]:
    """What is wrong with the file, or with the files of the folder; DocumentError if they can't be read."""
    with reading.workshop() as place:
        files = reading.read(reading.paths(given), Path(place), lenient=True)
        for kind in (*KINDS, OTHER):
            for line in files.kinds[kind]:
                yield from edges(line)
        denied = _denied(files)
        for batch in _batches(files, str(given)):
            yield from _by_shapes(batch, denied)


def edges(line: str) -> Iterator[Finding]:
    """That a line of N-Triples or N-Quads asserts what only a claim may tell.

    >>> from kg.views.rdf.lines import entity
    >>> one, two = entity("norland"), entity("hill-front")
    >>> [finding.what for finding in edges(f"<{one}> <https://example.org/helps> <{two}> .")]
    ['helps leads from one entity to another: say it in a kg:Claim']
    """
    subject, _, rest = line.partition(" ")
    predicate, _, value = rest.partition(" ")
    if predicate.startswith(_RELATION):
        relation = _shown(predicate)
        yield Finding(_shown(subject), f"the relation {relation} stands as an edge: say it in a kg:Claim")
    elif subject.startswith(_ENTITY) and value.startswith(_ENTITY) and predicate != _PLACE:
        told = f"{_shown(predicate)} leads from one entity to another: say it in a kg:Claim"
        yield Finding(_shown(subject), told)


def _batches(files: Files, where: str) -> Iterator[list[str]]:
    """Lines to be validated together; a thing is never divided."""
    other = [line for _, line in zip(range(_MOST + 1), files.kinds[OTHER], strict=False)]
    if other:
        lines = [*other, *(line for kind in KINDS for line in files.kinds[kind])]
        if len(lines) > _MOST:
            raise DocumentError(
                "it is too large to be validated at once, and has things that kg does not name",
                where=where,
                hint="divide it",
            )
        yield lines
        return
    batch: list[str] = []
    for kind in KINDS:
        for _, lines in files.groups(kind):
            batch += lines
            if len(batch) >= _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


def _denied(files: Files) -> dict[str, str]:
    """A claim that denies each denied claim, as N-Triples have their names."""
    found: dict[str, str] = {}
    for line in files.kinds["claim"]:
        subject, predicate, value = line.split(" ", 2)
        if predicate == _DENIES:
            found.setdefault(value.removesuffix(" .\n"), subject)
    return found


def _by_shapes(lines: list[str], denied: dict[str, str]) -> list[Finding]:
    """What the shapes find wrong, sorted."""
    import pyshacl
    import rdflib

    about = {line.partition(" ")[0] for line in lines}
    links = [f"{denied[one]} {_DENIES} {one} .\n" for one in sorted(about & denied.keys())]
    data = rdflib.Graph()
    data.parse(data="".join([*lines, *links]), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True)
    return sorted(set(_findings(report)))


def _findings(report: "rdflib.Graph") -> Iterable[Finding]:
    from rdflib import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        message, value = report.value(result, SH.resultMessage), report.value(result, SH.value)
        path = report.value(result, SH.resultPath)
        told = str(message)
        if "is closed" in told:
            told = f"an entity has no {_shown(path)}: what leads to another is said in a kg:Claim"
        elif value is not None and value != focus:
            told = f"{told}; here: {_shown(value)}"
        yield Finding(_shown(focus), told)


@cache
def _shapes() -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph()
    graph.parse(folder("schema") / "generated" / "shapes.ttl", format="turtle")
    return graph


def _shown(term: Any) -> str:
    """A name as people read it.

    >>> _shown("<https://w3id.org/kg-claims/id/claim/c-1>"), _shown("<https://example.org/a#b>")
    ('claim/c-1', 'b')
    """
    text = str(term).strip("<> .\n")
    if text.startswith(terms.IDS):
        return text.removeprefix(terms.IDS)
    if text.startswith(terms.NS):
        return text.removeprefix(terms.NS)
    return text.replace("#", "/").rstrip("/").rpartition("/")[2][:200]

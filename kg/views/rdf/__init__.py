"""A graph as RDF in which an allegation stays an allegation, and back.

    from kg.graph import open_store
    from kg.views import rdf

    with open_store("kg.graph", write=False) as store:
        dataset = rdf.graph(rdf.parcel(store, actor=("Sudria",)))   # an rdflib Dataset
    for row in dataset.query("SELECT ?claim WHERE { ?claim a kg:Claim }"):
        ...

kg.views.rdf.forms      the formats, each written from the same lines
kg.views.rdf.restoring  `graph(path)`: the graph that was exported as a whole
kg.views.rdf.validate   `validate(path)`: what is wrong with a file
docs/rdf.md             the model, and ten questions in SPARQL
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.graph import Store
from kg.schema import terms
from kg.views import parcel as parcels
from kg.views.leaving import Terms
from kg.views.parcel import Parcel
from kg.views.projection import Told, fetch
from kg.views.rdf.canonical import blocks
from kg.views.rdf.content import Packed
from kg.views.rdf.forms import iri, parsed
from kg.views.selection import Selection, named

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["graph", "parcel"]


def parcel(store: Store, *, unreviewed_persons: bool = False, **chosen: Any) -> Parcel:
    """What may leave a graph, narrowed to a selection: the fields of `kg.views.selection.Selection`."""
    limits = Terms(
        max_tlp=chosen.pop("max_tlp", None),
        default_tlp=chosen.get("default_tlp", Terms().default_tlp),
        unreviewed_persons=unreviewed_persons,
    )
    told = fetch(store)
    selection = replace(named(told, Selection(**chosen)), max_tlp=None)
    return parcels.of(told, limits, selection)


def graph(told: Parcel | Told) -> "Dataset":
    """An rdflib Dataset of a parcel, or of all that was told; queries see all its graphs as one.

    It is held in memory, a few thousand claims at most: rdflib takes some tens of thousands of statements a
    second, and about a kilobyte for each.
    """
    from rdflib import Dataset, Literal, URIRef

    packed = parcels.of(told) if isinstance(told, Told) else told
    dataset = Dataset(default_union=True)
    for quad in (quad for lines in blocks(Packed(packed)) for quad in parsed(lines)):
        value = quad.object
        node = (
            Literal(value.value, datatype=URIRef(value.datatype.value), normalize=False)
            if isinstance(value, pyoxigraph.Literal)
            else URIRef(iri(value))
        )
        place = dataset.graph(URIRef(iri(quad.graph_name)))
        place.add((URIRef(iri(quad.subject)), URIRef(quad.predicate.value), node))
    for prefix, namespace in terms.PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset

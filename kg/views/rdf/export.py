"""RDF exports as the command line asks for them: a parcel of a graph, or the whole of it."""

from pathlib import Path

import pyoxigraph

from kg.errors import StoreError
from kg.graph import Exported, Store
from kg.views.parcel import Parcel
from kg.views.rdf import forms
from kg.views.rdf.content import Content, Packed, Whole
from kg.views.rdf.origin import FromStore


def whole(store: Store, form: str, out: Path, *, licence: str | None = None, rdf12: bool = False) -> Exported:
    """Write everything that a graph can be restored from, texts and all, in constant memory."""
    return _written(Whole(FromStore(store)), form, out, licence, rdf12=rdf12)


def packed(
    parcel: Parcel, form: str, out: Path, *, licence: str | None = None, rdf12: bool = False
) -> Exported:
    """Write what may leave the house: claims with all that belongs to them, no texts, no mentions."""
    return _written(Packed(parcel), form, out, licence, rdf12=rdf12)


def _written(content: Content, form: str, out: Path, licence: str | None, *, rdf12: bool) -> Exported:
    if licence is not None:
        _check_iri(licence)
    forms.FORMS[form](content, out, licence)
    told = f"{content.scope.capitalize()} written to {out}; marked {content.handling}."
    if not rdf12:
        return Exported(told)
    beside = out.with_name(f"{out.name.removesuffix('.gz').removesuffix(out.suffix)}.rdf12.nq")
    forms.rdf12(content, beside)
    return Exported(f"{told} {beside} names statements as RDF 1.2: some stores take each for a fact.")


def _check_iri(licence: str) -> None:
    try:
        pyoxigraph.NamedNode(licence)
    except ValueError as error:
        hint = "give one, as https://creativecommons.org/licenses/by/4.0/"
        raise StoreError("the licence is no IRI", where=licence, hint=hint) from error

"""What documents say -> one set of records, and these into a graph: by parts where that is enough."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg import __version__, entities, growing
from kg import documents as reading_stage
from kg.entities.settled import UNJUDGED, Settled
from kg.graph import Store, Written, status
from kg.graph.index import NO_INDEX
from kg.model import Extraction, Records
from kg.schema.files import folder


def joined(extractions: Sequence[Extraction], settled: Settled = UNJUDGED) -> Records:
    """One set of records, with what follows from all documents: status, perpetrators, near-copies.

    `settled` is what people decided.
    """
    records = entities.join(extractions, settled)
    claims = status.dispute(records.claims)
    attacks = entities.attributed(records.attacks, claims)
    return replace(records, documents=reading_stage.linked(records.documents), claims=claims, attacks=attacks)


def write(
    store: Store, extractions: Sequence[Extraction], name: str, version: str, settled: Settled
) -> Written:
    """Add new extractions to a graph: what they touch, or joined anew with those of all other documents.

    Both give the same graph (see `kg.growing`). A graph that obeys judgements is joined anew.
    """
    if not settled:
        try:
            return growing.grown(store, extractions, extractor=name, version=version, basis=basis())
        except growing.Further:
            pass
    kept = store.extractions(without={extraction.document.id for extraction in extractions})
    every = [*kept, *extractions]
    records = joined(every, settled)
    index = NO_INDEX if settled else growing.indexed(every, records, basis())
    return store.write(extractions, records, extractor=name, version=version, index=index)


@cache
def basis() -> str:
    """By which rules records are joined: those of this very code, and of the word lists that it reads.

    A graph that was made by others is joined anew once.
    """
    digest = hashlib.sha256(__version__.encode())
    here = Path(__file__).parents[1]
    code = [here / "documents" / "copies.py", here / "documents" / "sketches.py"]
    for stage in ("entities", "graph", "growing", "model"):
        code += sorted((here / stage).glob("*.py"))
    schema = folder("schema")
    for path in (*code, *sorted(schema.glob("*.yaml")), *sorted((schema / "lexicon").glob("*.yaml"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]

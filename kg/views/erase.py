"""A person taken out of a graph, its judgements and the answers kept from a language model.

    found = find(store, "Lena Orr", also=("L. Orr",))
    erase(found, place, judgements, cache, join)

First everything is worked out; then the kept answers go, then the judgements, the graph last: what breaks
off in between is ended by doing it again. A folder is written anew and put in the old one's place, so that no
page of the database keeps old words; what a server keeps in its logs is the business of whoever keeps the
server. Files of reports, registers and backups are not touched: `Found.remains` names what is to be done by
hand.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.entities import erasing, judgements
from kg.entities.erasing import Person
from kg.entities.judgements import Judgement, Ledger
from kg.errors import StoreError
from kg.graph import Address, Server, Store, build, embedded, is_server, open_store, restore
from kg.graph.rows import Stored
from kg.graph.shape import Graph
from kg.model import Extraction, Records
from kg.views import names
from kg.views.projection import fetch

Join = Callable[[Sequence[Extraction], Ledger], Records]
"""How extractions become records under these judgements (`kg.pipeline.joined`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a graph holds of a person: all of it that will be gone, and the graph without it.

    `claims` are ids of claims about the person, `voiced` of those that he makes or denies, `documents` keys
    of texts in which his names are blacked out, `judgements` ids of lines about him. `remains` are sentences.
    """

    person: Person
    name: str
    claims: tuple[str, ...]
    voiced: tuple[str, ...]
    documents: tuple[str, ...]
    judgements: tuple[str, ...]
    graph: Graph
    remains: tuple[str, ...]


def find(store: Store, text: str, also: Sequence[str], ledger: Ledger, join: Join) -> Found:
    """Everything about the person that `text` names; QueryError if no person is called so."""
    told = fetch(store)
    entity = told.entities[names.among(told.entities.values(), text, ("Person",))]
    live, old = restore.stored(store.graph())
    persons = [one for stored in (*live, *old) for one in stored.extraction.entities if one.type == "Person"]
    person = erasing.person(entity, persons, also)
    touched = [stored for stored in (*live, *old) if erasing.names(stored.extraction, person)]
    claims = [claim for stored in touched for claim in stored.extraction.claims]
    about = {claim.id for claim in claims if erasing.about(claim, person)}
    about |= {claim.id for claim in told.claims if entity.id in (claim.subject, claim.object)}
    voiced = {claim.id for claim in claims if claim.id not in about and _heard(claim, person)}
    lines = [line.judgement for line in ledger.lines if _names(line.judgement, person, about)]
    gone = _with_revocations(ledger, {line.id for line in lines})
    left = replace(ledger, lines=tuple(line for line in ledger.lines if line.judgement.id not in gone))
    graph = _without(live, old, person, lambda extractions: join(extractions, left))
    return Found(
        person,
        entity.name,
        tuple(sorted(about)),
        tuple(sorted(voiced)),
        tuple(sorted(stored.document.id for stored in touched)),
        tuple(sorted(gone)),
        graph,
        tuple(_remains(graph, person, touched, register=entity.known)),
    )


def _heard(claim: Any, person: Person) -> bool:
    voices = {*claim.asserted_by, claim.reported_by, *(denial.entity for denial in claim.denied_by)}
    return not person.ids.isdisjoint(one for one in voices if isinstance(one, str))


def _names(judgement: Judgement, person: Person, claims: set[str]) -> bool:
    """Whether a line is about the person or about a claim that goes, or has a name in its words."""
    ids = {judgement.one, judgement.other, *(named.id for named in judgement.entities)}
    if not ids.isdisjoint(person.ids | claims):
        return True
    values = [judgement.who, judgement.why, judgement.one, *(named.name for named in judgement.entities)]
    for value in judgement.fields.values():
        values += value if isinstance(value, list) else [str(value)]
    return any(value in person.ids or erasing.left(value, person) for value in values)


def _with_revocations(ledger: Ledger, gone: set[str]) -> set[str]:
    """The lines, and those that take one of them back, and so on."""
    while True:
        more = {
            line.judgement.id
            for line in ledger.lines
            if line.judgement.about == "judgement" and line.judgement.one in gone
        }
        if more <= gone:
            return gone
        gone = gone | more


def _without(
    live: Sequence[Stored], old: Sequence[Stored], person: Person, join: Callable[[list[Extraction]], Records]
) -> Graph:
    kept = [replace(stored, extraction=erasing.erased(stored.extraction, person)) for stored in live]
    former = [replace(stored, extraction=erasing.erased(stored.extraction, person)) for stored in old]
    return build.graph(kept, join([stored.extraction for stored in kept]), former)


def _remains(graph: Graph, person: Person, touched: Sequence[Stored], *, register: bool) -> Iterator[str]:
    """What erasing cannot reach, in sentences."""
    files = sorted({name for one in touched for name in (one.document.file, *one.document.duplicates)})
    if files:
        listed = ", ".join(files)
        yield f"The files still name the person, and the next build reads them again: {listed}."
    places = sorted({key[1] for key, node in graph.nodes.items() if _still(node.properties, person)})
    if places:
        yield f"These ids or paths still hold the name; rename the files and build anew: {', '.join(places)}."
    if register:
        yield "The register of known actors names the person (seeds/actors.yaml); take the entry out."
    if any(len(name.split()) == 1 for name in person.words):
        yield "Names of one word were blacked out only in documents that name the person otherwise too."
    yield "Backups, exports and copies made before still hold everything; so may a server's transaction logs."


def _still(value: Any, person: Person) -> bool:
    if isinstance(value, dict):
        return any(_still(item, person) for item in value.values())
    if isinstance(value, list):
        return any(_still(item, person) for item in value)
    return isinstance(value, str) and erasing.left(value, person)


def answers(folder: Path, person: Person) -> tuple[Path, ...]:
    """The kept answers of a language model that hold one of the person's names."""
    found = []
    for path in sorted(folder.rglob("*.json")) if folder.is_dir() else ():
        text = path.read_bytes().decode("utf-8", "replace")
        if person.pattern(known=True).search(text):
            found.append(path)
    return tuple(found)


def erase(found: Found, place: Address, ledger: Path, cache: Path) -> int:
    """Do it, and give the number of kept answers that are gone.

    StoreError, and nothing changed, if another process has the folder or it can't be written.
    """
    kept = answers(cache, found.person)
    if isinstance(place, Server) or is_server(place):
        with open_store(place, write=True) as store:
            _forget(found, ledger, kept)
            store.put(found.graph)
    else:
        with embedded.owned(Path(place)), _renewed(Path(place), found.graph):
            _forget(found, ledger, kept)
    return len(kept)


def _forget(found: Found, ledger: Path, kept: Sequence[Path]) -> None:
    for path in kept:
        path.unlink(missing_ok=True)
    judgements.without(ledger, found.judgements)


@contextmanager
def _renewed(folder: Path, graph: Graph) -> Iterator[None]:
    """A folder with the graph, put in place of the one that is there when the block ends well."""
    fresh, former = (folder.with_name(f".{folder.name}.{name}") for name in ("fresh", "former"))
    try:
        for one in (fresh, former):
            shutil.rmtree(one, ignore_errors=True)
        with open_store(fresh, write=True) as store:
            store.put(graph)
        yield
        folder.replace(former)
        fresh.replace(folder)
        shutil.rmtree(former)
    except OSError as error:
        told = error.strerror or str(error)
        hint = f"the graph is there or in {former}"
        raise StoreError(f"the folder can't be replaced ({told})", where=str(folder), hint=hint) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)

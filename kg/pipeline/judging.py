"""What people decide, and a graph that obeys them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kg.entities import judgements
from kg.entities.judgements import Judgement, Ledger
from kg.entities.judging import checked
from kg.entities.settled import Settled, settle
from kg.errors import JudgementError, StoreError
from kg.graph import NoGraph, Store, Written, open_store
from kg.graph.place import Place, address, judgements_of
from kg.model import Extraction, Records
from kg.pipeline.joining import joined


@dataclass(frozen=True, slots=True)
class Decided:
    """What a judgement did: all that the file holds now, what it comes to, what changed in the graph."""

    ledger: Ledger
    settled: Settled
    written: Written


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What there is to judge: all judgements, what they come to, what each document says, and all joined."""

    ledger: Ledger
    settled: Settled
    said: tuple[Extraction, ...]
    records: Records


def judge(
    new: Sequence[Judgement], graph: Place, *, seen: str | None = None, anyway: bool = False
) -> Decided:
    """Write judgements into the graph's file and let the graph obey them at once.

    `seen` is the `version` of the file that the person looked at: ChangedUnderneath, and nothing written, if
    somebody has written since. JudgementError if one names what the graph does not have, or contradicts one
    that holds; with `anyway` the contradiction is written, and none of the two holds until one is undone.
    """
    path = judgements_of(graph)
    with open_store(address(graph), write=True) as store:
        said = _said(store)
        before = judgements.read(path)
        checked(new, said, joined(said, settle(before)), before, anyway=anyway)
        ledger = judgements.append(path, new, seen=seen)
        settled = settle(ledger)
        try:
            written = store.write((), joined(said, settled), extractor="", version="")
        except StoreError as error:
            hint = f"the judgement is in {path}: `kg review apply` lets the graph obey it"
            raise StoreError(error.message, where=error.where, hint=hint) from error
    return Decided(ledger, settled, written)


def undo(ids: Sequence[str], graph: Place, *, who: str = "", why: str = "") -> Decided:
    """Take judgements back, by their ids or how these begin; JudgementError if one holds no more already."""
    ledger = judgements.read(judgements_of(graph))
    lines = [ledger.find(text) for text in ids]
    held = ledger.held()
    for line in lines:
        if line.judgement.id not in held:
            where = f"{ledger.where}:{line.number}"
            raise JudgementError("this judgement is taken back already", where=where, hint="nothing is to do")
    return judge(
        [Judgement("judgement", line.judgement.id, "revoked", who=who, why=why) for line in lines], graph
    )


def obey(graph: Place) -> Decided:
    """Let the graph obey its file of judgements as it is now: after a merge in git, say."""
    with open_store(address(graph), write=True) as store:
        said = _said(store)
        ledger = judgements.read(judgements_of(graph))
        settled = settle(ledger)
        return Decided(ledger, settled, store.write((), joined(said, settled), extractor="", version=""))


def review(graph: Place) -> Reviewed:
    """Everything that a person needs to judge: what documents say, joined and judged so far."""
    with open_store(address(graph), write=False) as store:
        said = store.extractions()
        ledger = judgements.read(judgements_of(graph))
        settled = settle(ledger)
        return Reviewed(ledger, settled, said, joined(said, settled))


def joiner(graph: Place) -> Callable[[Sequence[Extraction]], Records]:
    """How extractions become the records of this graph: `joined`, as its file of judgements has it now."""
    return partial(joined, settled=settled(graph))


def settled(graph: Place) -> Settled:
    """What the judgements of this graph come to now."""
    return settle(judgements.read(judgements_of(graph)))


def _said(store: Store) -> tuple[Extraction, ...]:
    """What the graph's documents say; NoGraph if there are none to judge."""
    said = store.extractions()
    if not said:
        raise NoGraph(store.address)
    return said

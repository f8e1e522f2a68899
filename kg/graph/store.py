"""What every store of the graph can do; one adapter a file fulfils it (embedded.py; a server's next)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import StoreError
from kg.graph.index import NO_INDEX, Index
from kg.graph.shape import Changes, Graph
from kg.model import Document, Extraction, Records

if TYPE_CHECKING:
    from kg.graph.part import Part

Params = Mapping[str, Any]
"""Values of a statement's parameters: text, numbers, truth values, None, lists of these, rows."""


class NoGraph(StoreError):  # noqa: N818 - a state of the place, that a dry run does not mind
    """There is no graph at that address, and nothing else either."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "no graph here", where=where, hint="make one with `kg build`, or give another --graph"
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in their order, and one mapping a row from column to value.

    Values are plain: text, numbers, truth values, None, lists and maps of these. Dates are ISO text,
    nodes and edges are maps of their properties, a path is the list of its nodes and edges in turn.
    """

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What one write changed: ids of documents, and how many nodes and edges differ from before.

    `added` were not there, `superseded` have another text than before (the old version stays, counts no
    more), `renewed` have the same text read anew (another extractor, corrected title or date), `withdrawn`
    stay and count no more.
    `created`, `changed` and `removed` count nodes and edges per label or type.
    """

    added: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    created: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything in the graph is different from before."""
        return bool(self.created or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did, in one sentence, and what is to be printed: say, the command that comes next."""

    told: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a graph holds; superseded and withdrawn documents and their claims are counted apart.

    `entities` maps a type to its number, `claims` and `edges` a status, `relations` an edge type.
    """

    documents: int
    superseded: int
    withdrawn: int
    entities: dict[str, int]
    claims: dict[str, int]
    edges: dict[str, int]
    relations: dict[str, int]
    attacks: int
    figures: int


class Store(Protocol):
    """A property graph of documents, claims and the edges computed from them.

    Every method raises StoreError when the store fails; `read` raises QueryError for a statement that
    is wrong or not allowed. Nothing is half done: what `write`, `withdraw` and `put` change is seen whole
    or not at all.
    """

    @property
    def address(self) -> str:
        """Where the graph is, fit to be shown (no password)."""
        ...

    def documents(self, *, withdrawn: bool = False) -> tuple[Document, ...]:
        """The documents that count, sorted by id; or the withdrawn versions, sorted by id and hash."""
        ...

    def unchanged(self, documents: Sequence[Document], extractor: str, version: str) -> frozenset[str]:
        """Ids of those of `documents` that need no extraction: the graph has exactly them, read that way."""
        ...

    def extractions(
        self, without: Collection[str] = (), again: Collection[str] = ()
    ) -> tuple[Extraction, ...]:
        """What was extracted from each document that counts, just as it was written, sorted by id.

        Ids of attacks are document-local again, so that attacks can be joined anew with those of new
        documents. `without` leaves out documents about to be replaced or withdrawn; `again` are keys
        (`kg.graph.rows.document_key`) of withdrawn documents that are to count again.
        """
        ...

    def write(
        self,
        new: Sequence[Extraction],
        records: Records,
        *,
        extractor: str,
        version: str,
        index: Index = NO_INDEX,
    ) -> Written:
        """Add or replace the documents of `new` and set the graph to `records`.

        `records` is the join of `new` with `extractions(without=…)`: everything that counts. The graph
        then depends on the documents only, not on the order in which they came. `index` is that of all of
        them, so that `part` can serve the next time.
        """
        ...

    def part(self) -> "Part":
        """A reader of the graph for one that is about to `change` it."""
        ...

    def change(self, changes: Changes, index: Changes) -> Written:
        """Change what `changes` says and nothing else, and the index too; both follow from a `part`."""
        ...

    def withdraw(self, ids: Collection[str], records: Records, *, again: Collection[str] = ()) -> Written:
        """Let the documents `ids` count no more, and withdrawn versions with the keys `again` count again.

        `records` is the join of `extractions(without=ids, again=again)`.
        """
        ...

    def graph(self) -> Graph:
        """Everything that kg wrote, as plain data."""
        ...

    def put(self, graph: Graph) -> Written:
        """Make the store hold exactly `graph`, another store's."""
        ...

    def read(self, text: str, params: Params | None = None) -> Table:
        """The rows of one reading Cypher statement; QueryError if it is wrong, writes or loads a file."""
        ...

    def having(self, words: Sequence[str], limit: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of entities by whose names, and of claims in whose quotes, all of `words` may begin a word.

        `words` are those of `kg.graph.fulltext.words`. Some ids may fit less exactly; none that fits is
        missing. Claims come in order, the latest published first, and no more than `limit` of them; those
        that do not count are left out.
        """
        ...

    def counts(self) -> Counts:
        """How much the graph holds."""
        ...

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""
        ...

"""How long one more document takes, in graphs of two sizes: it should not follow the size.

    python -m benchmarks.growing [--claims 100000]

Both graphs are made up in the same way and get the same new documents, of actors that are in many claims and
of others that are in few. What is timed is all that follows reading: joining, looking up, writing.
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks import made_up
from benchmarks.ratio import Ratio, seconds, table
from kg import growing
from kg.graph import Store, open_store
from kg.model import Extraction
from kg.pipeline import joining

_SMALL = 1_000
_LARGE = 10_000
_TIMES = 30
"""Documents that are added one by one to an open graph."""
_WARM = 6
"""The first of them, which the machine needs to get warm and are not counted."""
_OPENED = 6
"""Documents that are added to a graph that is opened for each."""


def ratios(scale: float = 1.0) -> list[Ratio]:
    """One more document in a graph of 10 k claims beside one in a graph of 1 k."""
    return sized(round(_LARGE * scale), round(_SMALL * scale))


def sized(large: int, small: int) -> list[Ratio]:
    """One more document in a graph of `large` claims beside one in a graph of `small`."""
    with tempfile.TemporaryDirectory() as place:
        folders = Path(place) / "large.graph", Path(place) / "small.graph"
        made(folders[0], large)
        made(folders[1], small)
        return compared(*folders, f"{large:,} claims against {small:,}")


def compared(large: Path, small: Path, note: str) -> list[Ratio]:
    """The time for one more document in one graph beside that in another, in turns."""
    with open_store(str(large), write=True) as one, open_store(str(small), write=True) as other:
        taken = [(_timed(one, new), _timed(other, new)) for new in more(_TIMES)]
    ours, theirs = (median(found[_WARM:]) for found in zip(*taken, strict=True))
    opened = [(_opened(large, new), _opened(small, new)) for new in more(_OPENED, "late")]
    return [
        Ratio("one more document, in an open graph", ours, theirs, "s", 1.2, note=note),
        Ratio(
            "opening, one more document, closing",
            median(one for one, _ in opened),
            median(other for _, other in opened),
            "s",
            1.2,
        ),
    ]


def _timed(store: Store, new: Extraction) -> float:
    return seconds(lambda: _add(store, new))


def _opened(folder: Path, new: Extraction) -> float:
    def run() -> None:
        with open_store(str(folder), write=True) as store:
            _add(store, new)

    return seconds(run)


def _add(store: Store, new: Extraction) -> None:
    """Add a document; an error if all had to be joined anew."""
    growing.grown(store, [new], extractor="made up", version="1", basis=joining.basis())


def made(folder: Path, claims: int) -> None:
    """A graph of that many claims, with its index."""
    extractions = made_up.extractions(claims)
    records = joining.joined(extractions)
    index = growing.indexed(extractions, records, joining.basis())
    with open_store(str(folder), write=True) as store:
        store.write(extractions, records, extractor="made up", version="1", index=index)


def more(number: int, name: str = "new") -> list[Extraction]:
    """New documents under names that the graphs do not have."""
    found = made_up.extractions(8 * number, seed=len(name))
    return [_renamed(one, f"{name}-{place}") for place, one in enumerate(found)]


def _renamed(one: Extraction, name: str) -> Extraction:
    old = one.document.id
    return replace(
        one,
        document=replace(one.document, id=name, file=f"{name}.txt"),
        mentions=tuple(replace(m, id=m.id.replace(old, name), doc=name) for m in one.mentions),
        claims=tuple(replace(c, id=c.id.replace(old, name), doc=name) for c in one.claims),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growing")
    parser.add_argument("--claims", type=int, default=_LARGE, help="how many the larger graph has")
    print("\n".join(table(sized(parser.parse_args().claims, _SMALL))))

"""New documents into a graph without reading all of it, with the result that reading all of it would give.

`grown` reads what the new documents can touch, by the index beside the graph (`kg.graph.index`), and works
the difference out from that. Where it cannot be sure that this is enough, it says so (`Further`) and
everything is joined anew, as `kg.graph.build` does: that is slow and always right.
"""

from kg.growing.grown import grown
from kg.growing.indexing import indexed
from kg.growing.reach import Further

__all__ = ["Further", "grown", "indexed"]

"""The dossier of an actor as a file, with its chains of alleged sponsorship."""

from collections.abc import Sequence
from pathlib import Path

from kg.errors import QueryError
from kg.views import writing
from kg.views.pages import Block, Grid, Heading, Paragraph, as_html, as_markdown
from kg.views.projection import Told
from kg.views.report import report
from kg.views.trace import Asked, Chain, Hop, trace

_MOST_CHAINS = 10


def write(told: Told, actor: str, out: Path, filters: str = "") -> None:
    """Write the dossier of `actor` (an id) to `out`, as its ending says: .html, .htm or .md.

    QueryError for another ending, or if nothing that is left speaks of the actor.
    """
    ending = out.suffix.lower()
    if ending not in (".html", ".htm", ".md"):
        raise QueryError(f"no dossier of the form {ending!r}", where=str(out), hint="give .html or .md")
    if actor not in told.entities:
        raise QueryError("nothing is left of it with these filters", where=actor, hint="take some away")
    blocks = report(told, actor, chains(told, actor), filters)
    text = as_markdown(blocks) if ending == ".md" else as_html(told.name(actor), blocks)
    with writing.file(out) as file:
        file.write(text.encode())


def chains(told: Told, actor: str) -> tuple[Block, ...]:
    """The chains from any state to the actor, and from it to anybody, each with its weakest hop."""
    states = tuple(entity.id for entity in told.entities.values() if entity.type == "State")
    towards = trace(told, Asked(states, (actor,), k=_MOST_CHAINS)) if actor not in states else None
    away = trace(told, Asked((actor,), None, k=_MOST_CHAINS))
    found = [*(towards.chains if towards else ()), *away.chains]
    more = away.more or bool(towards and towards.more)
    blocks = [block for chain in found for block in _chain(chain)]
    return (*blocks, *([Paragraph("There are more chains: see `kg trace`.")] if more else ()))


def _chain(chain: Chain) -> list[Block]:
    told = (
        f"Asserted whole by {', '.join(chain.whole)}." if chain.whole else "Joined by kg; nobody asserts it."
    )
    weakest = chain.hops[chain.weakest]
    hop = f"{weakest.subject} {weakest.relation} {weakest.object}, {weakest.status}"
    about = f"{told} Weakest hop: {hop}. Times of the hops: {chain.times}." if len(chain.hops) > 1 else told
    hops = Grid(
        ("hop", "status", "said_by", "denied_by", "voices", "words"), [_hop(hop) for hop in chain.hops]
    )
    return [Heading(3, " → ".join(chain.path)), Paragraph(about), hops]


def _hop(hop: Hop) -> dict[str, object]:
    structure = "" if hop.alleges else " (structure, alleges nothing)"
    return {
        "hop": f"{hop.subject} {hop.relation} {hop.object}{structure}",
        "status": hop.status,
        "said_by": _distinct([f"{one.speaker}, {one.how}" for one in hop.said]),
        "denied_by": _distinct([f"{one.by} ({one.role})" for one in (*hop.denied, *hop.elsewhere)]),
        "voices": hop.voices,
        "words": f"“{hop.quote}” ({hop.document})" if hop.quote else None,
    }


def _distinct(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(texts))

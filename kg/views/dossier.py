"""The dossier of an actor as a file, with its chains of alleged sponsorship."""

from pathlib import Path

from kg.errors import QueryError
from kg.views import writing
from kg.views.pages import as_html, as_markdown
from kg.views.projection import Told
from kg.views.report import report


def write(told: Told, actor: str, out: Path, filters: str = "") -> None:
    """Write the dossier of `actor` (an id) to `out`, as its ending says: .html, .htm or .md.

    QueryError for another ending, or if nothing that is left speaks of the actor.
    """
    ending = out.suffix.lower()
    if ending not in (".html", ".htm", ".md"):
        raise QueryError(f"no dossier of the form {ending!r}", where=str(out), hint="give .html or .md")
    if actor not in told.entities:
        raise QueryError("nothing is left of it with these filters", where=actor, hint="take some away")
    blocks = report(told, actor, filters=filters)
    text = as_markdown(blocks) if ending == ".md" else as_html(told.name(actor), blocks)
    with writing.file(out) as file:
        file.write(text.encode())

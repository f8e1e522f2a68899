"""How many say it: claims gathered by voice, so that what is repeated, copied or passed on counts once.

Somebody named is one voice wherever he is quoted. A document's own voice and its unnamed speakers are one
each for all near-copies of the document. A document that only passes on what another one, or its publisher,
says adds no voice to that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Claim, Document, Unnamed

_Key = tuple[str, str, str]
"""An entity's id or "", a document's id or "", an unnamed speaker's words or ""."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice and the claims by which it says so, sorted by id.

    `speaker` is an entity's id: who says it or, for unnamed speakers, through whom they were heard. Where it
    is empty, `document` is the article whose own voice it is or whose unnamed speakers say it; of
    near-copies, the one they go back to. `words` are those for the unnamed speakers, else empty.
    """

    speaker: str
    document: str
    words: str
    claims: tuple[str, ...]


def voices(
    claims: Iterable[Claim], documents: Mapping[str, Document], publishers: Mapping[str, str]
) -> tuple[Voice, ...]:
    """The voices behind claims that say the same, sorted.

    `documents` tell which are near-copies, `publishers` maps a publisher's name to its entity.

    >>> paper = Document("d", "d.txt", 0, 0, "", "", publisher="Hill Gazette")
    >>> own = Claim("c1", "d", "a", "SUPPORTS", "b", "…", 0, 1)
    >>> quoted = Claim("c2", "e", "a", "SUPPORTS", "b", "…", 0, 1, asserted_by=("hill-gazette",))
    >>> [voice.claims for voice in voices([own, quoted], {"d": paper}, {"Hill Gazette": "hill-gazette"})]
    [('c1', 'c2')]
    """
    found: dict[_Key, set[str]] = {}
    articles: dict[tuple[str, str], str] = {}
    for claim in claims:
        document = documents.get(claim.doc)
        root = (document.copy_of if document else None) or claim.doc
        publisher = publishers.get(document.publisher or "", "") if document else ""
        for key in keys(claim, root):
            found.setdefault(key, set()).add(claim.id)
            if not key[0] and publisher:
                place = publisher, key[2]
                articles[place] = min(articles.get(place, root), root)
    for speaker, document_, words in sorted(found):
        article = articles.get((speaker, words))
        if not document_ and article is not None:
            found["", article, words] |= found.pop((speaker, document_, words))
    return tuple(Voice(*key, tuple(sorted(ids))) for key, ids in sorted(found.items()))


def keys(claim: Claim, root: str) -> list[_Key]:
    """What identifies the voices of one claim; `root` is its document, or the one that this is a copy of."""
    through = claim.reported_in or claim.reported_by or ""
    place = "" if through else root
    if not claim.asserted_by:
        return [(through, place, "")]
    return [
        (through, place, " ".join(a.unnamed.split())) if isinstance(a, Unnamed) else (a, "", "")
        for a in claim.asserted_by
    ]

"""Records with the ids of entities replaced, where two entities turned out to be one."""

from collections.abc import Mapping
from dataclasses import replace

from kg.model.records import Asserter, Claim, Denial, Mention, Unnamed


def rewritten_claim(claim: Claim, ids: Mapping[str, str]) -> Claim:
    """The claim with the entity ids of `ids` replaced; its own id stays."""
    if not ids:
        return claim
    return replace(
        claim,
        subject=ids.get(claim.subject, claim.subject),
        object=ids.get(claim.object, claim.object),
        asserted_by=rewritten_speakers(claim.asserted_by, ids),
        reported_by=rewritten_id(claim.reported_by, ids),
        reported_in=rewritten_id(claim.reported_in, ids),
        denied_by=tuple(_rewritten_denial(denial, ids) for denial in claim.denied_by),
    )


def rewritten_speakers(speakers: tuple[Asserter, ...], ids: Mapping[str, str]) -> tuple[Asserter, ...]:
    """The speakers with the ids of `ids` replaced, then each once; unnamed ones stay.

    Where none is replaced nothing changes, so that a graph does not depend on what else was renamed.

    >>> rewritten_speakers(("a", "a"), {"b": "c"}), rewritten_speakers(("a", "b"), {"b": "a"})
    (('a', 'a'), ('a',))
    """
    if not any(a in ids for a in speakers if not isinstance(a, Unnamed)):
        return speakers
    return tuple(dict.fromkeys(a if isinstance(a, Unnamed) else ids.get(a, a) for a in speakers))


def rewritten_id(entity: str | None, ids: Mapping[str, str]) -> str | None:
    """The id that stands for `entity` now; None stays None."""
    return None if entity is None else ids.get(entity, entity)


def _rewritten_denial(denial: Denial, ids: Mapping[str, str]) -> Denial:
    return replace(denial, entity=ids.get(denial.entity, denial.entity))


def rewritten_mention(mention: Mention, ids: Mapping[str, str]) -> Mention:
    """The mention with its entity id replaced; its own id stays."""
    new = ids.get(mention.entity)
    return mention if new is None else replace(mention, entity=new)

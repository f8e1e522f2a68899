"""Denials inside one document: which claims they deny, and the negative claims that mirror them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.claims import denials_words
from kg.claims.attribution import Voices
from kg.claims.denials_scope import Scope, key
from kg.claims.denials_words import DenyingWords
from kg.claims.ids import content_id
from kg.claims.parties import Parties
from kg.model import Claim, Cue, Denial, Reading

_Table = dict[str, list[tuple[Denial, Cue | None]]]


def apply(reading: Reading, voices: Voices, parties: Parties, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with `denied_by` and status set, and one negative claim more per claim and denier."""
    denied = _by_content(claims)
    scope = Scope(reading, parties, claims)
    denials = denials_words.find(reading, voices)
    for words in denials:
        for denier in words.deniers:
            for claim in scope.like(scope.of(replace(words, deniers=(denier,))), words):
                _add(denied, claim, denier, words)
    cues = {(name, words.quote.start): words.cue for words in denials for name in words.deniers}
    return _written(reading, claims, denied, cues)


def _add(denied: _Table, claim: Claim, denier: str, words: DenyingWords) -> None:
    entry = Denial(denier, claim.doc, words.quote.quote, words.quote.start, words.quote.end)
    found = denied.setdefault(claim.id, [])
    if entry not in [one for one, _ in found]:
        found.append((entry, words.cue))


def _by_content(claims: Iterable[Claim]) -> _Table:
    """Negative claims that are denials deny every positive claim of the same content by somebody else."""
    found: _Table = {}
    every = list(claims)
    for no in every:
        if no.polarity != "negative" or no.status != "denied":
            continue
        for yes in every:
            other = set(map(str, no.asserted_by)) - set(map(str, yes.asserted_by))
            if yes.polarity == "positive" and key(yes) == key(no) and other:
                for denier in (name for name in no.asserted_by if isinstance(name, str)):
                    entry = Denial(denier, no.doc, no.quote, no.start, no.end)
                    found.setdefault(yes.id, []).append((entry, None))
    return found


def _written(
    reading: Reading, claims: tuple[Claim, ...], denied: _Table, cues: Mapping[tuple[str, int], Cue]
) -> tuple[Claim, ...]:
    """The claims with their denials, and the denials as claims of their own."""
    done: list[Claim] = []
    mirrors: dict[tuple[tuple[str, str, str], str], list[tuple[Claim, Denial, Cue | None]]] = {}
    for claim in claims:
        entries = [entry for entry in denied.get(claim.id, []) if entry[0].entity not in claim.asserted_by]
        own = [(denial, cues.get((denial.entity, denial.start))) for denial in claim.denied_by]
        both = sorted({denial for denial, _ in (*own, *entries)}, key=_place)
        for denial, cue in (*own, *entries):
            mirrors.setdefault((key(claim), denial.entity), []).append((claim, denial, cue))
        done.append(replace(claim, denied_by=tuple(both), status="disputed") if both else claim)
    for (_, denier), entries_of in sorted(mirrors.items(), key=lambda item: item[0]):
        ids = tuple(sorted({claim.id for claim, _, _ in entries_of}))
        place = _written_already(done, entries_of[0][0], denier)
        if place is None:
            done.append(_mirror(reading, *entries_of[0], ids))
        else:
            done[place] = replace(done[place], denies=ids, status="denied")
    return tuple(done)


def _place(denial: Denial) -> tuple[int, int, str]:
    return (denial.start, denial.end, denial.entity)


def _written_already(claims: list[Claim], yes: Claim, denier: str) -> int | None:
    for place, claim in enumerate(claims):
        if claim.polarity == "negative" and key(claim) == key(yes) and denier in claim.asserted_by:
            return place
    return None


def _mirror(reading: Reading, yes: Claim, denial: Denial, cue: Cue | None, ids: tuple[str, ...]) -> Claim:
    document = reading.document
    parts = (yes.subject, yes.relation, yes.object, [denial.entity], "negative", denial.start, denial.end)
    return replace(
        yes,
        id=content_id("c", document.id, document.sha256, *parts),
        quote=denial.quote,
        start=denial.start,
        end=denial.end,
        qualifiers={},
        asserted_by=(denial.entity,),
        reported_by=None,
        reported_in=None,
        modality="asserted",
        hedge=cue.text if cue else None,
        hedge_cues=(cue,) if cue else (),
        polarity="negative",
        status="denied",
        denied_by=(),
        denies=ids,
        evidence=None,
        also=(),
        act="denies",
        reasons=("denial",),
    )


__all__ = ["apply", "key"]

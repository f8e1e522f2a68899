"""What a document said, as people judged it: rejected and corrected claims, denials linked to claims.

The extraction itself is never changed: what the machine read stays beside what a person made of it, and a
judgement that is taken back leaves no trace.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.entities.judgement_words import CORRECTED, speaker_ids
from kg.entities.pairs import Pairs
from kg.entities.settled import Settled, Verdict
from kg.model import Claim, Denial, Entity, Extraction, Unnamed
from kg.model.standing import counts, own_status

_OF_STATUS = ("subject", "asserted_by", "polarity", "modality", "denied_by")
"""Fields from which a claim's own status follows."""


def judged(extractions: Sequence[Extraction], settled: Settled) -> tuple[Extraction, ...]:
    """The extractions in the same order, with their claims as people judged them; nothing else differs.

    A correction that names an entity which nobody describes, in the documents or in the judgement, is left
    out: the claim stays as it was read.
    """
    if not (settled.claims or settled.denials):
        return tuple(extractions)
    known = {entity.id for extraction in extractions for entity in extraction.entities}
    known |= {attack.id for extraction in extractions for attack in extraction.attacks}
    return tuple(_extraction(extraction, settled, known) for extraction in extractions)


def described(settled: Settled, known: Collection[str]) -> tuple[Entity, ...]:
    """The entities that only judgements describe, sorted by id."""
    found: dict[str, Entity] = {}
    for name in sorted(settled.claims):
        for one in settled.claims[name].entities:
            if one.id not in known:
                found.setdefault(one.id, Entity(one.id, one.type, one.name))
    return tuple(found[name] for name in sorted(found))


def usable(pairs: Pairs, attacks: Collection[str]) -> dict[str, str]:
    """Which entities stand for which others; no group in which an attack would become something else."""
    barred = {one for group in pairs.groups if not group.isdisjoint(attacks) for one in group}
    return {gone: kept for gone, kept in pairs.kept.items() if gone not in barred}


def fits(verdict: Verdict, known: Collection[str]) -> bool:
    """Whether everything that a correction names is described somewhere."""
    own = {one.id for one in verdict.entities}
    return all(name in known or name in own for name in speaker_ids(verdict.fields))


def _extraction(extraction: Extraction, settled: Settled, known: Collection[str]) -> Extraction:
    old = {claim.id: claim for claim in extraction.claims}
    if old.keys().isdisjoint(settled.claims) and old.keys().isdisjoint(settled.denials):
        return extraction
    new = {name: _decided(claim, settled.claims.get(name), known) for name, claim in old.items()}
    new = {name: _linked(claim, settled.denials.get(name, ())) for name, claim in new.items()}
    new = {name: _denied(claim, old, new) for name, claim in new.items()}
    return replace(
        extraction, claims=tuple(_with_status(old[claim.id], new[claim.id]) for claim in old.values())
    )


def _decided(claim: Claim, verdict: Verdict | None, known: Collection[str]) -> Claim:
    if verdict is None or not fits(verdict, known):
        return claim
    fields: dict[str, Any] = dict(verdict.fields)
    if "asserted_by" in fields:
        fields["asserted_by"] = tuple(
            Unnamed(name[1:-1]) if name.startswith("“") else name for name in fields["asserted_by"]
        )
    if "support" in fields:
        kinds = fields.pop("support")
        rest = {name: value for name, value in claim.qualifiers.items() if name != "support"}
        fields["qualifiers"] = rest | ({"support": list(kinds)} if kinds else {})
    changed = replace(claim, **fields, review=verdict.review)
    turned = changed.polarity != claim.polarity
    return replace(changed, denies=(), denied_by=()) if turned else changed


def _linked(claim: Claim, targets: Iterable[str]) -> Claim:
    """A denial with the claims that a person says it denies; a rejected one denies nothing more."""
    more = set(targets) - {claim.id}
    if not more or not _denies(claim):
        return claim
    return replace(claim, denies=tuple(sorted({*claim.denies, *more})), review=CORRECTED)


def _denies(claim: Claim) -> bool:
    return claim.polarity == "negative" and counts(claim)


def _denied(claim: Claim, old: Mapping[str, Claim], new: Mapping[str, Claim]) -> Claim:
    """A claim without the denials of its document that no longer hold, with those that a person added."""
    if claim.polarity == "negative":
        return claim
    before = {name for denial in old.values() if claim.id in denial.denies for name in _speakers(denial)}
    now = {
        name: denial
        for denial in new.values()
        if claim.id in denial.denies and _denies(denial)
        for name in _speakers(denial)
    }
    if now.keys() == before:
        return claim
    kept = [one for one in claim.denied_by if one.entity not in before or one.entity in now]
    have = {one.entity for one in kept}
    added = [
        Denial(name, claim.doc, now[name].quote, now[name].start, now[name].end)
        for name in sorted(now)
        if name not in have
    ]
    return replace(claim, denied_by=(*kept, *added))


def _speakers(claim: Claim) -> list[str]:
    return [name for name in claim.asserted_by if isinstance(name, str)]


def _with_status(old: Claim, new: Claim) -> Claim:
    """The claim with the status that follows, where anything changed from which it follows."""
    if all(getattr(old, name) == getattr(new, name) for name in _OF_STATUS):
        return new
    return replace(new, status=own_status(new))

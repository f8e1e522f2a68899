"""A claim in words for people: what it says, as an allegation, who says it and who denies it.

For formats whose readers show a text: none of these sentences says in kg's own voice that it is so.
"""

from collections.abc import Iterable

from kg import schema
from kg.graph.status import speaker
from kg.model import Claim
from kg.model.standing import support
from kg.views.cells import safe
from kg.views.projection import Told


def heading(told: Told, claim: Claim) -> str:
    """The claim in one line, its status first: `disputed: Sudria supports Hill Front`."""
    relation = schema.load().relations.get(claim.relation)
    said = relation.label if relation else claim.relation
    ends = f"{told.name(claim.subject)} {said} {told.name(claim.object)}"
    return safe(
        f"{claim.status}: NOT ({ends})" if claim.polarity == "negative" else f"{claim.status}: {ends}"
    )


def account(told: Told, claim: Claim) -> str:
    """Who says it, how firmly, who denies it, in which words, where: a few sentences."""
    document = told.documents.get(claim.doc)
    says = "Denied by" if claim.polarity == "negative" else "Said by"
    hedge = f' ("{claim.hedge}")' if claim.hedge else ""
    through = [told.name(name) for name in (claim.reported_by, claim.reported_in) if name]
    by_way = f", through {_and(through)}" if through else ""
    sentences = [
        f"{heading(told, claim)}.",
        f"{says} {speakers(told, claim)}, {claim.modality}{hedge}{by_way}.",
    ]
    kinds = support(claim)
    if kinds:
        sentences.append(f"Kinds of support named: {', '.join(kinds)}.")
    deniers = sorted({told.name(denial.entity) for denial in claim.denied_by})
    if deniers:
        sentences.append(f"Denied by {_and(deniers)}.")
    if claim.evidence:
        sentences.append("The document says that proof is missing.")
    if claim.quote:
        sentences.append(f'Words: "{" ".join(claim.quote.split())}"')
    about = [claim.doc, *((document.publisher, document.published) if document else ())]
    sentences.append(f"Written in {', '.join(part for part in about if part)}.")
    return safe(" ".join(sentences))


def speakers(told: Told, claim: Claim) -> str:
    """Who says it, by name; a document that says it in its own voice is the document."""
    return _and(told.name(speaker(asserter)) for asserter in claim.asserted_by) or "the document"


def _and(words: Iterable[str]) -> str:
    parts = list(words)
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)

"""Articles of the benchmarks make known claims: what is read out of them can be checked."""

from collections import defaultdict
from pathlib import Path

from benchmarks import corpus, running
from kg import documents
from kg.model import Claim

FEWEST = 0.8
"""The share of known claims that must come out; a benchmark that reads nothing would be quick."""


def test_the_same_seed_gives_the_same_articles() -> None:
    assert list(corpus.articles(5)) == list(corpus.articles(5))
    assert list(corpus.articles(5)) != list(corpus.articles(5, seed=2))


def test_what_they_claim_is_read_out_of_them(tmp_path: Path) -> None:
    corpus.write(tmp_path, 8)
    found, skipped = documents.read([tmp_path])
    assert not skipped
    records = running.extract(found)
    names = {entity.id: {entity.name, *entity.aliases} for entity in records.entities}
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in records.claims:
        by_document[claim.doc].append(claim)
    known = [(article.name, told) for article in corpus.articles(8) for told in article.claims]
    read = [
        any(
            claim.relation == told.relation
            and told.subject in names[claim.subject]
            and told.object in names[claim.object]
            and (claim.polarity == "negative") == told.denied
            for claim in by_document[name]
        )
        for name, told in known
    ]
    assert sum(read) >= FEWEST * len(read)

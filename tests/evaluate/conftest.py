"""The small gold standard, and records that say exactly what it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.gold import Gold, load
from kg.evaluate.scores import Scores, compare
from kg.model import Attack, Claim, Mention, Records
from tests.evaluate import perfect, tiny


@dataclass(frozen=True)
class Case:
    """Perfect records of a gold standard, and ways to spoil them."""

    gold: Gold
    records: Records

    def claim(self, key: str) -> Claim:
        return next(one for one in self.records.claims if one.id == key)

    def mention(self, key: str) -> Mention:
        return next(one for one in self.records.mentions if one.id == key)

    def attack(self, key: str) -> Attack:
        return next(one for one in self.records.attacks if one.id == key)

    def with_claim(self, key: str, **changes: Any) -> Records:
        """The records with one claim changed."""
        return self.with_claims(
            replace(one, **changes) if one.id == key else one for one in self.records.claims
        )

    def with_claims(self, claims: Iterable[Claim]) -> Records:
        return replace(self.records, claims=tuple(claims))

    def without_claim(self, *keys: str) -> Records:
        return self.with_claims(one for one in self.records.claims if one.id not in keys)

    def plus_claim(self, like: str, **changes: Any) -> Records:
        """The records with one more claim, which is like another but for some changes."""
        return self.with_claims([*self.records.claims, replace(self.claim(like), id="extra", **changes)])

    def with_mention(self, key: str, **changes: Any) -> Records:
        mentions = (replace(one, **changes) if one.id == key else one for one in self.records.mentions)
        return replace(self.records, mentions=tuple(mentions))

    def with_attack(self, key: str, **changes: Any) -> Records:
        attacks = (replace(one, **changes) if one.id == key else one for one in self.records.attacks)
        return replace(self.records, attacks=tuple(attacks))

    def score(self, records: Records) -> Scores:
        return compare(records, self.gold, samples=0)

    def moved(self, records: Records) -> set[str]:
        """The names of the measures whose value differs from that of the perfect records.

        Without those that split another one further: by scope, by kind of mention or of asserter.
        """
        before, after = self.score(self.records), self.score(records)
        names = {name for name in before.measures if before.value(name) != after.value(name)}
        return {name.removesuffix(".core") for name in names if not _detail(name)}


_SPLIT = ("asserter.", "mentions.", "linked.", "triples.all", "attacks.b_cubed", "attacks.date_compatible")


def _detail(name: str) -> bool:
    part = name.startswith(_SPLIT) and name not in {"mentions.f1", "asserter.core"}
    return part or name.endswith((".precision", ".recall", ".all", ".all.f1"))


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The small gold standard with its perfect records."""
    folder, texts = tiny.write(tmp_path_factory.mktemp("tiny"))
    gold = load(folder)
    return Case(gold, perfect.records(gold, texts))


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small gold standard on disk: its folder, and that of its texts."""
    return tiny.write(tmp_path_factory.mktemp("tiny"))


Spoil = Callable[[Case], Records]

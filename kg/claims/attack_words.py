"""The word lists of attacks, looked up once: which noun or verb speaks of which kind of attack."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import SchemaError
from kg.schema.files import lexicon


@dataclass(frozen=True, slots=True)
class AttackWords:
    """The lexicon in the form that look-ups need.

    `nouns`, `weak` and `verbs` map a word to a kind; a verb with a particle or an object is filed under
    the verb, as {"up": kind}; the plain verb has the key "". `lists` holds every plain list as a set.
    `forms` maps pasts and participles of rare verbs, which the lemmatizer does not know, to the verb.
    """

    nouns: dict[str, str]
    weak: dict[str, str]
    verbs: dict[str, dict[str, str]]
    families: dict[str, str]
    modifiers: dict[str, str]
    needs: dict[str, frozenset[str]]
    harm: dict[str, str]
    lists: dict[str, frozenset[str]]
    forms: dict[str, str]

    def family(self, kind: str) -> str:
        """Which kinds can be one event with `kind`; "any" goes with all but plots."""
        return self.families.get(kind, "any")


@cache
def words() -> AttackWords:
    """The lexicon `attacks.yaml`."""
    data: dict[str, Any] = lexicon("attacks")
    nouns: dict[str, str] = {}
    weak: dict[str, str] = {}
    verbs: dict[str, dict[str, str]] = {}
    families: dict[str, str] = dict(data["families"])
    for kind, entry in data["kinds"].items():
        families[kind] = entry["family"]
        nouns.update(dict.fromkeys(entry["nouns"], kind))
        weak.update(dict.fromkeys(entry.get("weak", []), kind))
        for phrase in entry["verbs"]:
            verb, _, rest = phrase.partition(" ")
            verbs.setdefault(verb, {})[rest] = kind
    lists = {name: frozenset(map(_word, value)) for name, value in data.items() if isinstance(value, list)}
    return AttackWords(
        nouns=nouns,
        weak=weak,
        verbs=verbs,
        families=families,
        modifiers=dict(data["modifiers"]),
        needs={word: frozenset(beside) for word, beside in data["needs"].items()},
        harm=dict(data["harm"]),
        lists=lists,
        forms={form: verb for verb in (*verbs, *lists["firing"]) for form in _forms(verb)},
    )


def _forms(verb: str) -> list[str]:
    """Pasts and participles of a verb, and what is left of them where only the last letter is taken off.

    >>> _forms("machinegun")
    ['machineguned', 'machinegunned', 'machinegunning', 'machinegunne']
    """
    stem = verb.removesuffix("e")
    return [f"{stem}ed", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing", f"{verb}{verb[-1]}e"]


def _word(entry: Any) -> str:
    """A word of a list; YAML reads a bare `on` or `no` as a truth value, which has to be quoted."""
    if not isinstance(entry, str):
        raise SchemaError(f"not a word: {entry!r}", where="schema/lexicon/attacks.yaml", hint="quote it")
    return entry

"""Attacks of one document: which words speak of which event, when and where it was, its figures."""

from dataclasses import dataclass

from kg.model import Attack, Reading


@dataclass(frozen=True, slots=True)
class Events:
    """The attacks of a document, and its reading with an anchor on every word that stands for one."""

    reading: Reading
    attacks: tuple[Attack, ...] = ()


def find(reading: Reading) -> Events:
    """The attacks that a reading speaks of; ids are local to the document (`DOC~attack-1`)."""
    return Events(reading)

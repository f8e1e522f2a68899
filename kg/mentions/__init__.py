"""Document -> Reading: the known actors, names that no register has, references, dates."""

from kg.mentions.reader import Reader
from kg.mentions.register import Actor, Ambiguity, Register, load

__all__ = ["Actor", "Ambiguity", "Reader", "Register", "load"]

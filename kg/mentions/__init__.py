"""Document -> Reading: the known actors, names that no register has, references, dates."""

from kg.mentions import lookalikes
from kg.mentions.aliases import Aliases
from kg.mentions.reader import Reader
from kg.mentions.register import Actor, Ambiguity, Register, load

__all__ = ["Actor", "Aliases", "Ambiguity", "Reader", "Register", "load", "lookalikes"]

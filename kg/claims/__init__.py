"""Reading + rules or a language model -> claims, attacks and the entities that no register names."""

from typing import Protocol

from kg.model import Extraction, Reading


class Extractor(Protocol):
    """Whatever finds claims in a reading. `name` and `version` go into every claim it makes."""

    name: str
    version: str

    def extract(self, reading: Reading) -> Extraction:
        """The claims and attacks of one document, sorted, with document-local attack ids."""
        ...

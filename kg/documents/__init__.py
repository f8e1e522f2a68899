"""Files -> documents: what to read, in which format, split into articles, each with its metadata."""

from kg.documents.copies import linked
from kg.documents.reading import read, text_of

__all__ = ["linked", "read", "text_of"]

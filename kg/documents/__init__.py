"""Files -> documents: what to read, in which format, split into articles, each with its metadata."""

from kg.documents.reading import read

__all__ = ["read"]

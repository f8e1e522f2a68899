"""A knowledge graph of militant networks in which every edge is an allegation with its words."""

__version__ = "0.1.0"

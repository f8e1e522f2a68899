"""A graph as RDF in which an allegation stays an allegation, and back."""

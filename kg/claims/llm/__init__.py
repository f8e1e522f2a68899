"""A language model as an extractor, unable to invent a sentence: every quote is held against the article."""

from kg.claims.llm.extractor import LlmExtractor

__all__ = ["LlmExtractor"]

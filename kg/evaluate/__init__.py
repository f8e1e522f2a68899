"""How right the records are: measured against a gold standard that people annotated."""

from kg.evaluate.html import errors_html
from kg.evaluate.report import render_text, to_json
from kg.evaluate.scores import Scores, compare, pooled, score

__all__ = ["Scores", "compare", "errors_html", "pooled", "render_text", "score", "to_json"]

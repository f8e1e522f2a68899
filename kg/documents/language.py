"""The language of a text, without a network: English is told by its small words, others by a model."""

import re
from functools import cache
from typing import Any

from kg.schema.files import lexicon

_WORD = re.compile(r"[^\W\d_]{1,40}")
_SAMPLE = 3000
"""Characters taken from the beginning, the middle and the end of a long text."""
_SHARE = 8
"""English where at least every eighth word is a small English one (news prose: every third to fifth)."""
_UNLIKELY = 0.0005
"""Another language only where the model holds English for less likely than that: prose of ten words in
another language stays below 0.0001, lists of foreign names and short English headlines above 0.001."""


def language(text: str) -> str:
    """The ISO 639 code of the text's language; `en` for a text too short or too odd to tell.

    >>> language("The army said on Monday that the rebels were not in the town and had left by night.")
    'en'
    """
    sample = _sampled(text).lower()
    words = _WORD.findall(sample)
    if not words:
        return "en"
    small = _small_words()
    english = sum(word in small for word in words)
    if english * _SHARE >= len(words):
        return "en"
    (code, _), *_ = ranks = _model().rank(sample)
    latin = sum(word[0] < "\u0250" for word in words)
    return str(code) if dict(ranks)["en"] < _UNLIKELY or latin * 2 < len(words) else "en"


def name(code: str) -> str:
    """A language's name for people, with its code.

    >>> name("fr"), name("xx")
    ('French (fr)', 'xx')
    """
    known = lexicon("languages")["names"].get(code)
    return f"{known} ({code})" if known else code


def _sampled(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = (len(text) - _SAMPLE) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(lexicon("languages")["english"])


@cache
def _model() -> Any:
    # Imported here: loading takes most of a second and 100 MB, and English alone never needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(sorted(lexicon("languages")["names"]))
    return model

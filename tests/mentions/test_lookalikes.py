"""Names that only look like those of known actors are told, and names of the register are not."""

import functools

import pytest

from kg.mentions import Aliases, load, lookalikes


@functools.cache
def aliases() -> Aliases:
    return Aliases(load())


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("Then H\u0430mas denied it.", "H\u0430mas", "Hamas"),
        ("Then \u041d\u0430m\u0430s denied it.", "\u041d\u0430m\u0430s", "Hamas"),
        ("The Isl\u0430mic St\u0430te claimed it.", "Isl\u0430mic St\u0430te", "Islamic State"),
        ("Then Ha\u200bmas denied it.", "Ha\u200bmas", "Hamas"),
        ("Then \u202eHa\u202cmas denied it.", "Ha\u202cmas", "Hamas"),
        ("Then \uff28amas denied it.", "\uff28amas", "Hamas"),
        ("Then \U0001d407amas denied it.", "\U0001d407amas", "Hamas"),
        ("Then H\u03b1m\u03b1s denied it.", "H\u03b1m\u03b1s", "Hamas"),
    ],
)
def test_it_is_told(text: str, words: str, meant: str) -> None:
    (one,) = lookalikes.find(text, aliases)
    assert (one.text, one.meant) == (words, meant)
    assert text[one.start : one.end] == words
    assert "U+" in one.told()


@pytest.mark.parametrize(
    "text",
    [
        "Hamas denied it.",
        "\u00c9cole: Hamas and the Islamic State \u2013 they denied it.",
        "\u0425\u0430\u043c\u0430\u0441, as Hamas is written in Russian, denied it.",
        "The H\u0430m\u0430r hills.",
        "",
    ],
)
def test_nothing_is_told(text: str) -> None:
    assert lookalikes.find(text, aliases) == ()

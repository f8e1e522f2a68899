"""Tokens of texts that nobody writes: every character stays in its place, in time."""

import time

import pytest

from kg.mentions.parsing import MODEL, _made, load

RUN = 20_000


@pytest.mark.parametrize(
    "text",
    [
        "“" * RUN,
        f"Iran said {'(' * RUN} so.  It denied it.",
        f"{'y)' * RUN}\nIran  denied it",
        f" {'—' * RUN} {'x' * RUN}  ",
    ],
)
def test_characters_without_end_are_one_word(text: str) -> None:
    began = time.process_time()
    made = _made(load(MODEL), text)
    assert time.process_time() - began < 5
    assert made.text == text
    assert max(len(token.text) for token in made) >= RUN


def test_what_people_write_is_left_to_the_tokenizer() -> None:
    nlp = load(MODEL)
    for text in ("Iran denied it, e.g. (twice).", f"Chapter 1{'.' * 300}12", ""):
        assert [token.text for token in _made(nlp, text)] == [token.text for token in nlp(text)]

from collections.abc import Callable

from kg.model import Reading

Read = Callable[[str], Reading]


def names(reading: Reading) -> list[tuple[str, str]]:
    return [(mention.text, mention.entity) for mention in reading.mentions]


def test_tokens_carry_the_words_of_the_file(read: Read) -> None:
    text = "Russia  said IS-K, the Haqqani network and “al-Qaida” attacked\nKabul. Putin’s U.S. trip ended."
    reading = read(text)
    for token in reading.tokens:
        assert text[token.start : token.end] == token.text
    assert [t.text for t in reading.tokens if t.anchor is not None] == [
        "Russia", "IS-K", "Haqqani network", "al-Qaida", "Kabul", "Putin", "U.S."
    ]  # fmt: skip


def test_a_name_that_looks_like_a_verb_keeps_the_sentence(read: Read) -> None:
    reading = read("Pakistan said on Monday that IS-K attacked the Taliban.")
    (verb,) = [token for token in reading.tokens if token.text == "attacked"]
    subject, object_ = (
        next(t for t in reading.children(verb.i) if reading.tokens[t].dep == dep) for dep in ("nsubj", "dobj")
    )
    assert reading.tokens[subject].text == "IS-K"
    assert reading.tokens[object_].text == "Taliban"


def test_a_name_inside_a_longer_one_is_nested(read: Read) -> None:
    mentions = read("A retired captain of the Pakistan Navy spoke.").mentions
    assert [(m.text, m.nested) for m in mentions] == [("Pakistan Navy", False), ("Pakistan", True)]


def test_a_shared_alias_is_settled_by_the_document_or_left_out(read: Read) -> None:
    phrase = "The National Liberation Army attacked an outpost."
    assert names(read(phrase)) == []
    assert ("National Liberation Army", "national-liberation-army-chad") in names(
        read(f"{phrase} It fled to Tibesti.")
    )
    assert ("National Liberation Army", "national-liberation-army-colombia") in names(
        read(f"{phrase} Colombia sent troops.")
    )


def test_reading_twice_gives_the_same(read: Read) -> None:
    text = "Chad accused Sudan of arming rebels in Darfur. Khartoum denied it."
    assert read(text) == read(text)

from collections.abc import Callable

import pytest

from kg.model import Reading

Read = Callable[[str], Reading]


def meaning(reading: Reading, word: str, nth: int = -1) -> tuple[str, ...]:
    """The entities that the last token `word` stands for."""
    token = [token for token in reading.tokens if token.text == word][nth]
    anchor = reading.anchor(token.i)
    return () if anchor is None else anchor.entities


@pytest.mark.parametrize(
    ("text", "word", "entities"),
    [
        ("IS-K attacked Kabul. The group killed ten men.", "group", ("islamic-state-khorasan-province",)),
        ("FARC attacked Bogotá. It killed ten men.", "It", ("farc",)),
        ("FARC said it killed ten men.", "it", ("farc",)),
        ("FARC lost its leader.", "its", ("farc",)),
        ("FARC attacked Bogotá. Its fighters killed ten men.", "fighters", ("farc",)),
        ("The TTP, which attacked Kabul, denied it.", "which", ("tehrik-i-taliban-pakistan",)),
        ("Al-Qaida, a branch of nothing, denied it.", "branch", ("al-qaeda",)),
        ("Members of the TTP attacked Kabul.", "Members", ("tehrik-i-taliban-pakistan",)),
        ("TTP fighters attacked Kabul.", "fighters", ("tehrik-i-taliban-pakistan",)),
        ("Russian officials denied it.", "officials", ("russia",)),
        ("The TTP's spokesman denied it.", "spokesman", ("tehrik-i-taliban-pakistan",)),
        ("Chad accused Sudan. Both countries sent troops.", "countries", ("chad", "sudan")),
        ("Chad warned Sudan. The two countries share a border.", "countries", ("chad", "sudan")),
        ("President Putin spoke. The president denied it.", "president", ("putin",)),
        ("Vladimir Putin spoke. He denied it.", "He", ("putin",)),
        ("Groups such as the TTP and FARC took part.", "Groups", ("tehrik-i-taliban-pakistan", "farc")),
        ("The rebel group FARC took part.", "group", ("farc",)),
        ("Chad said the military had fled.", "military", ("chad-military",)),
        (
            "Sudan helped the TTP and FARC. These groups took part.",
            "groups",
            ("farc", "tehrik-i-taliban-pakistan"),
        ),
    ],
)
def test_words_without_a_name_stand_for_what_was_named(
    read: Read, text: str, word: str, entities: tuple[str, ...]
) -> None:
    assert meaning(read(text), word) == entities


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("FARC attacked Bogotá. It is clear that ten men died.", "It"),
        ("FARC left. The bomb was big. It killed ten men.", "It"),
        ("FARC left. The group that attacked Bogotá fled.", "group"),
        ("FARC left. A group attacked Bogotá.", "group"),
        ("Former members of FARC attacked Bogotá.", "members"),
        ("FARC attacked the group.", "group"),
    ],
)
def test_what_is_not_clear_is_left_alone(read: Read, text: str, word: str) -> None:
    assert meaning(read(text), word) == ()


def test_a_claim_of_one_is_not_laid_at_the_other_s_door(read: Read) -> None:
    reading = read("Chad accused Sudan of arming it.")
    assert meaning(reading, "it") == ("chad",)


def test_he_and_she_keep_apart(read: Read) -> None:
    reading = read("Mrs Zara Bichara met Vladimir Putin. She accused him of lying.")
    assert meaning(reading, "She") == ("zara-bichara",)
    assert meaning(reading, "him") == ("putin",)

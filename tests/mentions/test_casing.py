from collections.abc import Callable

from kg.mentions.casing import restored
from kg.model import Reading

Read = Callable[[str], Reading]
WORDS = {"the", "rebels", "of", "attacked", "a", "base", "national", "front", "said", "in", "text"}


def test_names_and_acronyms_keep_their_capitals() -> None:
    text = "THE TIBESTI NATIONAL FRONT [TNF] ATTACKED A BASE IN CHAD. THE TNF SAID"
    chad = text.index("CHAD")
    assert restored(text, [(chad, chad + 4, "Chad")], WORDS.__contains__) == (
        "The Tibesti National Front [TNF] attacked a base in Chad. The TNF said"
    )


def test_text_in_capitals_is_parsed_as_prose_and_quoted_as_it_stands(read: Read) -> None:
    text = "FARC REBELS ATTACKED AN ARMY BASE IN BOGOTA ON MONDAY. THE GROUP KILLED TEN SOLDIERS."
    reading = read(text)
    (verb,) = [token for token in reading.tokens if token.text == "ATTACKED"]
    (subject,) = [i for i in reading.children(verb.i) if reading.tokens[i].dep == "nsubj"]
    anchor = reading.anchor(subject)
    assert anchor is not None
    assert (anchor.entities, anchor.via) == (("farc",), "described")
    assert [(m.text, m.entity) for m in reading.mentions] == [("FARC", "farc"), ("BOGOTA", "bogota")]
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)
    (group,) = [token for token in reading.tokens if token.text == "GROUP"]
    assert reading.anchor(group.i) is not None


def test_a_headline_in_capitals_is_restored_by_itself(read: Read) -> None:
    text = "RUSSIA ACCUSES SUDAN OF ARMING REBELS\n\nRussia on Friday accused Sudan of arming rebels in Chad."
    reading = read(text)
    assert [s.kind for s in reading.sentences] == ["title", "prose"]
    assert [m.entity for m in reading.mentions] == ["russia", "sudan", "russia", "sudan", "chad"]
    assert reading.tokens[reading.sentences[0].root].text == "ACCUSES"

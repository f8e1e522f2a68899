import time
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.mentions import Register, load
from kg.mentions.aliases import Aliases

WRONG = {
    "a type that does not exist": "actors:\n- {id: x, type: Band, name: X}\n",
    "a country that does not exist": "actors:\n- {id: x, type: Group, name: X, country: atlantis}\n",
    "an unknown field": "actors:\n- {id: x, type: Group, name: X, colour: red}\n",
    "an id twice": "actors:\n- {id: x, type: Group, name: X}\n- {id: x, type: Group, name: Y}\n",
    "a key twice": "actors:\n- {id: x, type: Group, name: X, name: Y}\n",
    "broken YAML": "actors:\n- {id: x, type: Group\n- [\n",
    "an alias of YAML": "actors:\n- &x {id: x, type: Group, name: X}\n- *x\n",
    "an ambiguous alias of nobody": (
        "actors:\n- {id: x, type: Group, name: X}\nambiguous:\n- {alias: Y, actors: [x, y]}\n"
    ),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_entry_is_named_with_its_place(tmp_path: Path, content: str) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(content)
    with pytest.raises(SchemaError) as caught:
        load(path)
    assert str(path) in str(caught.value)


def found(register: Register, text: str, case: str = "mixed") -> list[tuple[str, str]]:
    return [
        (text[names[0].start : names[0].end], names[0].entity) for names in Aliases(register).find(text, case)
    ]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("fighters of IS—K fled", "IS—K", "islamic-state-khorasan-province"),
        ("the Tehrik–i–Taliban Pakistan", "Tehrik–i–Taliban Pakistan", "tehrik-i-taliban-pakistan"),
        ("an al-Qa’ida cell", "al-Qa’ida", "al-qaeda"),
        ("Al Qaida said", "Al Qaida", "al-qaeda"),
        ("the Haqqani Network", "Haqqani Network", "haqqani-network"),
        ("Bogota's army", "Bogota", "bogota"),
        ("Kremlin sources", "Kremlin", "russia"),
        ("reports in the U.S.", "U.S.", "united-states"),
        ("a report in The Daily Wire", "The Daily Wire", "the-daily-wire"),
        ("N’Djamena fell", "N’Djamena", "ndjamena"),
    ],
)
def test_names_are_found_in_every_spelling(register: Register, text: str, words: str, actor: str) -> None:
    assert (words, actor) in found(register, text)


@pytest.mark.parametrize(
    "text", ["this is raw", "chadors", "ISIStan", "@FARC said", "united-states", "Raw data"]
)
def test_words_that_only_look_like_names_are_left_alone(register: Register, text: str) -> None:
    assert not found(register, text)


def test_text_in_capitals_is_read_too_but_not_its_small_words(register: Register) -> None:
    names = found(register, "THE TALIBAN IS IN KABUL, SAYS THE U.S.", "upper")
    assert names == [("TALIBAN", "afghan-taliban"), ("KABUL", "kabul"), ("U.S.", "united-states")]


def test_the_register_is_read_fast_enough_for_a_command() -> None:
    started = time.process_time()
    register = load()
    assert len(register.actors) > 1000
    assert time.process_time() - started < 1.5  # 0.2 s on a free machine

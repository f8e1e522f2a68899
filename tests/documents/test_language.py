"""The language of a text, also of short ones, of names alone, and of text in capitals."""

import pytest

from kg.documents.language import language, name
from kg.schema.files import lexicon

FOREIGN = {
    "fr": "Le groupe a revendiqué l'attaque contre le convoi, qui a fait au moins dix morts près du fleuve.",
    "es": "El grupo reivindicó el ataque contra el convoy, que dejó al menos diez muertos en la frontera.",
    "de": "Die Gruppe hat sich zu dem Angriff auf den Konvoi bekannt, bei dem zehn Menschen getötet wurden.",
    "nl": "De groep heeft de aanval op het konvooi opgeëist, waarbij in de stad zeker tien doden vielen.",
    "tr": "Grup, en az on kişinin öldüğü askeri konvoya yönelik saldırıyı üstlendiğini açıkladı.",
    "sw": "Kundi lenye silaha limedai kuhusika na shambulio dhidi ya msafara wa kijeshi karibu na mpaka.",
    "so": "Kooxda hubaysan ayaa sheegatay mas'uuliyadda weerarka lagu qaaday kolonyo milatari oo xadka.",
    "ru": "Вооружённая группа взяла на себя ответственность за нападение на колонну.",
    "ar": "أعلنت الجماعة المسلحة مسؤوليتها عن الهجوم على القافلة العسكرية قرب الحدود.",
    "ur": "مسلح گروہ نے فوجی قافلے پر حملے کی ذمہ داری قبول کر لی ہے اور حکومت نے پڑوسی ملک پر الزام لگایا۔",
    "zh": "该武装组织声称对边境附近车队遇袭事件负责。",
}


@pytest.mark.parametrize("code", FOREIGN)
def test_another_language_is_told(code: str) -> None:
    assert language(FOREIGN[code]) == code
    assert language(FOREIGN[code].upper()) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10 20 30 – 40",
        "Hello",
        "Lashkar, Jaish, Harkat",
        "REBELS STORM RIVER GARRISON, DOZENS DEAD",
        "Gunmen killed ten guards near the border.",
        "Gunmen Kill Ten Guards Near Border",
        "Al Qa'ida fi Bilad al-Maghrib",
        "It was said that “le mouvement continue” after the talks, and the minister of the interior agreed.",
    ],
)
def test_a_short_text_is_taken_for_english(text: str) -> None:
    assert language(text) == "en"


def test_a_quotation_at_the_beginning_does_not_decide() -> None:
    english = "The minister said that the army had taken the town and that it was not known who fired. " * 60
    assert language(FOREIGN["fr"] * 20 + english) == "en"


def test_every_language_has_a_name() -> None:
    assert name("ur") == "Urdu (ur)"
    assert all(isinstance(code, str) for code in lexicon("languages")["names"])

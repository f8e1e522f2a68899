"""Attacks of one document: which words speak of which event, where and when it was, what is no event."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest

from kg.claims import attacks
from kg.claims.attacks import Events
from kg.mentions import Reader
from kg.model import Attack, Document

Find = Callable[..., Events]


@pytest.fixture(scope="session")
def find(reader: Reader, report: Callable[[str], Document]) -> Find:
    def run(text: str, published: str | None = None, title: str | None = None) -> Events:
        whole = f"{title}\n\n{text}" if title else text
        document = replace(
            report(whole),
            published=published,
            title=title,
            title_start=0 if title else None,
            title_end=len(title) if title else None,
        )
        found = attacks.find(reader.read(document))
        for attack in found.attacks:
            spans = [(m.start, m.end, m.quote) for m in attack.mentions]
            spans += [(f.start, f.end, f.quote) for f in attack.casualties]
            assert all(whole[start:end] == quote for start, end, quote in spans)
        return found

    return run


def brief(found: Events) -> list[tuple[str, str | None, str | None]]:
    return [(attack.kind, attack.place, attack.date) for attack in found.attacks]


def only(found: Events) -> Attack:
    assert len(found.attacks) == 1, [attack.name for attack in found.attacks]
    return found.attacks[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb exploded in Kano on Friday.", ("bombing", "kano", "2014-05-23")),
        ("Rebels attacked a village near Kidal on 12 May 2014.", ("attack", "kidal", "2014-05-12")),
        ("The bombing of a market in Maiduguri in early May.", ("bombing", "maiduguri", "2014-05")),
        (
            "A suicide attack took place in Mogadishu yesterday.",
            ("suicide bombing", "mogadishu", "2014-05-23"),
        ),
        (
            "Gunmen opened fire on a bus in Karachi last week.",
            ("shooting", "karachi", "2014-05-12/2014-05-18"),
        ),
        ("Two men were shot dead in Bogota in 1989.", ("shooting", "bogota", "1989")),
        ("In June 2013, Peshawar was rocked by an explosion.", ("bombing", "peshawar", "2013-06")),
        ("The army carried out airstrikes in Idlib on Monday.", ("military strike", "idlib", "2014-05-19")),
        ("A priest was kidnapped in Aleppo in April 2013.", ("kidnapping", "aleppo", "2013-04")),
        ("He was assassinated in Beirut on 14 February 2005.", ("killing", "beirut", "2005-02-14")),
        (
            "A roadside bomb killed three soldiers in Kandahar on Monday.",
            ("bombing", "kandahar", "2014-05-19"),
        ),
        ("Rebels overran an army base near Goma on Sunday.", ("raid", "goma", "2014-05-18")),
        ("He drove a car into a convoy near Kano on Monday, killing 40.", ("attack", "kano", "2014-05-19")),
        ("They claimed the car bomb that struck Cali on 17 January.", ("bombing", "cali", "2014-01-17")),
        ("Men burst into a hall in Gaziantep and opened fire.", ("shooting", "gaziantep", None)),
        ("A drone attack on 14 May on an Abqaiq oil plant.", ("drone attack", "abqaiq", "2014-05-14")),
        ("The town of Goma was set on fire on Monday.", ("arson", "goma", "2014-05-19")),
        ("Iran sponsored the attack on its plant in Basra on Monday.", ("attack", "basra", "2014-05-19")),
        ("Militants blew up a bridge in Tikrit on Tuesday.", ("bombing", "tikrit", "2014-05-20")),
    ],
)
def test_an_event_has_its_kind_place_and_date(
    find: Find, text: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert brief(find(text, "2014-05-24")) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Attacks are on the rise in the north.",
        "The group carries out frequent attacks in Somalia.",
        "Analysts warn that the group could attack embassies in Nairobi.",
        "The threat of attacks in Europe is growing.",
        "The militants have the ability to launch attacks beyond their borders.",
        "Several attacks in Mali were blamed on smugglers.",
        "A murder suspect appeared before a court in Paris on Friday.",
        "Soldiers carried assault rifles through Beirut on Friday.",
        "The opposition attacked the decision of the court in Nairobi on Friday.",
        "Workers began a strike in Lyon on Monday.",
        "The companies began a joint operation in Lagos on Monday.",
        "The incident was widely reported.",
        "A bus overturned near Nairobi on Monday, killing 12.",
        "Nobody was killed in Basra on Monday.",
        "In 2023 violence killed 1,200 people in the province.",
    ],
)
def test_classes_fears_and_other_senses_are_no_events(find: Find, text: str) -> None:
    assert brief(find(text, "2014-05-24")) == []


def test_later_mentions_belong_to_the_event_they_point_to(find: Find) -> None:
    attack = only(
        find(
            "At least 20 people were killed when a bomb exploded in Kano on Friday. The blast also damaged "
            "a mosque. Nobody has claimed the attack. The incident was condemned. "
            "The Kano bombing was the worst.",
            "2014-05-24",
        )
    )
    assert [m.quote for m in attack.mentions][1:] == [
        "The blast",
        "the attack",
        "The incident",
        "The Kano bombing",
    ]


def test_a_headline_is_about_the_event_of_the_report(find: Find) -> None:
    attack = only(
        find(
            "At least 12 people died on Tuesday when a car bomb went off in the town of Gao. The attack was "
            "the third this year.",
            "2014-05-24",
            title="Dozen killed in car bombing in Mali",
        )
    )
    assert (attack.kind, attack.place, attack.date) == ("bombing", "gao", "2014-05-20")


def test_two_attacks_of_one_day_are_kept_apart(find: Find) -> None:
    found = find(
        "A bomb exploded in Kano on Friday. On the same day, another blast hit Jos, killing 12.", "2014-05-24"
    )
    assert brief(found) == [("bombing", "kano", "2014-05-23"), ("bombing", "jos", "2014-05-23")]
    assert [len(attack.casualties) for attack in found.attacks] == [0, 1]


def test_items_of_a_list_are_attacks_of_their_own(find: Find) -> None:
    found = find(
        "He named the bombing of a bus in Haifa in March 2003, the attack on a cafe in Jaffa in June 2004 "
        "and the killing of a farmer in Hebron in May 2005."
    )
    assert [attack.date for attack in found.attacks] == ["2003-03", "2004-06", "2005-05"]


def test_a_plural_with_two_towns_is_two_attacks(find: Find) -> None:
    found = find("Its recent attacks in Kano and Jos show its strength.")
    assert [attack.place for attack in found.attacks] == ["kano", "jos"]
    assert len(found.reading.anchors[-1].entities) >= 1
    anchor = next(a for a in found.reading.anchors if found.attacks[0].id in a.entities)
    assert anchor.entities == tuple(attack.id for attack in found.attacks)


def test_a_first_and_a_second_attack_are_two(find: Find) -> None:
    found = find(
        "The first attack was in Haifa, which left 10 people dead. "
        "The second attack was in Jaffa, killing three."
    )
    assert [(a.place, a.casualties[0].value) for a in found.attacks] == [("haifa", 10), ("jaffa", 3)]


def test_a_copula_makes_one_of_two_words(find: Find) -> None:
    attack = only(find("The Kano bombing was a suicide attack on a bus station. It was a massacre."))
    assert attack.kind in ("suicide bombing", "massacre")
    assert len(attack.mentions) == 3


def test_plots_are_kept_apart_by_kind(find: Find) -> None:
    attack = only(find("Police foiled a plot to bomb a market in Nairobi."))
    assert attack.kind == "foiled plot"
    found = find(
        "A bomb exploded in Kano on Friday. Police later foiled a bomb plot against Lagos.", "2014-05-24"
    )
    assert [attack.kind for attack in found.attacks] == ["bombing", "foiled plot"]


def test_the_strikes_of_a_state_are_military(find: Find) -> None:
    attack = only(find("Turkey launched a missile attack on Qamishli on Monday.", "2014-05-24"))
    assert attack.kind == "military strike"


def test_a_known_attack_keeps_the_name_of_the_register(find: Find) -> None:
    found = find("He planned the 9/11 attacks.")
    attack = only(found)
    assert attack.date == "2001-09-11"
    assert attack.name == found.reading.entities["september-11-attacks"].name


def test_nobody_claimed_it(find: Find) -> None:
    attack = only(
        find("A bomb exploded in Kano on Friday. No group has claimed responsibility.", "2014-05-24")
    )
    assert attack.claim_of_responsibility is not None
    assert attack.claim_of_responsibility.by is None
    assert attack.claim_of_responsibility.quotes[0].quote == "No group has claimed responsibility"


def test_bare_responsibility_is_for_the_attack_spoken_of(find: Find) -> None:
    found = find("A bomb exploded in Kano on Friday. Boko Haram claimed responsibility.", "2014-05-24")
    anchors = [a for a in found.reading.anchors if found.attacks[0].id in a.entities]
    assert [found.reading.tokens[a.token].text for a in anchors] == ["exploded", "responsibility"]


def test_every_attack_has_an_entity_anchors_and_mentions(find: Find) -> None:
    found = find("A bomb exploded in Kano on Friday. The blast was heard in Jos.", "2014-05-24")
    attack = only(found)
    assert attack.id == "report~attack-1"
    assert found.reading.entities[attack.id].type == "Attack"
    assert sum(mention.entity == attack.id for mention in found.reading.mentions) == 2
    for anchor in found.reading.anchors:
        assert found.reading.anchor(anchor.token) is anchor


def test_victims_are_told_in_words(find: Find) -> None:
    attack = only(find("Gunmen attacked a police station in Quetta on Friday.", "2014-05-24"))
    assert attack.victims == ("police station",)


def test_the_explosions_are_the_bombs_of_before(find: Find) -> None:
    attack = only(
        find("Two bombs exploded in Kano on Friday. The explosions killed 12 people.", "2014-05-24")
    )
    assert [figure.value for figure in attack.casualties] == [12]


def test_a_place_without_a_record_lies_where_the_text_puts_it(find: Find) -> None:
    entities = find(
        "A bomb exploded at the Cathedral of Saint Isabel in Kano on Friday.", "2014-05-24"
    ).reading.entities
    (place,) = [one for one in entities.values() if one.type == "Location" and "Isabel" in one.name]
    assert (place.type, place.parent) == ("Location", "kano")


def test_a_general_word_goes_back_to_an_event_of_its_kind(find: Find) -> None:
    found = find("Rebels killed 19 men in an ambush near Kano in October. The offensive has cost many lives.")
    assert [len(attack.mentions) for attack in found.attacks] == [1]


def test_where_an_attack_was_the_worst_is_not_where_it_was(find: Find) -> None:
    attack = only(find("A bomb exploded in Kano on Friday. It was the worst attack in Nigeria since 2011."))
    assert attack.place == "kano"


def test_the_same_text_gives_the_same_attacks(find: Find) -> None:
    text = "A bomb exploded in Kano on Friday. Rebels stormed a base in Gao on Sunday, killing six."
    assert find(text, "2014-05-24").attacks == find(text, "2014-05-24").attacks


def test_an_endless_list_is_passed_over_quickly(reader: Reader, report: Callable[[str], Document]) -> None:
    reading = reader.read(report("The attack, the blast, the killing of 3 men, " * 300))
    started = perf_counter()
    assert attacks.find(reading).attacks == ()
    assert perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A bomb had been planted at the bank by two men in Lima on 3 May 1989.", "bombing"),
        ("Minister Rojas accused the FMLN of killing the priests.", "killing"),
        ("Shining Path guerrillas killed five peasants and burned their houses.", "killing"),
        ("A judge kidnapped by the Shining Path was found near Lima.", "kidnapping"),
    ],
)
def test_a_deed_laid_to_somebody_is_an_attack(find: Find, text: str, kind: str) -> None:
    assert only(find(text)).kind == kind


def test_combat_alone_is_no_attack(find: Find) -> None:
    assert not find("The army killed five guerrillas.").attacks


def test_the_crime_is_the_murder_spoken_of(find: Find) -> None:
    text = "Mayor Rojas was murdered in Cali on 3 May 1989. This crime was committed by the Extraditables."
    attack = only(find(text))
    assert [mention.quote for mention in attack.mentions][-1] == "This crime"


def test_an_hour_is_no_year(find: Find) -> None:
    text = "A bomb exploded in Lima at approximately 2030 on 3 May 1989. At 1835 another one went off."
    assert {attack.date for attack in find(text).attacks} <= {"1989-05-03", None}

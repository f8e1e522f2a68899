"""Names that several actors share: who keeps one, and which are settled by context."""

from collections import defaultdict
from typing import Any

from derivation.register import Actor, Register, read
from derivation.spelling import key, unique

ORGANISED = {"Group", "Agency", "Organisation"}


def settle(register: Register) -> list[Any]:
    """The entries of `ambiguous:`; the actors' aliases are changed to agree with them.

    A name of one hand-written actor and of others stays with the hand-written one. A name that only actors
    of the lists share is settled by the country of each, and so is the bare name of "National Guard (Mali)".
    The same holds for a name of the lists that consists of general words ("Military Intelligence Agency").
    Two hand-written actors with one name must be settled by hand.
    """
    manual: list[Any] = list(read("ambiguous")["ambiguous"])
    settled = {key(entry["alias"]) for entry in manual}
    written_as, users, bare = _users(register)
    for entry in manual:
        for i in set(users[key(entry["alias"])]) - set(entry["actors"]):
            _give_up(register, register.actors[i], key(entry["alias"]))
        for i in entry["actors"]:
            if key(register.actors[i]["name"]) != key(entry["alias"]):
                _share(register, register.actors[i], key(entry["alias"]), entry["alias"])
    unsettled = []
    found = manual
    for alias, ids in users.items():
        if alias in settled or (len(ids) < 2 and alias not in bare):
            continue
        own = [i for i in ids if "own" in register.actors[i]["origin"] and i not in bare[alias]]
        if len(own) == 1:
            for i in unique(ids, own[0]):
                _give_up(register, register.actors[i], alias)
        elif own:
            unsettled.append(f"{alias}: {own}")
        else:
            for i in ids:
                _share(register, register.actors[i], alias, written_as[alias])
            found.append({"alias": written_as[alias], "actors": sorted(ids), "cues": _cues(register, ids)})
    if unsettled:
        raise SystemExit("settle in seeds/register/ambiguous.yaml:\n" + "\n".join(sorted(unsettled)))
    return sorted(found, key=lambda entry: str(entry["alias"]))


def _users(register: Register) -> tuple[dict[str, str], dict[str, list[str]], dict[str, list[str]]]:
    """By the key of each name: how it is written, who has it, and whose country must be named with it."""
    written_as: dict[str, str] = {}
    users: dict[str, list[str]] = defaultdict(list)
    bare: dict[str, list[str]] = defaultdict(list)
    general = set(register.lists["general_words"])
    for actor in register.actors.values():
        names = [actor["name"], *actor["aliases"], *actor.get("short", []), *actor.get("metonyms", [])]
        for name in {key(n): n for n in names}.values():
            users[key(name)].append(actor["id"])
            written_as.setdefault(key(name), name)
        if "own" not in actor["origin"]:
            for name in (n for n in names if set(key(n).split()) <= general):
                bare[key(name)].append(actor["id"])
        short, _, bracket = actor["name"].removesuffix(")").partition(" (")
        country = register.actors.get(actor.get("country") or "", {})
        if (
            actor["type"] in ORGANISED
            and bracket
            and bracket in (country.get("name"), *country.get("aliases", []))
        ):
            bare[key(short)].append(actor["id"])
            written_as.setdefault(key(short), short)
    for alias, ids in bare.items():
        users[alias] = unique([*users[alias], *ids])
    return written_as, users, bare


def _give_up(register: Register, actor: Actor, alias: str) -> None:
    """Take a name from an actor."""
    if key(actor["name"]) == alias:
        actor["name"] = _with_country(register, actor)
    actor["aliases"] = [a for a in actor["aliases"] if key(a) != alias]


def _share(register: Register, actor: Actor, alias: str, written: str) -> None:
    """Let an actor have a name that others have, too."""
    if key(actor["name"]) == alias:
        actor["name"] = _with_country(register, actor)
    if alias not in map(key, actor["aliases"]):
        actor["aliases"].append(written)


def _with_country(register: Register, actor: Actor) -> str:
    """The name with the country behind it."""
    country = register.actors.get(actor.get("country") or "")
    return f"{actor['name']} ({country['name'] if country else actor['type'].lower()})"


def _cues(register: Register, ids: list[str]) -> dict[str, list[str]]:
    """For each actor the name, the adjectives and the capital of its country."""
    cues = {}
    for i in sorted(ids):
        country = register.actors.get(register.actors[i].get("country") or "")
        capital = register.actors.get(country.get("capital") or "") if country else None
        words = [country["name"], *country["adjectives"]] if country else []
        cues[i] = [*words, capital["name"]] if capital else words
    return cues

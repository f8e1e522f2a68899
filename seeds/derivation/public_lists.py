"""Actors of public lists: groups of the UCDP Actor Dataset, intelligence agencies of the MISP galaxy."""

import csv
import json
import re
from pathlib import Path
from typing import Any

from derivation.register import Register
from derivation.spelling import unique


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym rather than words.

    >>> [is_acronym(n) for n in ("LTTE", "M-19", "SLM/A", "Hezbollah", "Fretilin")]
    [True, True, True, False, False]
    """
    return " " not in name and sum(c.islower() for c in name) < 2


def usable(register: Register, name: str) -> bool:
    """Whether a name of a public list can stand as an alias: Latin letters, long enough, no ordinary word."""
    latin = all(ord(c) < 0x250 or c in "’–" for c in name)
    clean = not re.search(r"[\[\]()/:;\"]", name)
    return latin and clean and 2 < len(name) < 90 and name not in register.lists["no_alias"]


def ucdp_names(register: Register, row: dict[str, str]) -> tuple[str, list[str]]:
    """The name and the aliases of a UCDP group: English words of acronyms, the own words of the others."""
    data = " ".join(row["NameData"].split())
    english = " ".join(row["NameOrigFullEng"].replace("\n", "").split())
    native = " ".join(row["NameOrigFull"].split())
    newer = [n.strip() for n in row["NewNameFullEng"].split(",")]
    found = [data, " ".join(row["NameOrig"].split()), *[n.strip() for n in row["NewName"].split(",")], native]
    if is_acronym(data):
        found += [english, *newer]
        full = [n for n in (*newer[-1:], english, native) if n and not is_acronym(n) and usable(register, n)]
        name = full[0] if full else data
    else:
        name = data
    return name, unique([n for n in found if usable(register, n)], name)


def ucdp(register: Register, path: Path) -> None:
    """Named non-state groups of UCDP (Org 1 and 2), and the numbers of its governments."""
    countries = {actor["name"]: actor["id"] for actor in register.actors.values() if actor["type"] == "State"}
    countries |= register.lists["ucdp_countries"]
    dropped = [re.compile(rule) for rule in register.lists["ucdp_not_names"]]
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        code = row["ActorId"].strip()
        if row["Org"] == "4":
            country = countries.get(row["NameData"].removeprefix("Government of ").strip())
            if country and "ucdp" not in register.actors[country]["external"]:
                register.actors[country]["external"]["ucdp"] = code
        elif row["Org"] in "12":
            ucdp_group(register, row, countries, dropped)
    for row in rows:
        actor = register.actors.get(register.by_ucdp.get(row["ActorId"].strip(), ""))
        before = [register.by_ucdp.get(c.strip()) for c in row["ActorIdPrev"].split(",")]
        if actor and row["Splinter"] == "1" and actor["type"] == "Group" and not actor.get("split_from"):
            actor["split_from"] = next((b for b in before if b and b != actor["id"]), None)


def ucdp_group(
    register: Register, row: dict[str, str], countries: dict[str, str], dropped: list[re.Pattern[str]]
) -> None:
    """One group of UCDP: merged into the hand-written one, or added, or left out."""
    code = row["ActorId"].strip()
    known = register.by_ucdp.get(code)
    name, aliases = ucdp_names(register, row)
    if known:
        actor = register.actors[known]
        external = actor.setdefault("external", {})
        external["ucdp"] = ",".join(unique([*external.get("ucdp", "").split(","), code]))
        actor["origin"] = unique([*actor["origin"], "ucdp"])
        if not actor.get("keep") and actor["type"] == "Group":
            actor["aliases"] = unique([*actor["aliases"], name, *aliases], actor["name"])
        return
    if any(rule.search(" ".join(row["NameData"].split())) for rule in dropped) or not usable(register, name):
        return
    country = countries.get(row["Location"].split(",")[0].strip())
    id_ = register.free_id(name, country)
    register.by_ucdp[code] = id_
    register.add(
        {
            "id": id_,
            "type": "Group",
            "name": name,
            "aliases": aliases,
            "country": country,
            "external": {"ucdp": code},
            "origin": ["ucdp"],
        }
    )


def misp(register: Register, path: Path) -> None:
    """Intelligence agencies of the MISP galaxy."""
    codes = {
        a["external"].get("iso3166", "none"): i for i, a in register.actors.items() if a["type"] == "State"
    }
    for value in json.loads(path.read_text(encoding="utf-8"))["values"]:
        raw = value["value"]
        known = register.by_misp.get(raw)
        if known:
            actor = register.actors[known]
            actor.setdefault("external", {})["misp"] = value["uuid"]
            actor["origin"] = unique([*actor["origin"], "misp"])
            continue
        country = codes.get(value["meta"].get("country", ""))
        if raw in register.lists["misp_drop"] or not country:
            continue
        name, aliases = misp_names(register, raw, value)
        if not usable(register, name):
            continue
        state = register.actors[country]["name"]
        shown = f"{name} ({state})" if "(" in raw else name
        register.add(
            {
                "id": register.free_id(name if shown == name else f"{name} {country}", country),
                "type": "Agency",
                "name": shown,
                "aliases": unique([name, *aliases], shown),
                "parent": country,
                "country": country,
                "external": {"misp": value["uuid"]},
                "origin": ["misp"],
            }
        )


def misp_names(register: Register, raw: str, value: Any) -> tuple[str, list[str]]:
    """The name of a MISP agency without notes, and its other names; acronyms of four letters or more."""

    def clean(text: str) -> str:
        text = re.sub(r"\[[^\]]*\]|\s*\(page does not exist\)", "", text)
        text = re.sub(r"^[a-z]{2}:", "", text)
        return re.sub(r"\s*\([^)]*\)|\s+[–-]\s.*$|:.*$", "", text).strip(" ,")

    description = value.get("description", "")
    short = re.findall(r"\(([A-ZÄÖÜİ][A-Za-zÄÖÜİ]{3,8})\)", f"{raw} {description}")
    others = [clean(re.split(r"\s[–−-]\s", description)[0]), *map(clean, value["meta"].get("synonyms") or [])]
    others = [o for o in others if len(o.split()) > 1] + [s for s in short if sum(c.isupper() for c in s) > 2]
    return clean(raw), [o for o in others if usable(register, o)]

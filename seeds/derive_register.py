"""The register of known actors, seeds/actors.yaml, made out of seeds/register/ and two public lists.

Usage: python seeds/derive_register.py REFERENCE [OUT]

REFERENCE is a folder with `ucdp-actor-221.csv` (UCDP Actor Dataset 22.1, CC BY 4.0) and
`misp-intelligence-agencies.json` (MISP galaxy, CC0 1.0). OUT is the file to write, by default
seeds/actors.yaml. The same input gives the same bytes. What is hand-written is in seeds/register/: it
wins over the lists wherever both speak of one actor. How the lists are cleaned is data, too
(seeds/register/lists.yaml).
"""

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
HEADER = """\
# Register of known actors: states, groups, agencies, organisations, persons, places, well-known attacks.
# Made by `python seeds/derive_register.py REFERENCE`; edit seeds/register/*.yaml, not this file.
# Names, countries and lineage of groups marked `ucdp`: UCDP Actor Dataset version 22.1, Uppsala Conflict
# Data Program, CC BY 4.0; cite Davies, Shawn, Therese Pettersson & Magnus Öberg (2022) Organized violence
# 1989-2021 and drone warfare. Journal of Peace Research 59(4).
# Changes: selected, cleaned, merged with other entries.
# Names and countries of agencies marked `misp`: MISP galaxy, cluster intelligence-agencies, CC0 1.0.
"""
Actor = dict[str, Any]

PLAIN = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9 ._'’–-]*[A-Za-zÀ-ž0-9.'’-]|[A-Za-z]")
YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "none"}


def read(name: str) -> Any:
    """The content of seeds/register/NAME.yaml, or an empty mapping where there is none."""
    path = HERE / "register" / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.is_file() else {}


def slug(name: str) -> str:
    """A readable id: ASCII letters and digits, joined by hyphens.

    >>> slug("Côte d'Ivoire (north)")
    'cote-divoire-north'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = re.sub(r"['’‘`´]", "", plain.encode("ascii", "ignore").decode().lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def key(name: str) -> str:
    """The form under which spellings count as one: case, accents, hyphens and apostrophes do not matter.

    >>> key("Al‑Qa’ida") == key("al qa'ida")
    True
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-‐‑‒–—―]", " ", re.sub(r"['’‘`´ʼʻʿʾ]", "'", plain)).split())


def unique(values: list[str], *without: str) -> list[str]:
    """The values once each, in their order, without some; of two spellings the one with fewer capitals.

    >>> unique(["a", "b", "a"], "b"), unique(["Haqqani Network", "Haqqani network"])
    (['a'], ['Haqqani network'])
    """
    best: dict[str, str] = {}
    for value in values:
        if value and value not in without:
            known = best.setdefault(key(value), value)
            if capitals(value) < capitals(known):
                best[key(value)] = value
    taken = {key(name): capitals(name) for name in without}
    return [v for k, v in best.items() if capitals(v) < taken.get(k, 99)]


def capitals(name: str) -> int:
    """How many capital letters a name has."""
    return sum(c.isupper() for c in name)


def listed(value: Any) -> list[str]:
    """A list out of nothing, one value or a list."""
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


class Register:
    """The actors under way, by id, and who uses which alias."""

    def __init__(self) -> None:
        self.actors: dict[str, Actor] = {}
        self.lists = read("lists")
        self.by_ucdp: dict[str, str] = {}
        self.by_misp: dict[str, str] = {}

    def add(self, actor: Actor) -> None:
        """One more actor; ids are unique."""
        if actor["id"] in self.actors:
            raise SystemExit(f"the id {actor['id']} stands twice")
        actor["aliases"] = unique(listed(actor.get("aliases")), actor["name"])
        self.actors[actor["id"]] = actor

    def free_id(self, name: str, country: str | None) -> str:
        """A new id for a derived actor: its name, with the country where the name is taken."""
        base = slug(re.sub(r"\s*\([^)]*\)", "", name))
        tries = [base, f"{base}-{country}", *(f"{base}-{n}" for n in range(2, 9))]
        return next(i for i in tries if i not in self.actors)


def states(register: Register) -> None:
    """States with their capitals, which are Locations of their own."""
    for row in read("states")["states"]:
        names = row["id"].replace("-", " ").title()
        adjectives = listed(row.get("adjectives"))
        plural = [a + "s" for a in adjectives if a.endswith(("n", "i"))]
        capital = row.get("capital")
        capital_id = row.get("capital_id", slug(capital)) if capital else None
        external = {"iso3166": row["iso"]} if "iso" in row else {}
        register.add(
            {
                "id": row["id"],
                "type": "State",
                "name": row.get("name", names),
                "aliases": listed(row.get("aliases")),
                "short": listed(row.get("short")),
                "adjectives": adjectives,
                "demonyms": listed(row["demonyms"]) if "demonyms" in row else plural,
                "metonyms": listed(row.get("metonyms")),
                "capital": capital_id if row.get("capital_metonym", True) else None,
                "country": row.get("country"),
                "successor": row.get("successor"),
                "external": external,
                "origin": ["own"],
            }
        )
        for code in listed(row.get("ucdp")):
            register.by_ucdp[code] = row["id"]
        if capital_id and capital_id not in register.actors:
            register.add(
                {
                    "id": capital_id,
                    "type": "Location",
                    "name": capital,
                    "aliases": listed(row.get("capital_aliases")),
                    "country": row["id"],
                    "origin": ["own"],
                }
            )


def written(register: Register, file: str, type_: str) -> None:
    """Hand-written actors of one file."""
    for row in read(file).get(file, []):
        state = type_ == "Agency"
        actor: Actor = {
            "id": row["id"],
            "type": row.get("type", type_),
            "name": row["name"],
            "aliases": listed(row.get("aliases")),
            "parent": row["parent"] if "parent" in row else row.get("country") if state else None,
            "country": row.get("country"),
            "split_from": row.get("split_from"),
            "external": {},
            "origin": ["own"],
            "keep": row.get("keep"),
        }
        for key in ("roles", "date", "place", "kind"):
            if row.get(key):
                actor[key] = row[key]
        register.add(actor)
        for code in listed(row.get("ucdp")):
            register.by_ucdp[code] = row["id"]
        for value in listed(row.get("misp")):
            register.by_misp[value] = row["id"]


def forces(register: Register) -> None:
    """The plain names of armed forces and ministries of the states listed in agencies.yaml."""
    data = read("agencies")
    kinds = data["patterns"]
    owner = {name: a for a in register.actors.values() for name in (a["name"], *a["aliases"])}
    for kind, pattern in kinds.items():
        for state_id in data[pattern["states"]]:
            state = register.actors[state_id]
            short = [a for a in state["aliases"] if a in data["prefixes"]]
            before = [*state["adjectives"], state["name"], *short]
            names = [form.format(s=word) for word in before for form in pattern["forms"]]
            names += [form.format(s=state["name"]) for form in pattern.get("of", [])]
            known = next((owner[n] for n in names if n in owner), None)
            if known:
                known["aliases"] = unique([*known["aliases"], *names], known["name"])
                continue
            register.add(
                {
                    "id": f"{state_id}-{kind}",
                    "type": "Agency",
                    "name": names[0],
                    "aliases": names[1:],
                    "parent": state_id,
                    "country": state_id,
                    "origin": ["own"],
                }
            )


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
    return latin and clean and len(name) > 2 and name not in register.lists["no_alias"]


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
    codes = {a["external"].get("iso3166"): i for i, a in register.actors.items() if a["type"] == "State"}
    for value in json.loads(path.read_text(encoding="utf-8"))["values"]:
        raw = value["value"]
        known = register.by_misp.get(raw)
        if known:
            actor = register.actors[known]
            actor.setdefault("external", {})["misp"] = value["uuid"]
            actor["origin"] = unique([*actor["origin"], "misp"])
            continue
        country = codes.get(value["meta"].get("country"))
        if raw in register.lists["misp_drop"] or not country:
            continue
        name, aliases = misp_names(register, raw, value)
        if not usable(register, name):
            continue
        state = register.actors[country]["name"]
        shown = f"{name} ({state})" if "(" in raw or name in GENERIC else name
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


GENERIC: set[str] = set()


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


def shared_names(register: Register) -> list[Any]:
    """Names of several actors: hand-written ones keep theirs, lists share theirs with the country as cue."""
    manual = read("ambiguous")["ambiguous"]
    settled = {key(entry["alias"]) for entry in manual}
    written_as: dict[str, str] = {}
    users: dict[str, list[str]] = defaultdict(list)
    for actor in register.actors.values():
        names = [actor["name"], *actor["aliases"], *actor.get("short", []), *actor.get("metonyms", [])]
        for name in {key(n): n for n in names}.values():
            users[key(name)].append(actor["id"])
            written_as.setdefault(key(name), name)
    found: list[Any] = list(manual)
    unsettled: list[str] = []
    for alias, ids in users.items():
        if len(ids) < 2 or alias in settled:
            continue
        own = [i for i in ids if "own" in register.actors[i]["origin"]]
        if own:
            for i in set(ids) - set(own[:1]):
                actor = register.actors[i]
                if key(actor["name"]) == alias:
                    actor["name"] = with_country(register, actor)
                actor["aliases"] = [a for a in actor["aliases"] if key(a) != alias]
            if len(own) > 1:
                unsettled.append(f"{alias}: {own}")
            continue
        for i in ids:
            actor = register.actors[i]
            if key(actor["name"]) == alias:
                actor["aliases"].insert(0, actor["name"])
                actor["name"] = with_country(register, actor)
        found.append({"alias": written_as[alias], "actors": sorted(ids), "cues": country_cues(register, ids)})
    if unsettled:
        raise SystemExit("settle in seeds/register/ambiguous.yaml:\n" + "\n".join(sorted(unsettled)))
    return sorted(found, key=lambda entry: str(entry["alias"]))


def with_country(register: Register, actor: Actor) -> str:
    """The name with the country behind it."""
    country = register.actors.get(actor.get("country") or "")
    return f"{actor['name']} ({country['name']})" if country else f"{actor['name']} ({actor['type'].lower()})"


def country_cues(register: Register, ids: list[str]) -> dict[str, list[str]]:
    """For each actor the names and adjectives of its country."""
    cues = {}
    for i in sorted(ids):
        country = register.actors.get(register.actors[i].get("country") or "")
        cues[i] = [country["name"], *country["adjectives"]] if country else []
    return cues


FIELDS = (
    "id", "type", "name", "aliases", "short", "adjectives", "demonyms", "metonyms", "capital", "roles",
    "kind", "date", "place", "country", "parent", "split_from", "successor", "external", "origin",
)  # fmt: skip


def scalar(value: Any) -> str:
    """A YAML scalar: plain where that is safe, else quoted as in JSON."""
    text = str(value)
    if isinstance(value, str) and PLAIN.fullmatch(text) and text.lower() not in YAML_WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """A value in YAML's flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def render(actors: list[Actor], ambiguous: list[Any]) -> str:
    """The whole file: one block an actor, in the order of the ids."""
    lines = [HEADER + "actors:"]
    for actor in actors:
        for n, key in enumerate(k for k in FIELDS if actor.get(k)):
            lines.append(f"{'- ' if n == 0 else '  '}{key}: {flow(actor[key])}")
    lines.append("ambiguous:")
    for entry in ambiguous:
        lines.append(f"- alias: {scalar(entry['alias'])}")
        lines.append(f"  actors: {flow(entry['actors'])}")
        lines.append(f"  cues: {flow(entry.get('cues') or {})}")
    return "\n".join(lines) + "\n"


def build(reference: Path) -> str:
    """The text of seeds/actors.yaml."""
    register = Register()
    GENERIC.update(read("lists").get("generic_agencies", []))
    states(register)
    for file, type_ in (
        ("groups", "Group"),
        ("agencies", "Agency"),
        ("organisations", "Organisation"),
        ("persons", "Person"),
        ("places", "Location"),
        ("attacks", "Attack"),
        ("publications", "Publication"),
    ):
        written(register, file, type_)
    forces(register)
    ucdp(register, reference / "ucdp-actor-221.csv")
    misp(register, reference / "misp-intelligence-agencies.json")
    ambiguous = shared_names(register)
    return render(sorted(register.actors.values(), key=lambda actor: str(actor["id"])), ambiguous)


if __name__ == "__main__":
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "actors.yaml"
    out.write_text(build(Path(sys.argv[1])), encoding="utf-8")

"""Hand-written actors: seeds/register/*.yaml."""

from typing import Any

from derivation.register import Actor, Register, read
from derivation.spelling import listed, slug, unique


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


def rows_of(data: Any, file: str) -> list[Actor]:
    """The rows of a hand-written file; places are also written in short, by their country.

    >>> rows_of({"by_country": {"mali": ["Gao < sahel", "Menaka = Ménaka"]}}, "places")[0]
    {'name': 'Gao', 'aliases': [], 'country': 'mali', 'parent': 'sahel', 'adjectives': []}
    """
    rows = list(data.get(file, []))
    short = [(None, text) for text in data.get("regions", [])]
    short += [(country, text) for country, texts in data.get("by_country", {}).items() for text in texts]
    for country, text in short:
        words, _, parent = text.partition(" < ")
        name, _, aliases = words.partition(" = ")
        row = {"name": name, "aliases": aliases.split("; ") if aliases else [], "country": country}
        rows.append(row | {"parent": parent or None})
    for row in rows:
        row.setdefault("adjectives", data.get("adjectives", {}).get(row.get("id") or slug(row["name"]), []))
    return rows


def written(register: Register, file: str, type_: str) -> None:
    """Hand-written actors of one file."""
    for row in rows_of(read(file), file):
        state = type_ == "Agency"
        actor: Actor = {
            "id": row.get("id") or slug(row["name"]),
            "type": row.get("type", type_),
            "name": row["name"],
            "aliases": listed(row.get("aliases")),
            "parent": row["parent"] if "parent" in row else row.get("country") if state else None,
            "country": row.get("country"),
            "split_from": row.get("split_from"),
            "adjectives": listed(row.get("adjectives")),
            "external": {},
            "origin": ["own"],
            "keep": row.get("keep"),
        }
        for field in ("date", "place", "kind"):
            if row.get(field):
                actor[field] = row[field]
        actor["roles"] = [
            dict(zip(("title", "of"), role.split("@"), strict=True)) for role in row.get("roles", [])
        ]
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

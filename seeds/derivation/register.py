"""The actors under way, and the files in seeds/register/ they are read from."""

import re
from pathlib import Path
from typing import Any

import yaml

from derivation.spelling import listed, slug, unique

FOLDER = Path(__file__).resolve().parents[1] / "register"
Actor = dict[str, Any]


def read(name: str) -> Any:
    """The content of seeds/register/NAME.yaml, or an empty mapping where there is none."""
    path = FOLDER / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.is_file() else {}


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

"""The register as text: YAML, one block an actor."""

import json
import re
from typing import Any

from derivation.register import Actor

HEADER = """\
# Register of known actors: states, groups, agencies, organisations, persons, places, well-known attacks.
# Made by `python seeds/derive_register.py REFERENCE`; edit seeds/register/*.yaml, not this file.
# Names, countries and lineage of groups marked `ucdp`: UCDP Actor Dataset version 22.1, Uppsala Conflict
# Data Program, CC BY 4.0; cite Davies, Shawn, Therese Pettersson & Magnus Öberg (2022) Organized violence
# 1989-2021 and drone warfare. Journal of Peace Research 59(4).
# Changes: selected, cleaned, merged with other entries.
# Names and countries of agencies marked `misp`: MISP galaxy, cluster intelligence-agencies, CC0 1.0.
"""
PLAIN = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9 ._'’–-]*[A-Za-zÀ-ž0-9.'’-]|[A-Za-z]")
YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "none"}


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

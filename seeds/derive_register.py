"""The register of known actors, seeds/actors.yaml, made out of seeds/register/ and two public lists.

Usage: python seeds/derive_register.py REFERENCE [OUT]

REFERENCE is a folder with `ucdp-actor-221.csv` (UCDP Actor Dataset 22.1, CC BY 4.0) and
`misp-intelligence-agencies.json` (MISP galaxy, CC0 1.0). OUT is the file to write, by default
seeds/actors.yaml. The same input gives the same bytes. What is hand-written is in seeds/register/: it
wins over the lists wherever both speak of one actor. How the lists are cleaned is data, too
(seeds/register/lists.yaml).
"""

import sys
from pathlib import Path

from derivation.public_lists import misp, ucdp
from derivation.register import Register
from derivation.rendering import render
from derivation.shared_names import settle
from derivation.written import forces, states, written

HERE = Path(__file__).resolve().parent
FILES = (
    ("groups", "Group"),
    ("agencies", "Agency"),
    ("organisations", "Organisation"),
    ("persons", "Person"),
    ("populations", "Population"),
    ("places", "Location"),
    ("attacks", "Attack"),
    ("publications", "Publication"),
)


def build(reference: Path) -> str:
    """The text of seeds/actors.yaml."""
    register = Register()
    states(register)
    for file, type_ in FILES:
        written(register, file, type_)
    forces(register)
    ucdp(register, reference / "ucdp-actor-221.csv")
    misp(register, reference / "misp-intelligence-agencies.json")
    ambiguous = settle(register)
    return render(sorted(register.actors.values(), key=lambda actor: str(actor["id"])), ambiguous)


if __name__ == "__main__":
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "actors.yaml"
    out.write_text(build(Path(sys.argv[1])), encoding="utf-8")

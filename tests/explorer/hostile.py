"""A small graph in which every name, title and quote is written to harm its reader."""

import hashlib
from pathlib import Path

from kg.graph import open_store
from kg.model import Claim, Document, Entity, Extraction, Mention, Records

ONE = "<img src=x onerror=window.harmed=1>"
OTHER = "</script><script>window.harmed=2</script>\u202egnp.exe"
LONG = "A" * 100_000


def write(place: Path) -> tuple[str, str]:
    """Make the graph; the names of its two actors."""
    quote = f"{ONE} arms {OTHER}"
    text = f"{quote}\n\n{LONG}\n\n{{{{7*7}}}} [x](javascript:window.harmed=3)"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    title = f"{OTHER} {LONG}"
    report = Document("report", "report.txt", 0, len(text), sha256, text, title=title, publisher=ONE, url=ONE)
    entities = (
        Entity("one", "State", ONE, aliases=(LONG,), known=True),
        Entity("other", "Group", OTHER, known=True),
    )
    said = Claim(
        "c-1", "report", "one", "SUPPORTS", "other", quote, 0, len(quote), asserted_by=("other",), hedge=ONE,
        status="alleged", qualifiers={"support": [ONE]},
    )  # fmt: skip
    long = Claim(
        "c-2", "report", "other", "RIVAL_OF", "one", LONG, len(quote) + 2, len(quote) + 2 + len(LONG)
    )
    mention = Mention("m-1", "report", 0, len(ONE), ONE, "one")
    extraction = Extraction(report, (mention,), entities, (said, long))
    records = Records((report,), (mention,), entities, (said, long))
    with open_store(place, write=True) as store:
        store.write([extraction], records, extractor="rules", version="1")
    return ONE, OTHER

"""Anything at all as a document, record, export, judgements or query: an answer or a KgError, in time."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import documents
from kg.claims.rules import RulesExtractor
from kg.entities import judgements
from kg.entities.settled import settle
from kg.errors import KgError
from kg.mentions import Reader, blocks
from kg.model import Claim, Document, jsonl
from kg.views import backup, queries
from kg.views.rdf import restoring
from tests.documents import pdfs
from tests.documents.test_pdf import bomb
from tests.faults.killing import POINTS

pytestmark = [pytest.mark.slow, pytest.mark.fault]

SECONDS = 20.0
"""What a small hostile file may take at most, on a machine that does other things too."""

hostile = settings(
    max_examples=10 * POINTS,
    deadline=SECONDS * 1000,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

NASTY = ("\x00", "\ufeff", "\u202e", "\u2066", "\u200b", "\u0430", "\U0001f4a3", "\r", "\u2028", "\x1b[31m")

WORDS = st.sampled_from(
    [
        *NASTY,
        *("Norland accused Iran of arming Hezbollah.", "Iran denied it.", "killed 12", "M23", "on 31 Feb"),
        *(
            "---\n",
            "title:",
            "&a [*a]",
            "published: 2024-13-45",
            "<p>",
            "<!--",
            "</",
            "&#0;",
            "\n\n",
            "{",
            '"',
        ),
        *("%PDF-1.7\n", "1 0 obj", "stream\n", "endstream", "xref", "trailer << /Root 1 0 R >>", "startxref"),
        *(
            "By A. Nobody",
            "- 3 -",
            "(Reuters) -",
            "_" * 40,
            "[Text]",
            "\t",
            " ",
            "''",
            "“",
            "@prefix",
            "<a:b>",
        ),
    ]
)

TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=20)), max_size=40).map(" ".join)

BYTES = st.one_of(
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=400),
    TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")),
)

ENDINGS = ("txt", "md", "html", "htm", "pdf", "jsonl", "json", "xyz")


def answered(work: Callable[[Path], object], name: str, data: bytes) -> None:
    """It is done, or refused by a KgError that can be shown."""
    with TemporaryDirectory(prefix="kg-hostile-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            work(path)
        except KgError as error:
            str(error).encode()


def read(path: Path) -> None:
    found, skipped = documents.read([path.parent])
    for one in skipped:
        one.reason.encode()
    for document in found:
        document.content.encode()
        cut = blocks.blocks(document)
        assert all(0 <= one.start < one.end <= len(document.content) for one in cut)


@pytest.mark.parametrize("ending", ENDINGS)
@hostile
@given(data=BYTES)
def test_readers(ending: str, data: bytes) -> None:
    answered(read, f"report.{ending}", data)


@hostile
@given(data=BYTES)
def test_meta_files(data: bytes) -> None:
    def beside(path: Path) -> None:
        path.with_name("report.txt").write_text("Norland accused Iran of arming Hezbollah.")
        read(path)

    answered(beside, "report.meta.yaml", data)


@hostile
@given(data=BYTES)
def test_damaged_pdf(data: bytes) -> None:
    whole = pdfs.pdf(["Norland accused Iran of arming Hezbollah."])
    middle = len(whole) // 2
    for damaged in (whole[:middle] + data + whole[middle:], whole[:middle] + data):
        answered(read, "report.pdf", damaged)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["id", "doc", "start", "end", "quote", "about", "one", "other", "decision"]),
            inner,
            max_size=9,
        ),
    ),
    max_leaves=12,
)

RECORDS = st.lists(JSON.map(lambda one: json.dumps(one).encode()), max_size=4).map(b"\n".join)


@pytest.mark.parametrize("kind", sorted(jsonl.KINDS))
@hostile
@given(data=st.one_of(RECORDS, BYTES))
def test_records(kind: str, data: bytes) -> None:
    def load(path: Path) -> None:
        for name in jsonl.KINDS:
            if name != kind:
                (path.parent / f"{name}.jsonl").touch()
        jsonl.read(path.parent)

    answered(load, f"{kind}.jsonl", data)


@hostile
@given(data=st.one_of(RECORDS, BYTES))
def test_judgements(data: bytes) -> None:
    answered(lambda path: settle(judgements.read(path)), "judgements.jsonl", data)


@pytest.mark.parametrize("ending", ["nq", "nq.gz", "nt", "ttl", "trig", "jsonld", "rdf"])
@hostile
@given(data=st.one_of(RECORDS, BYTES))
def test_rdf(ending: str, data: bytes) -> None:
    answered(restoring.graph, f"graph.{ending}", gzip.compress(data) if len(data) % 2 else data)


@hostile
@given(data=BYTES)
def test_backups(data: bytes) -> None:
    answered(backup.read, "b.kg.gz", gzip.compress(data) if len(data) % 2 else data)


@hostile
@given(data=st.one_of(BYTES, BYTES.map(lambda data: b"// title: x\n// parameters:\n//   " + data)))
def test_query_headers(data: bytes) -> None:
    answered(queries.read, "mine.cypher", data)


@hostile
@given(text=TEXTS)
def test_reading_and_extracting(text: str, reader: Reader, report: Callable[[str], Document]) -> None:
    reading = reader.read(report(text.encode("utf-8", "replace").decode()))
    for claim in RulesExtractor().extract(reading).claims:
        assert text.encode("utf-8", "replace").decode()[claim.start : claim.end] == claim.quote


FIXED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a line of 5 MB": lambda: ("a.txt", b"Norland accused Iran. " * 230_000),
    "a word of 5 MB": lambda: ("a.txt", b"N" * 5_000_000),
    "100,000 names": lambda: ("a.txt", ", ".join(f"Brigade Ab{i:x}" for i in range(100_000)).encode()),
    "deep HTML": lambda: ("a.html", b"<div>" * 100_000 + b"Norland accused Iran." + b"</div>" * 100_000),
    "deep inline HTML": lambda: ("a.html", b"<p>" + b"<b><i>" * 20_000 + b"Norland accused Iran."),
    "wide HTML": lambda: ("a.html", b"<p>Norland accused Iran.</p>" * 20_000),
    "a bomb in a PDF": lambda: ("a.pdf", pdfs.pdf(["x"], change={5: bomb(200_000_000)})),
    "deep JSON": lambda: ("a.jsonl", b"[" * 1_000_000),
    "null bytes": lambda: ("a.txt", b"Norland\x00 accused Iran.\x00" * 20_000),
    "lone surrogates": lambda: (
        "a.txt",
        "Norland \ud800 accused \udfff Iran.".encode("utf-8", "surrogatepass"),
    ),
    "escaped surrogates": lambda: ("a.jsonl", b'{"id": "\\ud800", "text": "Norland \\udfff accused Iran."}'),
    "overrides": lambda: ("a.txt", ("Norland \u202eaccused\u202c Iran. " * 5_000).encode()),
    "YAML of many names": lambda: ("a.meta.yaml", _laughs()),
    "combining marks": lambda: ("a.txt", ("Norland" + "\u0301" * 100_000 + " accused Iran.").encode()),
}


def _laughs() -> bytes:
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("name", sorted(FIXED))
def test_fixed(name: str, tmp_path: Path) -> None:
    file, data = FIXED[name]()
    answered(read, file, data)


@pytest.mark.parametrize("ending", ["nt", "ttl", "jsonld", "nq.gz"])
def test_large_rdf(ending: str) -> None:
    data = {
        "nt": b"<" * 5_000_000,
        "ttl": b"[" * 100_000,
        "jsonld": b'{"a":' * 100_000,
        "nq.gz": gzip.compress(b"<a:b> " * 5_000_000),
    }[ending]
    answered(restoring.graph, f"graph.{ending}", data)


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'{"about":' * 50_000, b"\xff\xfe\x00", b'{"again": 1e999}']
)
def test_deep_records_and_judgements(data: bytes) -> None:
    answered(judgements.read, "judgements.jsonl", data)
    answered(lambda path: jsonl._read(path.parent, Claim), "claims.jsonl", data)
    answered(queries.read, "mine.cypher", b"// " + data)

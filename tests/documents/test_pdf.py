"""PDF files: their words in paragraphs; encrypted, damaged and hostile ones in one sentence each."""

import io
import zlib
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import pdf as reader
from kg.documents import read, text_of
from kg.documents.printed import running_text
from tests.documents.conftest import Save, damaged, one, why
from tests.documents.pdfs import drawing, pdf, stream

REPORT = (
    (
        "Harbour Institute Report 2023/431",
        "Ships and shelter",
        "Norland accused Sudria on Monday of arming the Hill Front, a group in the hills, and of let-",
        "ting it train near the border. Sudria’s ministry “rejected” the charge (twice), and said the",
        "state-run service had never met them.",
        "The Coast Column is said to be run by the state. Analysts say it is run from a port town by",
        "Page 1 of 3",
    ),
    (
        "Harbour Institute Report 2023/432",
        "former officers who left the army in 2019, and that some of them are still paid by the state-",
        "run service. No proof was shown.",
        "• The first finding is that a ship came to the port in June and was unloaded there by night.",
        "• The second finding is that no ship came.",
        "Page 2 of 3",
    ),
    ("Harbour Institute Report 2023/433", "Annex", "None.", "Page 3 of 3"),
)
TEXT = """Harbour Institute Report 2023/431

Ships and shelter

Norland accused Sudria on Monday of arming the Hill Front, a group in the hills, and of letting it \
train near the border. Sudria’s ministry “rejected” the charge (twice), and said the state-run \
service had never met them.

The Coast Column is said to be run by the state. Analysts say it is run from a port town by former \
officers who left the army in 2019, and that some of them are still paid by the state-run service. \
No proof was shown.

• The first finding is that a ship came to the port in June and was unloaded there by night.

• The second finding is that no ship came.

Annex

None."""
LINE = ("Norland accused Sudria of arming the Hill Front.",)


def test_pages_become_paragraphs_without_running_heads(save: Save) -> None:
    path = save("report.pdf", pdf(*REPORT))
    document = one(path)
    assert document.content == TEXT
    assert (document.id, document.file, document.start) == ("report", "report.pdf", 0)
    assert text_of(path)[document.start : document.end] == document.content
    assert (document.author, document.published) == (None, None)


def test_a_meta_file_names_title_and_date(save: Save) -> None:
    path = save("report.pdf", pdf(*REPORT))
    save("report.meta.yaml", "title: Ships and shelter\npublished: 2023-06\ngenre: report\n")
    document = one(path)
    assert document.content[document.title_start : document.title_end] == "Ships and shelter"
    assert (document.published, document.genre) == ("2023-06", "report")


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINE)))
    writer.encrypt(user_password=password, owner_password="x", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_an_encrypted_file_is_read_only_where_everybody_may(save: Save) -> None:
    assert one(save("open.pdf", encrypted(""))).content == LINE[0]
    left_out = why(save("shut.pdf", encrypted("secret")))
    assert left_out.reason == "this PDF is encrypted; save it again without a password"


def bomb(size: int, times: int = 1) -> bytes:
    """A page whose content unpacks to `size` bytes, packed over and over."""
    content = zlib.compressobj(9)
    packed = b"".join(content.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + content.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    filters = b"/FlateDecode" * times
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(packed), filters, packed)


def forms(depth: int, width: int) -> dict[int, bytes]:
    """Objects of a page that draws a form, which draws another `width` times, and so on: `width ** depth`."""
    found = {5: stream(b"/X0 Do")}
    for level in range(depth):
        content = b"/X%d Do " % (level + 1) * width if level + 1 < depth else drawing(LINE)
        names = b"/Resources<</Font<</F1 3 0 R>>/XObject<</X%d %d 0 R>>>>" % (level + 1, 101 + level)
        found[100 + level] = stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + names)
    page = (
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X0 100 0 R>>>>>>"
    )
    return found | {4: page}


TREE = {n: b"<</Type/Pages/Count 9/Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(50, 70)}
TREE |= {2: TREE[50], 70: b"<</Type/Page/Parent 2 0 R>>"}
MANY_FONTS = b"".join(b"/G%d 3 0 R" % n for n in range(300))


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n", "this PDF cannot be read"),
        (b"A ferry sank.", "this PDF cannot be read"),
        (b"\x00" * 5_000, "this PDF cannot be read"),
        (pdf(LINE)[:200], "this PDF cannot be read"),
        (pdf(), "there are no words in this PDF; make its pictures text (OCR) first"),
        (pdf(()), "there are no words"),
        (pdf(LINE, change={5: bomb(400_000_000)}), "too large: it unpacks to more than a document holds"),
        (pdf(LINE, change={5: bomb(400_000_000, times=2)}), "it unpacks to more than"),
        (pdf(LINE, change={5: stream(b"(a) Tj " * 400_000)}), "too large"),
        (pdf(LINE, change={2: b"<</Type/Pages/Count 1/Kids[2 0 R]>>"}), "this PDF cannot be read"),
        (pdf(LINE, change=TREE), "too large"),
        (pdf(*[LINE] * 2_001), "too large: it has more than 2,000 pages"),
        (
            pdf(LINE, change={4: b"<</Type/Page/Contents 5 0 R/Resources<</Font<<%s>>>>>>" % MANY_FONTS}),
            "a page has more than 200 fonts",
        ),
        (pdf(LINE, change={1: b"[" * 200_000}), "this PDF cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(save: Save, data: bytes, complaint: str) -> None:
    left_out = why(save("report.pdf", data))
    assert complaint in left_out.reason
    assert "\n" not in left_out.reason
    assert len(left_out.reason) < 250


def test_forms_within_forms_end_soon(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, _ = read([save("some.pdf", pdf(LINE, change=forms(2, 3)))])
    assert documents[0].content.count(LINE[0]) == 3
    read([save("many.pdf", pdf(LINE, change=forms(12, 12)))])
    monkeypatch.setattr(reader, "_MOST_OPERATORS", 100)
    assert "it draws more than a document holds" in why(save("drawn.pdf", pdf(LINE * 200))).reason


def test_characters_that_no_text_has_are_left_out(save: Save) -> None:
    content = drawing(["The ship was \x00seen\x07 off the coast, officials said."])
    document = one(save("report.pdf", pdf((), change={5: stream(content)})))
    assert document.content == "The ship was seen off the coast, officials said."


def test_running_text_of_nothing_is_nothing() -> None:
    nothing: list[list[list[str]]] = [[], [[]], [["", " "], [""]]]
    assert [running_text(pages) for pages in nothing] == ["", "", ""]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="abcDE -.\u00ad1\n", max_size=30), max_size=6), max_size=5))
def test_no_line_within_a_page_is_lost(pages: list[list[str]]) -> None:
    whole = running_text(pages)
    inner = "".join("".join([line for line in page if line.strip()][2:-2]) for page in pages)
    for letter in filter(str.isalpha, set(inner)):
        assert whole.count(letter) >= inner.count(letter)
    assert running_text(pages) == whole


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_damaged_file_is_read_or_left_out(tmp_path: Path, seed: int, cuts: int) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(damaged(pdf(*REPORT), seed, cuts, b"<>/[]() 0123456789Rx\xff"))
    documents, skipped = read([path])
    assert len(documents) + len(skipped) == 1

"""Files into documents: ids, metadata, duplicates, languages, and everything that cannot be read."""

import gzip
import hashlib
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read, text_of
from kg.errors import DocumentError
from tests.documents.conftest import Save, one, why
from tests.documents.pdfs import pdf

FERRY = "The harbour master stopped a ferry on Monday. Nobody was hurt, the company said."
STRIKE = "Dockers walked out for a second day. The union blamed the ministry for the delay."
FRENCH = "Le capitaine du port a arrêté un ferry lundi. Personne n'a été blessé, a dit la compagnie lundi."
PAGE = "".join(
    f"Post {n}\n1{n}-06-2025\n- News\n- Post {n}\nTitle {n}\n{body}\n\n\n"
    for n, body in ((1, FERRY), (2, FRENCH), (3, STRIKE))
)


def test_a_file_becomes_a_document(save: Save) -> None:
    document = one(save("ferry.txt", f"Ferry stopped at sea\n\n{FERRY}\r\n"))
    assert (document.id, document.file, document.start, document.title) == (
        "ferry",
        "ferry.txt",
        0,
        "Ferry stopped at sea",
    )
    assert document.content.endswith("\r\n")
    assert document.sha256 == hashlib.sha256(document.content.encode()).hexdigest()
    assert (document.language, document.genre, document.text, document.tlp) == (
        "en",
        "unknown",
        "unknown",
        None,
    )


def test_a_page_becomes_numbered_documents_and_a_foreign_article_is_named(save: Save) -> None:
    documents, skipped = read([save("page.txt", PAGE)])
    assert [document.id for document in documents] == ["page#1", "page#3"]
    assert [document.published for document in documents] == ["2025-06-11", "2025-06-13"]
    (left_out,) = skipped
    assert left_out.path.endswith("page.txt#2")
    assert "French (fr)" in left_out.reason
    assert "language: en" in left_out.reason


def test_content_is_the_files_text_between_the_offsets(save: Save) -> None:
    path = save("page.txt", "\ufeff🚢\n" + PAGE.replace("\n", "\r\n"))
    text = path.read_bytes().decode()
    documents, _ = read([path])
    assert documents
    for document in documents:
        assert document.content == text[document.start : document.end]
        assert text[document.title_start : document.title_end] == document.title


def test_folders_are_searched_and_hidden_files_are_not(save: Save, tmp_path: Path) -> None:
    save("reports/a.txt", FERRY)
    save("reports/deep/er/b.txt", STRIKE)
    save("reports/.hidden.txt", FERRY)
    save("reports/.git/c.txt", FERRY)
    documents, skipped = read([tmp_path / "reports"])
    assert [(document.id, document.file) for document in documents] == [
        ("a", "a.txt"),
        ("b", "deep/er/b.txt"),
    ]
    assert skipped == ()
    assert one(tmp_path / "reports" / ".hidden.txt").id == ".hidden"


def test_equal_stems_are_told_apart_by_their_paths(save: Save, tmp_path: Path) -> None:
    for name in ("r/2024/a.txt", "r/2025/a.txt", "r/2025/a.text", "r/b.txt", "q/b.txt", "q/2024/a.txt"):
        save(name, f"{FERRY} Seen in {name}.")
    documents, skipped = read([tmp_path / "r"])
    assert skipped == ()
    assert [document.id for document in documents] == ["2024/a", "2025/a.text", "2025/a.txt", "b"]
    documents, skipped = read([tmp_path / "r", tmp_path / "q"])
    assert skipped == ()
    assert [document.id for document in documents] == [
        "2025/a.text",
        "2025/a.txt",
        "q/2024/a",
        "q/b",
        "r/2024/a",
        "r/b",
    ]


def test_a_picture_beside_a_report_changes_no_id(save: Save, tmp_path: Path) -> None:
    save("ferry.txt", FERRY)
    save("ferry.jpg", b"\xff\xd8\xff")
    documents, skipped = read([tmp_path])
    assert [document.id for document in documents] == ["ferry"]
    assert len(skipped) == 1


def test_paths_are_told_as_they_were_given(
    save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save("r/a.txt", "")
    save("r/b.txt", FERRY)
    monkeypatch.chdir(tmp_path)
    documents, skipped = read([Path("r"), Path("r/a.txt")])
    assert [document.file for document in documents] == ["b.txt"]
    assert [left_out.path for left_out in skipped] == ["r/a.txt"]


def test_the_result_depends_neither_on_order_nor_on_overlap(save: Save, tmp_path: Path) -> None:
    paths = [tmp_path / "r", tmp_path / "r" / "2024", tmp_path / "r" / "2024" / "a.txt", tmp_path / "q"]
    for name in ("r/2024/a.txt", "r/2024/b.txt", "r/a.txt", "q/a.txt", "q/copy.txt", "q/x.jpg", "q/no.txt"):
        save(name, FERRY if name.endswith(("a.txt", "copy.txt")) else "" if "no" in name else STRIKE)
    save("r/a.meta.yaml", "publisher: The Harbour Post\n")
    expected = read(paths)
    assert [document.id for document in expected[0]] == ["b", "r/a"]
    assert expected[0][1].duplicates == ("2024/a.txt", "copy.txt", "q/a.txt")
    assert len(expected[1]) == 2
    for seed in range(6):
        shuffled = [*paths, paths[0]]
        random.Random(seed).shuffle(shuffled)
        assert read(shuffled) == expected


def test_an_exact_duplicate_is_read_once_from_the_file_of_which_most_is_known(
    save: Save, tmp_path: Path
) -> None:
    save("a.txt", FERRY)
    save("b.txt", FERRY + "\n\n")
    save("c.txt", FERRY)
    save("b.meta.yaml", "publisher: The Harbour Post\npublished: 2025-06-11\n")
    documents, skipped = read([tmp_path])
    assert skipped == ()
    (document,) = documents
    assert document.id == "b"
    assert document.duplicates == ("a.txt", "c.txt")


def test_a_duplicate_inside_a_page_is_named_with_its_number(save: Save, tmp_path: Path) -> None:
    save("one.txt", PAGE)
    save("two.txt", PAGE)
    documents, _ = read([tmp_path])
    assert [(document.id, document.duplicates) for document in documents] == [
        ("one#1", ("two.txt#1",)),
        ("one#3", ("two.txt#3",)),
    ]


def test_an_id_that_an_article_of_another_file_has_is_refused(save: Save, tmp_path: Path) -> None:
    save("page.txt", PAGE)
    save("page#1.txt", STRIKE + " It went on.")
    documents, skipped = read([tmp_path])
    assert [document.id for document in documents] == ["page#1", "page#3"]
    assert any("its id is taken by an article in page" in left_out.reason for left_out in skipped)


def test_a_meta_file_corrects_what_the_file_tells(save: Save) -> None:
    path = save("ferry.txt", f"Ferry stopped at sea\n\n{FERRY}\n")
    save(
        "ferry.meta.yaml",
        "title: Ferry  held\npublisher: The Harbour Post\nauthor: Lena Orr\npublished: 2025-06-11\n"
        "url: https://harbour.example/ferry\ngenre: News\ntext: translated\nlanguage: en-GB\n"
        "tlp: amber+strict\n",
    )
    document = one(path)
    assert (document.title, document.title_start, document.title_end) == ("Ferry held", None, None)
    assert document.body_start == 0, "words that are no longer the headline are running text"
    assert (document.publisher, document.author) == ("The Harbour Post", "Lena Orr")
    assert (document.published, document.url) == ("2025-06-11", "https://harbour.example/ferry")
    assert (document.genre, document.text, document.language) == ("news", "translated", "en")
    assert document.tlp == "TLP:AMBER+STRICT"


def test_a_title_of_a_meta_file_is_found_in_the_text(save: Save) -> None:
    path = save("ferry.txt", f"Ferry stopped at sea\n{FERRY}\n")
    assert one(path).title is None
    save("ferry.txt.meta.yaml", "title: Ferry stopped at sea\n")
    document = one(path)
    assert document.content[document.title_start : document.title_end] == "Ferry stopped at sea"
    assert document.body_start is not None
    assert document.content[document.body_start :].startswith(FERRY)


def test_a_title_is_not_taken_out_of_a_sentence(save: Save) -> None:
    path = save("ferry.txt", f"{FERRY}\n{STRIKE}\n")
    save("ferry.meta.yaml", "title: a ferry\n")
    document = one(path)
    assert (document.title, document.title_start, document.body_start) == ("a ferry", None, 0)


@pytest.mark.parametrize(
    ("written", "read_as"), [("2025", "2025"), ("2025-06", "2025-06"), ("'2025-06-11'", "2025-06-11")]
)
def test_a_date_may_be_shorter_than_a_day(save: Save, written: str, read_as: str) -> None:
    path = save("ferry.txt", FERRY)
    save("ferry.meta.yaml", f"published: {written}\n")
    assert one(path).published == read_as


def test_single_articles_of_a_page_have_meta_data_of_their_own(save: Save) -> None:
    path = save("page.txt", PAGE)
    save(
        "page.meta.yaml",
        "tlp: green\narticles:\n  2: {language: en}\n  3: {title: Dockers, genre: opinion}\n",
    )
    documents, skipped = read([path])
    assert skipped == ()
    assert [document.tlp for document in documents] == ["TLP:GREEN"] * 3
    assert [document.genre for document in documents] == ["unknown", "unknown", "opinion"]
    assert [document.title for document in documents] == ["Title 1", "Title 2", "Dockers"]


@pytest.mark.parametrize(
    ("meta", "complaint"),
    [
        ("titel: Ferry\n", "unknown key 'titel'; did you mean title?"),
        ("published: 2025-13-41\n", "no"),
        ("published: soon\n", "'soon' is no date"),
        ("published: 2025-02\npublisher: [A]\n", "'publisher' is not text"),
        ("genre: poem\n", "'poem' is not in the list 'genre'; use one of news"),
        ("tlp: white\n", "'white' is not in the list 'tlp'"),
        ("url: harbour.example\n", "is no url"),
        ("language: english\n", "'english' is no language"),
        ("title: 1984\n", "'title' is not text; put it in quotes"),
        (f"title: {'x' * 3000}\n", "'title' is longer than 2,000 characters"),
        ("- title\n", "not a list of `key: value` lines"),
        ("title: a\ntitle: b\n", "stands twice"),
        ("title: [\n", "not valid YAML"),
        ("title: !!python/object:os.system x\n", "not valid YAML"),
        ("? [a]\n: b\n", "not valid YAML"),
        (b"title: \xff\n", "not UTF-8"),
        ("[" * 16_000, "not valid YAML"),
        ("title: " + "x" * 20_000, "longer than 16384 bytes"),
        ("articles:\n  2: {genre: news}\n", "there is no article 2: the file holds 1"),
        ("articles:\n  one: {genre: news}\n", "'one' is not the number of an article"),
        ("articles: [1]\n", "not a list of"),
    ],
)
def test_a_wrong_meta_file_leaves_out_its_document(save: Save, meta: str | bytes, complaint: str) -> None:
    path = save("ferry.txt", FERRY)
    save("ferry.meta.yaml", meta)
    left_out = why(path)
    assert complaint in left_out.reason
    assert "ferry.meta.yaml" in left_out.path


def test_an_empty_meta_file_says_nothing(save: Save) -> None:
    path = save("ferry.txt", FERRY)
    save("ferry.meta.yaml", "# nothing yet\n")
    assert one(path).publisher is None


def test_a_title_for_a_whole_page_is_refused(save: Save) -> None:
    path = save("page.txt", PAGE)
    save("page.meta.yaml", "title: All of it\n")
    assert "'title' cannot hold for all 3 articles" in why(path).reason


def test_two_meta_files_of_one_document_are_refused(save: Save) -> None:
    path = save("ferry.txt", FERRY)
    save("ferry.meta.yaml", "genre: news\n")
    save("ferry.txt.meta.yaml", "genre: opinion\n")
    assert "two meta files, ferry.meta.yaml and ferry.txt.meta.yaml" in why(path).reason


def test_a_meta_file_without_a_document_is_named(save: Save, tmp_path: Path) -> None:
    save("ferry.txt", FERRY)
    save("fery.meta.yaml", "genre: news\n")
    documents, skipped = read([tmp_path])
    assert len(documents) == 1
    assert [left_out.reason for left_out in skipped] == [
        "describes no document; name it after the file beside it"
    ]


def test_a_meta_file_given_with_its_document_is_no_document(save: Save) -> None:
    paths = [save("ferry.meta.yaml", "genre: news\n"), save("ferry.txt", FERRY)]
    documents, skipped = read(paths)
    assert [document.genre for document in documents] == ["news"]
    assert skipped == ()
    assert read(paths[:1]) == ((), ())


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n\n\t\n", "the file is empty"),
        ("a.txt", "\ufeff\n", "there is no text"),
        ("a.txt", b"A ferry\x00 sank.", "binary data"),
        ("a.txt", bytes(range(1, 32)) * 10, "binary data"),
        ("a.txt", b"%PDF-1.7\nabc", "a PDF file, not text"),
        ("a.txt", gzip.compress(FERRY.encode(), mtime=0), "a gzip file, not text"),
        ("a.txt", FERRY.encode("utf-16"), "this is UTF-16, not UTF-8; save it as UTF-8"),
        ("a.txt", "A ferry.\nA café sank.".encode("cp1252"), "byte 0xE9 at offset 14, line 2"),
        ("a.txt", b"A ferry \xed\xa0\x80 sank.", "byte 0xED at offset 8, line 1"),
        ("a.jpg", b"\xff\xd8\xff", "no reader for .jpg files; give files of .txt, .text"),
        ("a.txt", FRENCH.encode(), "its language is French (fr)"),
        ("a.txt", b"x " * 600_000, "too long: 1,200,000 characters"),
        ("a.txt", b"x" * 50_000_000, "too large: 50,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_a_reason(
    save: Save, name: str, content: str | bytes, complaint: str
) -> None:
    path = save(name, content)
    left_out = why(path)
    assert complaint in left_out.reason
    assert left_out.path == str(path)


def test_one_bad_file_does_not_stop_the_others(save: Save, tmp_path: Path) -> None:
    save("a.txt", b"\xff")
    save("b.txt", FERRY)
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    (tmp_path / "e").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "f.txt")
    documents, skipped = read([tmp_path])
    assert [document.id for document in documents] == ["b"]
    assert [Path(left_out.path).name for left_out in skipped] == ["a.txt", "c.txt", "d.txt", "e", "f.txt"]


def test_a_file_that_the_system_refuses_is_left_out(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save("a.txt", FERRY)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert why(path).reason == "cannot be read (Permission denied); change its permissions"


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(FERRY)
    left_out = why(path)
    assert left_out.reason == "the file's name is not UTF-8; rename it"
    left_out.path.encode()


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"gone: no such file or folder; give a path that exists"):
        read([tmp_path, tmp_path / "gone"])
    assert "cannot be opened" in why(tmp_path / ("x" * 300)).reason


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert why(tmp_path).reason == "no document in this folder; give another one"


def test_progress_counts_files(save: Save, tmp_path: Path) -> None:
    save("a.txt", FERRY)
    save("b.txt", "")
    seen: list[tuple[str, int, int]] = []
    read([tmp_path], lambda what, done, total: seen.append((what, done, total)))
    assert seen == [("Reading documents", 1, 2), ("Reading documents", 2, 2)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_whatever_bytes_a_file_has_it_is_read_or_left_out(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(data)
    documents, skipped = read([path])
    assert bool(documents) != bool(skipped)
    for document in documents:
        assert data.decode()[document.start : document.end] == document.content


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Gives standard input its bytes."""

    def hold(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return hold


def test_standard_input_is_a_document_named_after_its_bytes(
    save: Save, stdin: Callable[[bytes], None]
) -> None:
    stdin(FERRY.encode())
    document = one(Path("-"))
    assert (document.id, document.file, document.content) == (
        f"stdin-{hashlib.sha256(FERRY.encode()).hexdigest()[:12]}",
        "-",
        FERRY,
    )
    stdin(STRIKE.encode())
    documents, skipped = read([Path("-"), save("a.txt", FERRY), Path("-")])
    assert [found.id[:6] for found in documents] == ["a", "stdin-"]
    assert skipped == ()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (f'{{"text": "{FERRY}"}}\n{{"text": "{STRIKE}"}}'.encode(), [FERRY, STRIKE]),
        (f"<!doctype html><html><body><p>{FERRY}</p></body></html>".encode(), [FERRY]),
        (pdf([FERRY]), [FERRY]),
        (PAGE.encode(), [f"Post 1\n11-06-2025\n- News\n- Post 1\nTitle 1\n{FERRY}"]),
    ],
)
def test_standard_input_is_read_in_the_format_that_it_has(
    stdin: Callable[[bytes], None], data: bytes, found: list[str]
) -> None:
    stdin(data)
    documents, _ = read([Path("-")])
    assert [document.content for document in documents][: len(found)] == found


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "the file is empty"),
        (b"\xff", "not UTF-8 text"),
        (b"%PDF-1.7", "this PDF cannot be read"),
        (FRENCH.encode(), "its language is French"),
        (b"x" * 20_000_001, "too large"),
    ],
)
def test_wrong_standard_input_is_left_out_with_a_reason(
    stdin: Callable[[bytes], None], data: bytes, complaint: str
) -> None:
    stdin(data)
    left_out = why(Path("-"))
    assert complaint in left_out.reason
    assert left_out.path == "standard input"


def test_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "cannot be read" in why(Path("-")).reason


def test_the_text_of_a_file_is_the_one_that_offsets_count_in(save: Save) -> None:
    path = save("page.txt", "\ufeff🚢\n" + PAGE.replace("\n", "\r\n"))
    assert text_of(path) == text_of(path, 3) == path.read_bytes().decode()
    with pytest.raises(DocumentError, match=r"no reader for .jpg files"):
        text_of(save("a.jpg", "x"))


def test_heavy_libraries_wait_until_a_file_needs_them() -> None:
    code = (
        "import sys, kg.documents; print(*{'trafilatura', 'lxml', 'pypdf', 'py3langid'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"

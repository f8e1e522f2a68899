"""Shards and their manifest: where a record stands, what is read back, what is refused."""

import json
from pathlib import Path

import pytest

from kg import pipeline
from kg.documents import read as read_documents
from kg.errors import DocumentError, KgError
from kg.model import Document, Extraction, Records, columns, jsonl, shards
from kg.scale import addresses, reading, run, said
from kg.scale.engine import Local, components
from tests.scale.worlds import HOSTILE, by_shard, extractions, job, joined, lines


@pytest.fixture
def made(tmp_path: Path) -> Path:
    joined(extractions(1, 12), job(tmp_path, 3), Local())
    return tmp_path


def test_whatever_an_id_is_made_of_its_shard_is_a_number(tmp_path: Path) -> None:
    out = tmp_path / "out"
    read = joined(extractions(4, len(HOSTILE)), job(out, 5), Local())
    assert {document.id for document in read.documents} == set(HOSTILE)
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert all(name.startswith("out/") for name in files)
    assert all(part.isascii() for name in files for part in name)
    assert shards.shard_of("\ud800", 7) in range(7)


def test_the_manifest_tells_the_hash_of_every_file(made: Path) -> None:
    manifest = shards.manifest_of(made)
    assert manifest is not None
    assert {one.file for one in manifest.files} == {
        path.relative_to(made).as_posix() for kind in jsonl.KINDS for path in made.glob(f"{kind}/*")
    }
    assert (manifest.extractor, manifest.version, manifest.shards) == ("rules", "1", 3)
    assert manifest.records("documents") == 12
    assert not list(made.rglob("*.part"))


def test_a_file_that_is_not_the_one_of_the_manifest_is_refused(made: Path) -> None:
    file = next(iter(sorted((made / "claims").iterdir())))
    whole = file.read_bytes()
    for wrong in (whole[: len(whole) // 2], whole + whole, b""):
        file.write_bytes(wrong)
        with pytest.raises(DocumentError, match="not the file that the manifest names") as told:
            shards.read(made)
        assert "again" in str(told.value.hint)
    file.unlink()
    with pytest.raises(DocumentError, match="cannot be read"):
        shards.read(made)


@pytest.mark.parametrize(
    "name", ["../x.jsonl", "/etc/passwd", "claims/1.jsonl", "claims/00001.txt", "x/00001.jsonl"]
)
def test_a_manifest_names_nothing_outside_its_folder(made: Path, name: str) -> None:
    manifest = json.loads((made / shards.MANIFEST).read_bytes())
    manifest["files"][0]["file"] = name
    (made / shards.MANIFEST).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DocumentError, match="no name of a shard"):
        shards.read(made)


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff", b"{}", b'{"shards": "x"}'])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / shards.MANIFEST).write_bytes(data)
    with pytest.raises(DocumentError, match="not a manifest"):
        shards.read(tmp_path)


def test_five_files_and_shards_never_stand_together(made: Path) -> None:
    jsonl.write(Records(), made)
    with pytest.raises(DocumentError, match="stands beside"):
        shards.read(made)
    with pytest.raises(DocumentError, match="five files"):
        run.extract(Local(), [str(made)], run.Plan(made))


def test_files_of_an_earlier_run_that_are_named_no_more_are_removed(made: Path) -> None:
    few = joined(extractions(1, 12), job(made, 1), Local())
    assert lines(few) == lines(pipeline.joined(extractions(1, 12)))
    assert len(list((made / "claims").iterdir())) == 1


def test_records_come_back_from_parquet_as_they_were() -> None:
    records = pipeline.joined(extractions(5, 12))
    for kind, one in jsonl.KINDS.items():
        found = getattr(records, kind)
        data = columns.encode(found, one)
        assert data == columns.encode(found, one)
        assert tuple(columns.decode(data, one, "x")) == found


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"no"])
def test_what_is_no_parquet_is_told(data: bytes) -> None:
    with pytest.raises(DocumentError, match="not a Parquet file"):
        list(columns.decode(data, Document, "x"))


def test_a_missing_library_is_told_with_what_to_install() -> None:
    with pytest.raises(KgError, match="kg-militant-networks\\[scale\\]"):
        columns.arrow("no_such_library")


def test_chains_of_pairs_hang_together() -> None:
    found = components([("d", "c"), ("b", "a"), ("c", "b"), ("y", "x")])
    assert found == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}


def _counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of documents that are read; one with the word "bad" can't be."""
    asked: list[str] = []

    def claims_of(documents: list[Document], **_: object) -> object:
        asked.extend(one.id for one in documents)
        good = [one for one in documents if "bad" not in one.content]
        return tuple(Extraction(one) for one in good), ()

    monkeypatch.setattr(pipeline, "claims_of", claims_of)
    return asked


def test_only_what_is_not_there_yet_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _counting(monkeypatch)
    what = job(tmp_path, 2)
    documents = [one.document for one in by_shard(extractions(1, 12), 2)[0]]
    batch = reading.Batch(0, tuple(documents))
    list(said.say(batch, what))
    assert asked == [one.id for one in documents]
    before = said.path(tmp_path, 0).read_bytes()

    asked.clear()
    list(said.say(batch, what))
    assert asked == []

    said.path(tmp_path, 0).write_bytes(before[: len(before) // 2])  # a run that died, a disk that lost a part
    list(said.say(batch, what))
    assert asked == [one.id for one in documents]
    assert said.path(tmp_path, 0).read_bytes() == before

    asked.clear()
    said.path(tmp_path, 0).with_suffix(".json").unlink()
    list(said.say(batch, what))
    assert len(asked) == len(documents)

    asked.clear()
    list(said.say(reading.Batch(0, tuple(documents[1:])), what))
    assert asked == []
    assert [one.document for one in said.read(tmp_path, 0)] == documents[1:]
    list(said.say(batch, what))
    assert asked == [documents[0].id]
    assert said.path(tmp_path, 0).read_bytes() == before


def _files(folder: Path) -> None:
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text("A ship sank off the coast of the island on Monday.\n", "utf-8")
    (folder / "deep" / "one.txt").write_text("A bridge fell into the river on Tuesday.\n", "utf-8")
    (folder / "deep" / "same.txt").write_text("A ship sank off the coast of the island on Monday.\n", "utf-8")
    (folder / "odd #1 'name'.txt").write_text("The council met in the old hall on Friday.\n", "utf-8")
    (folder / "odd #1 'name'.meta.yaml").write_text("publisher: The Post\n", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8")
    (folder / ".hidden.txt").write_text("Nobody reads this.\n", "utf-8")
    (folder / "lines.jsonl").write_text('{"text": "It rained in the town all day."}\n{"no": 1}\n', "utf-8")
    (folder / "stray.meta.yaml").write_text("publisher: x\n", "utf-8")


def _read(paths: list[str], buckets: int) -> tuple[list[Document], list[tuple[str, str]]]:
    inputs, skipped = addresses.find(paths)
    engine = Local(buckets, seed=buckets)
    rows = [row for part in reading.batches(engine, inputs, 3) for row in part]
    documents = [one for row in rows if isinstance(row, reading.Batch) for one in row.documents]
    left = [*skipped, *(row for row in rows if not isinstance(row, reading.Batch))]
    return sorted(documents, key=lambda one: one.id), sorted((one.path, one.reason) for one in left)


@pytest.mark.parametrize("buckets", [1, 4])
def test_documents_are_those_that_one_process_reads(tmp_path: Path, buckets: int) -> None:
    _files(tmp_path / "in")
    documents, skipped = read_documents([tmp_path / "in"])
    found, left = _read([str(tmp_path / "in")], buckets)
    assert tuple(found) == documents
    assert left == [(one.path, one.reason) for one in skipped]
    assert len(found) == 4


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_an_address_gives_the_documents_of_the_folder(tmp_path: Path, kind: str) -> None:
    fsspec = pytest.importorskip("fsspec")
    _files(tmp_path / "in")
    address = f"{kind}://{tmp_path}/in"
    if kind == "memory":
        fsspec.filesystem("memory").put(str(tmp_path / "in"), str(tmp_path / "in"), recursive=True)
    documents, skipped = read_documents([tmp_path / "in"])
    found, left = _read([address], 2)
    assert tuple(found) == documents
    assert left == [(one.path, one.reason) for one in skipped]


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["-"], "standard input"),
        (["nowhere/at/all"], "no such file"),
        (["nosuch://x/y"], "cannot be reached"),
        (["file:///nowhere/at/all"], "no document"),
        (["file:///tmp", "here"], "together"),
    ],
)
def test_what_can_not_be_read_is_told(paths: list[str], told: str) -> None:
    with pytest.raises(DocumentError, match=told) as error:
        addresses.find(paths)
    assert error.value.hint


def test_rows_of_parquet_are_articles(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    texts = ["A ship sank off the island.", None, "", "A bridge fell into the river."]
    table = pa.table(
        {"text": texts, "published": ["2025-06-11", None, None, "no date"], "other": [1, 2, 3, 4]}
    )
    parquet.write_table(table, tmp_path / "news.parquet")
    (tmp_path / "half.parquet").write_bytes((tmp_path / "news.parquet").read_bytes()[:-40])
    documents, skipped = read_documents([tmp_path])
    assert [(one.id, one.content, one.published) for one in documents] == [
        ("news#1", "A ship sank off the island.", "2025-06-11")
    ]
    assert [Path(one.path).name for one in skipped] == [
        "half.parquet",
        "news.parquet:2",
        "news.parquet:3",
        "news.parquet:4",
    ]


def test_two_runs_never_write_into_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _counting(monkeypatch)
    _files(tmp_path / "in")
    plan = run.Plan(tmp_path / "out", shards=2)
    told: list[str] = []

    def meanwhile(what: str, done: int, total: int) -> None:
        told.append(what)
        with pytest.raises(DocumentError, match="another run writes there"):
            run.extract(Local(), [str(tmp_path / "in")], plan)

    run.extract(Local(), [str(tmp_path / "in")], plan, meanwhile)
    assert {"Reading documents", "Reading claims", "Joining"} <= set(told)
    assert len(asked) == 4
    half = plan.out / "claims" / ".00000.jsonl.elsewhere-1.part"
    half.write_bytes(b"{")
    run.extract(Local(), [str(tmp_path / "in")], plan)
    assert not half.exists()
    assert len(asked) == 4
    assert len(shards.read(plan.out).documents) == 4

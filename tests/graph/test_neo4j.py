"""What only a server can do: refuse, be away, die, hold somebody else's data, run things besides reading."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli.entry import group
from kg.errors import QueryError, StoreError
from kg.graph import Server, cypher, open_store, server
from kg.graph.connection import Connection, check_version
from kg.graph.neo4j import Neo4jStore
from tests.graph import story
from tests.graph.test_store import build, dump
from tests.neo4j.server import Neo4j
from tests.stores import holding

pytestmark = [pytest.mark.neo4j]


@pytest.fixture
def empty(neo4j: Neo4j) -> Server:
    """A database with nothing in it, and no constraint that a test has made."""
    neo4j.wipe()
    return neo4j.server


@pytest.fixture
def told(neo4j: Neo4j, empty: Server) -> Server:
    """A database with the whole story, to be changed by one test."""
    story.write(empty)
    return empty


def _open(address: Server, *, write: bool = False) -> None:
    with open_store(address, write=write):
        pass


@pytest.mark.parametrize("write", [True, False])
def test_what_refuses_us_says_so_in_one_sentence(neo4j: Neo4j, write: bool) -> None:
    good = neo4j.server
    nowhere = replace(good, url="bolt://127.0.0.1:9")
    for wrong, message in (
        (replace(good, password="wrong"), "refuses the user or the password; give them by --user"),
        (replace(good, user="lena"), "refuses the user or the password"),
        (replace(good, password=None), "refuses the user or the password"),
        (replace(good, database="letters"), "no such database on the server; give another --database"),
        (replace(good, url=good.url.replace("bolt:", "bolt+s:")), "no encrypted connection .* without TLS"),
        (replace(good, url=good.url.replace("bolt:", "neo4j+s:")), "no encrypted connection"),
        (nowhere, "no Neo4j server answers .*; start it, or give another address"),
        (replace(good, url="neo4j://no-such-host.invalid"), "no Neo4j server answers"),
    ):
        with pytest.raises(StoreError, match=message) as caught:
            _open(wrong, write=write)
        told = str(caught.value)
        assert "\n" not in told
        assert told.startswith(wrong.url)
        assert good.password
        assert good.password not in told


def test_something_else_that_listens_is_no_server(neo4j: Neo4j) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(StoreError, match="no Neo4j server answers"):
            _open(Server(f"bolt://127.0.0.1:{port}", password="x"))
        thread.join()


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/5.25.1", "Memgraph/3.0", "Neo4j/", ""])
def test_an_old_server_is_refused(agent: str) -> None:
    with pytest.raises(StoreError, match=r"too old or no Neo4j; take Neo4j 5\.26 or newer"):
        check_version(agent, "bolt://localhost")


@pytest.mark.parametrize("write", [True, False])
def test_what_kg_did_not_write_is_not_touched(neo4j: Neo4j, empty: Server, write: bool) -> None:
    neo4j.run("CREATE (:Letter {id: 'to-lena'})")
    with pytest.raises(StoreError, match="holds data that kg did not write; give another --database"):
        _open(empty, write=write)
    assert neo4j.run("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_nor_is_what_looks_like_it(neo4j: Neo4j, told: Server) -> None:
    neo4j.run("CREATE (:Letter {id: 'to-lena'})")  # beside a graph, of no concern
    _open(told, write=True)
    neo4j.run("CREATE (:Entity {id: 'acme', name: 'Acme'})")
    with pytest.raises(StoreError, match="1 nodes labelled Entity that kg did not write"):
        _open(told, write=True)
    assert neo4j.run("MATCH (n:Entity {id: 'acme'}) RETURN n.name AS name") == [{"name": "Acme"}]


def test_a_graph_of_another_version_is_not_touched(neo4j: Neo4j, told: Server) -> None:
    neo4j.run("MATCH (g:Graph) SET g.format = 0")
    for write in (True, False):
        with pytest.raises(StoreError, match="of another version of kg"):
            _open(told, write=write)


def test_a_constraint_of_somebody_else_is_named(neo4j: Neo4j, empty: Server) -> None:
    neo4j.run("CREATE CONSTRAINT theirs FOR (n:Claim) REQUIRE n.relation IS UNIQUE")
    try:
        with pytest.raises(StoreError, match=r"a constraint of the database was violated .*relation"):
            story.write(empty)
    finally:
        neo4j.run("DROP CONSTRAINT theirs")
    with pytest.raises(StoreError, match="not complete"):
        _open(empty)
    story.write(empty)
    _open(empty)


def test_nothing_written_makes_no_graph(neo4j: Neo4j, empty: Server) -> None:
    _open(empty, write=True)
    with pytest.raises(StoreError, match="no graph here"):
        _open(empty)
    assert neo4j.run("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]


HOLDER = """
import sys, time
from kg.graph import open_store, server
with open_store(server(sys.argv[1]), write=True) as store:
    print("open", flush=True)
    time.sleep(60)
"""


def test_a_writer_is_alone_and_its_lock_ends_with_it(told: Server) -> None:
    assert told.password
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, told.url],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"KG_NEO4J_PASSWORD": told.password},
    )
    assert holder.stdout
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(StoreError, match="in use by another process; try again when that has ended"):
        _open(told, write=True)
    _open(told)
    holder.kill()
    holder.communicate()
    _open(told, write=True)


def counted(monkeypatch: pytest.MonkeyPatch, at: int, act: Callable[[], None]) -> None:
    """Call `act` before the part `at` is written, of parts that are one node or edge each."""
    write = Neo4jStore._write_batch
    number = iter(range(10**6))

    def writing(store: Neo4jStore, run: Any, text: str, batch: Any) -> None:
        if next(number) == at:
            act()
        write(store, run, text, batch)

    monkeypatch.setattr(cypher, "BATCH", 1)
    monkeypatch.setattr(Neo4jStore, "_write_batch", writing)


def _stop() -> None:
    raise KeyboardInterrupt


def test_a_load_that_was_cut_off_is_seen_by_nobody_and_begun_anew(
    neo4j: Neo4j, empty: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        counted(patch, 40, _stop)
        with pytest.raises(KeyboardInterrupt):
            story.write(empty)
    assert neo4j.run("MATCH (n:Claim) RETURN count(n) > 0 AS some") == [{"some": True}]
    with pytest.raises(StoreError, match="not complete: a load has not ended, or was cut off"):
        _open(empty)
    build(empty, [story.wire()])
    build(empty, [x for x in story.all_four() if x.document.id != "wire-1"])
    found = dump(empty)
    neo4j.wipe()
    story.write(empty)
    assert dump(empty) == found


def test_a_failure_after_the_load_makes_no_graph_either(empty: Server) -> None:
    def write_and_fail() -> None:
        with open_store(empty, write=True) as store:
            store.write(story.all_four(), story.join(story.all_four()), extractor="rules", version="1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with pytest.raises(StoreError, match="not complete"):
        _open(empty)


def test_a_load_in_which_somebody_else_begins_ends_with_a_word(
    neo4j: Neo4j, empty: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(monkeypatch, 40, lambda: None)
    write = Neo4jStore._part

    def stolen(store: Neo4jStore, text: str, batch: Any) -> Any:
        if store._step == 30:
            neo4j.run("MATCH (g:Graph {id: 'kg'}) SET g.loading = 'another'")
        return write(store, text, batch)

    monkeypatch.setattr(Neo4jStore, "_part", stolen)
    with pytest.raises(StoreError, match=r"in use by another process, after 30 of \d+ nodes and edges"):
        story.write(empty)


def test_an_answer_that_got_lost_writes_nothing_twice(
    neo4j: Neo4j, empty: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.write(empty)
    build(empty, [story.older_wire_2()])
    expected = dump(empty)
    neo4j.wipe()
    managed = Connection.managed

    def twice(connection: Connection, work: Any) -> Any:
        managed(connection, work)
        return managed(connection, work)

    monkeypatch.setattr(Connection, "managed", twice)
    story.write(empty)
    build(empty, [story.older_wire_2()])
    assert dump(empty) == expected


@pytest.fixture
def killed(neo4j: Neo4j) -> Iterator[Callable[[], None]]:
    """Kills the server, as a power cut would, and starts it again beside us."""
    threads: list[threading.Thread] = []

    def kill_and_start() -> None:
        neo4j.kill()
        threads.append(threading.Thread(target=neo4j.start))
        threads[-1].start()

    yield kill_and_start
    for thread in threads:
        thread.join()


@pytest.mark.slow
def test_a_server_that_dies_in_the_middle_of_a_load_ends_with_the_whole_graph(
    neo4j: Neo4j, empty: Server, killed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    story.write(empty)
    expected = dump(empty)
    neo4j.wipe()
    with monkeypatch.context() as patch:
        counted(patch, 60, killed)
        story.write(empty)
    assert dump(empty) == expected


@pytest.mark.slow
def test_a_server_that_dies_in_the_middle_of_a_change_changes_nothing(
    told: Server, killed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(told)
    with monkeypatch.context() as patch:
        counted(patch, 5, killed)
        with pytest.raises(StoreError, match=r"was lost .*nothing was changed"):
            build(told, [story.older_wire_2()])
    assert dump(told) == before
    build(told, [story.older_wire_2()])
    build(told, [story.wire_2()])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SHOW SETTINGS", "show more than the graph"),
        ("SHOW SETTINGS YIELD name, value RETURN name, value", "show more than the graph"),
        ("SHOW TRANSACTIONS", "show more than the graph"),
        ("SHOW USERS", "change the graph"),
        ("SHOW DATABASES", "change the graph"),
        ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "end transactions"),
        (
            "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTION t YIELD message RETURN message",
            "end transactions|than the graph",
        ),
        ("CALL dbms.listConfig()", "change the graph"),
        ("CALL dbms.components()", "change the graph"),
        ("CALL db.clearQueryCaches()", "change the graph"),
        ("CALL db.resampleIndex('entity_name')", "a procedure that may do more"),
        ("CALL db.createLabel('X')", "change the graph"),
        ("MATCH (n) CALL (n) { LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l } RETURN l", "load a file"),
        ("UNWIND [1] AS x CALL db.awaitIndexes() RETURN x", "a procedure that may do more"),
        ("CREATE USER lena SET PASSWORD 'secretsecret'", "change the graph"),
        ("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'", "change the graph"),
        ("RETURN 1; RETURN 2", "exactly one statement"),
        ("PROFILE MATCH (n) DELETE n", "can't be run"),
    ],
)
def test_reading_is_reading_the_graph_only(neo4j: Neo4j, text: str, message: str) -> None:
    place = holding(neo4j, "story", story.write)
    for write in (True, False):
        with open_store(place, write=write) as store, pytest.raises(QueryError, match=message):
            store.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "CALL db.labels() YIELD label RETURN label ORDER BY label",
        "CALL db.schema.visualization()",
        "SHOW INDEXES",
        "CYPHER 5 MATCH (n:Claim) RETURN n.id ORDER BY n.id",
        "// a comment\nMATCH (n:Claim) RETURN n.id ORDER BY n.id",
        "RETURN point({x: 1, y: 2}) AS p, duration('P1D') AS d, datetime('2024-01-01T00Z') AS t, 0.0/0 AS n",
    ],
)
def test_what_only_reads_is_read(neo4j: Neo4j, text: str) -> None:
    place = holding(neo4j, "story", story.write)
    with open_store(place, write=False) as store:
        table = store.read(text)
    assert table.rows
    assert table.columns == tuple(table.rows[0])


def test_columns_come_without_rows(neo4j: Neo4j) -> None:
    with open_store(holding(neo4j, "story", story.write), write=False) as store:
        assert store.read("MATCH (n:Nobody) RETURN n.id AS a, n.name AS b").columns == ("a", "b")


def test_values_that_no_server_takes_are_a_query_error(neo4j: Neo4j) -> None:
    with open_store(holding(neo4j, "story", story.write), write=False) as store:
        for value in ("\ud800", 2**70, object()):
            with pytest.raises(QueryError, match="can't be run"):
                store.read("RETURN $x AS x", {"x": value})


def test_a_store_opened_for_reading_writes_nothing(told: Server) -> None:
    with open_store(told, write=False) as store, pytest.raises(StoreError, match="opened for reading"):
        store.put(store.graph().__class__())


def test_an_address_with_a_password_is_not_shown() -> None:
    for url in ("bolt://lena:secret@localhost:7687", "neo4j://secret@host"):
        with pytest.raises(StoreError, match="holds a user or a password") as caught:
            server(url)
        assert "secret" not in str(caught.value)
    with pytest.raises(StoreError, match="no such kind of address"):
        server("http://localhost:7474")
    with pytest.raises(StoreError, match="no such kind of address"):
        server("bolt://")


def kg(*words: str | Path, about: dict[str, str] | None = None, code: int = 0) -> str:
    """What a command says on both streams, with `about` in its environment."""
    done = CliRunner().invoke(group, [str(word) for word in words], env=about)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.slow
def test_every_command_works_on_a_server(neo4j: Neo4j, empty: Server, samples: Path, tmp_path: Path) -> None:
    assert empty.password
    about = {"KG_NEO4J_PASSWORD": empty.password, "KG_GRAPH": empty.url}
    said = [
        kg("build", samples, "--dry-run", about=about),
        kg("build", samples, about=about),
        kg("build", samples, about=about),
        kg("status", about=about),
        kg("query", "sponsors", "-p", "name=M23", about=about),
        kg("why", "Rwanda", "SUPPORTS", "M23", about=about),
        kg("verify", about=about),
        kg("cypher", "MATCH (d:Document) RETURN d.id AS id ORDER BY id", about=about),
        kg("retract", "goma-rwanda-m23", about=about),
        kg("verify", about=about),
        kg("retract", "goma-rwanda-m23", "--undo", about=about),
        kg("cypher", "MATCH (n) DETACH DELETE n", code=1, about=about),
        kg("status", "--graph", empty.url, "--user", "neo4j", "--password", empty.password),
    ]
    assert "16 documents to read" in said[0]
    assert "16 new" in said[1]
    assert "0 documents to read, 16 unchanged" in said[2]
    assert "Rwanda" in said[4]
    assert ">>Congo's government" in said[5]
    assert "whole" in said[6]
    assert "1 documents withdrawn" in said[8]
    assert "would change the graph" in said[11]
    assert all(empty.password not in words for words in said)
    folder = tmp_path / "kg.graph"
    kg("build", samples, "--graph", folder)
    assert dump(folder) == dump(empty)
    neo4j.wipe()
    kg("extract", samples, "--out", tmp_path / "records")
    assert "16 new" in kg("load", tmp_path / "records", about=about)
    assert "whole" in kg("verify", about=about)


def test_a_wrong_password_on_the_command_line(neo4j: Neo4j) -> None:
    said = kg("status", "--graph", neo4j.url, "--password", "wrong-one", code=1)
    assert said.startswith(f"Error: {neo4j.url}: the server refuses the user or the password")
    assert "wrong-one" not in said

"""`kg bolt`: an embedded graph offered over Bolt, asked with the official driver and by other kg commands."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase
from neo4j.exceptions import AuthError, Neo4jError

from kg.errors import QueryError, StoreError
from kg.graph import Store, endpoint, open_store
from kg.graph.serving import offered
from kg.views import queries
from tests.graph import story

# Four processes with a JVM each: about a minute alone, more where others want the cores.
pytestmark = [pytest.mark.slow]

RUN = "import sys; from kg.cli.entry import main; sys.argv[0] = 'kg'; main()"


@dataclass(frozen=True)
class Running:
    """A `kg bolt` of its own process, and what it told."""

    process: "subprocess.Popen[str]"
    folder: Path
    address: str
    users: dict[str, str]

    def ended(self, number: int) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextmanager
def bolt(folder: Path, *more: str) -> Iterator[Running]:
    arguments = ["bolt", "--graph", str(folder), "--format", "json", *more]
    temporary = folder.with_name("temporary")
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as process:
        try:
            assert process.stdout
            assert process.stderr
            line = process.stdout.readline()
            assert line, process.stderr.read()
            yield Running(process, folder, **json.loads(line))
        finally:
            process.kill()


@pytest.fixture(scope="module")
def running(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The whole story, offered for reading."""
    folder = tmp_path_factory.mktemp("offered") / "kg.graph"
    shutil.copytree(built, folder)
    with bolt(folder) as found:
        yield found


@pytest.fixture(scope="module")
def driver(running: Running) -> Iterator[Driver]:
    (user,) = running.users.items()
    with GraphDatabase.driver(running.address, auth=user) as made:
        yield made


@pytest.fixture(scope="module")
def through(running: Running) -> Iterator[Store]:
    """The same graph, opened by its folder while another process has it."""
    with open_store(running.folder, write=False) as store:
        yield store


@pytest.fixture(scope="module")
def direct(built: Path) -> Iterator[Store]:
    """The whole story in its folder, open for reading."""
    with open_store(built, write=False) as store:
        yield store


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A folder with the whole story, for one test."""
    return Path(shutil.copytree(built, tmp_path / "kg.graph"))


def test_the_official_driver_reads_nodes_edges_and_paths(driver: Driver) -> None:
    found = driver.execute_query(
        "MATCH path = (:Entity {id: $id})-[r:SUPPORTS]->(g:Group) RETURN path, r, g ORDER BY g.id LIMIT 1",
        id="sudria",
    ).records[0]
    assert found["path"].start_node["name"] == "Sudria"
    assert found["r"]["status"] == "disputed"
    assert "Group" in found["g"].labels


@pytest.mark.parametrize("access", [READ_ACCESS, WRITE_ACCESS])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Entity {id: 'new'})",
        "CREATE (n:Anything) RETURN n",
        "MERGE (n:Entity {id: 'new'})",
        "MATCH (n:Entity) SET n.name = 'changed'",
        "MATCH (n:Entity) REMOVE n.name",
        "MATCH (n) DETACH DELETE n",
        "MATCH ()-[r]->() DELETE r",
        "MATCH (a:Entity {id: 'sudria'}), (b:Claim) CREATE (a)-[:SUPPORTS]->(b)",
        "CREATE CONSTRAINT mine IF NOT EXISTS FOR (n:Mine) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX mine IF NOT EXISTS FOR (n:Entity) ON (n.aliases)",
        "DROP CONSTRAINT entity_id IF EXISTS",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
    ],
)
def test_the_user_can_only_read(driver: Driver, through: Store, statement: str, access: str) -> None:
    before = through.graph()
    with driver.session(default_access_mode=access) as session, pytest.raises(Neo4jError):
        session.run(statement).consume()
    assert through.graph() == before


def test_nobody_gets_in_without_the_password(running: Running) -> None:
    for user in ("kg", "root", "neo4j"):
        wrong = GraphDatabase.driver(running.address, auth=(user, "playwithdata"))
        with wrong, pytest.raises((AuthError, Neo4jError)):
            wrong.execute_query("RETURN 1")


def test_both_ports_listen_on_this_machine_only(running: Running) -> None:
    proc = Path("/proc") / str(running.process.pid)
    if not proc.is_dir():
        pytest.skip("no /proc here")
    sockets = {str(each.readlink()) for each in (proc / "fd").iterdir() if each.is_symlink()}
    listening = []
    for name in ("tcp", "tcp6"):
        for line in (proc / "net" / name).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                listening.append(fields[1].split(":")[0])
    assert len(listening) == 2
    assert all(address.endswith("0100007F") for address in listening)  # 127.0.0.1, as it is or within IPv6


def test_other_commands_go_through_the_process_that_has_the_graph(
    running: Running, through: Store, built: Path
) -> None:
    from kg.cli.entry import group

    asked = ["query", "sponsors", "-p", "name=HF", "--format", "json", "--graph"]
    done = CliRunner().invoke(group, [*asked, str(running.folder)])
    assert done.exit_code == 0, done.output
    assert done.output == CliRunner().invoke(group, [*asked, str(built)]).output
    assert through.address == str(running.folder)


def test_the_graph_is_the_same_through_the_endpoint(direct: Store, through: Store) -> None:
    assert through.graph() == direct.graph()
    assert through.counts() == direct.counts()
    assert through.extractions() == direct.extractions()


@pytest.mark.parametrize("name", sorted(queries.catalogue()))
def test_the_questions_give_the_same_rows(direct: Store, through: Store, name: str) -> None:
    values = {"name": "hill-front", "a": "sudria", "b": "hill-front", "document": "wire-2"}
    query = queries.catalogue()[name]
    given = {p.name: values[p.name] if p.required else p.default for p in query.parameters}
    assert through.read(query.text, given) == direct.read(query.text, given)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH path = (:Entity {id: 'sudria'})<-[:SUBJECT]-(c)-[:OBJECT]->(n) RETURN path ORDER BY c.id",
        "MATCH (n:Entity {id: 'sudria'}) RETURN n, {a: [n.name, 1, 2.5, null, true]} AS map",
        "RETURN date('2024-03-01') AS day",
        "MATCH (n:Entity {id: 'nobody'}) RETURN n",
    ],
)
def test_values_are_plain_in_the_same_way(direct: Store, through: Store, statement: str) -> None:
    assert through.read(statement) == direct.read(statement)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("MATCH (n RETURN n", "can't be run .*Syntax"),
        ("MATCH (n {id: $x}) RETURN n", "a parameter is missing"),
        ("CREATE (n:Entity {id: 'x'})", "would change the graph"),
        ("LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line", "would"),
    ],
)
def test_a_wrong_statement_is_told_as_by_the_graph_itself(
    through: Store, statement: str, message: str
) -> None:
    with pytest.raises(QueryError, match=message):
        through.read(statement)


def test_who_wants_to_write_is_told_who_has_the_graph(running: Running) -> None:
    with pytest.raises(StoreError, match=f"process {running.process.pid} offers the graph for reading only"):
        open_store(running.folder, write=True).__enter__()


def test_the_note_is_for_its_owner_only(running: Running) -> None:
    (note,) = running.folder.glob("kg-endpoint*")
    assert note.stat().st_mode & 0o777 == 0o600


def test_writing_goes_through_a_process_that_allows_it(copied: Path, built: Path) -> None:
    every = [*(e for e in story.all_four() if e.document.id != "wire-2"), story.older_wire_2()]
    beside = copied.with_name("beside.graph")
    shutil.copytree(built, beside)
    with open_store(beside, write=True) as store:
        wanted = store.write(every, story.join(every), extractor="rules", version="1")
        graph = store.graph()
    with bolt(copied, "--write") as found:
        assert sorted(found.users) == ["kg", "kg-writer"]
        with open_store(copied, write=True) as store:
            assert store.write(every, story.join(every), extractor="rules", version="1") == wanted
            assert store.graph() == graph
            with pytest.raises(QueryError, match="would change the graph"):
                store.read("MATCH (n) DETACH DELETE n")
        assert found.ended(signal.SIGTERM) == 143
    with open_store(copied, write=False) as store:
        assert store.graph() == graph


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGKILL, -9)])
def test_a_signal_ends_it_and_leaves_a_graph_that_opens(copied: Path, number: int, code: int) -> None:
    with bolt(copied) as found:
        assert found.ended(number) == code
        assert found.process.stderr
        said = found.process.stderr.read()
    assert not re.search(r"Traceback|Exception|hs_err|SIGSEGV", said)
    killed = number == signal.SIGKILL
    assert (endpoint.found(copied) is not None) == killed
    assert any(copied.with_name("temporary").iterdir()) == killed
    with open_store(copied, write=True) as store:
        assert store.counts().documents == 4
        assert endpoint.found(copied) is None, "a note without a process was not cleared"


def test_a_port_that_is_taken_is_named(copied: Path, running: Running) -> None:
    port = int(running.address.rpartition(":")[2])
    with pytest.raises(StoreError, match=f"127.0.0.1:{port}: the port is taken; give another --port"):
        offered(copied, port=port).__enter__()


@pytest.mark.parametrize(
    "note",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"port": "evil.example:1", "process": 1, "reader": "a", "reader_password": "b"}',
    ],
)
def test_a_note_that_is_not_ours_counts_for_nothing(tmp_path: Path, note: str) -> None:
    (tmp_path / "kg-endpoint.json").write_text(note, encoding="utf-8")
    assert endpoint.found(tmp_path) is None
    endpoint.clear(tmp_path)
    assert not any(tmp_path.iterdir())


def test_a_server_is_not_offered_again() -> None:
    from kg.cli.entry import group

    done: Any = CliRunner().invoke(group, ["bolt", "--graph", "bolt://127.0.0.1:1"])
    assert done.exit_code == 1
    assert "that is a server already" in done.output

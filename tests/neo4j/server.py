"""A real Neo4j of the tests' own: fetched by Maven, started on loopback, ended by its process.

Where Java or Maven is missing the tests that need it are skipped, with a word why; with KG_NEO4J_REQUIRED set
(in CI) they fail instead. KG_NEO4J_VERSION names another version (from 2026 on it takes a newer Java).
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph import Server
from tests.maven import Missing, fetched

POM = Path(__file__).with_name("pom.xml")

_MAINS = ("org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.Neo4jCommunity")
"""The main class of version 5, and of those named by years."""

_JAVA = {"5": 17, "2": 21}
"""The least Java for versions that begin so."""

_OPENS = [
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
]

_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
"""

_PATIENCE = 120
"""Seconds for a server to start on a busy machine."""


def version() -> str:
    """The version of Neo4j that is tested."""
    wanted = os.environ.get("KG_NEO4J_VERSION")
    found = re.search(r"<neo4j\.version>(.*?)<", POM.read_text(encoding="utf-8"))
    assert found
    return wanted or found[1]


def java() -> str:
    """The Java to run it with; Missing if there is none, or too old a one."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if path is None:
        raise Missing("no Java on this machine")
    told = subprocess.run([path, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', told)
    least = _JAVA[version()[0]]
    if found is None or int(found[1]) < least:
        raise Missing(f"Neo4j {version()} needs Java {least} or newer")
    return path


def jars() -> Path:
    """The folder of the server's jars, fetched when first needed; Missing if they can't be."""
    return fetched(POM, f"neo4j-{version()}", f"-Dneo4j.version={version()}")


@dataclass
class Neo4j:
    """A server with a folder of its own; `url` and `password` to reach it."""

    home: Path
    port: int = 0
    password: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)
    process: subprocess.Popen[bytes] | None = None
    holds: str | None = None
    """What the tests have last put into its database, if that is known."""

    @property
    def url(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def server(self) -> Server:
        return Server(self.url, "neo4j", self.password)

    @property
    def log(self) -> Path:
        return self.home / "out.log"

    def prepare(self) -> None:
        """Write the configuration and set the password."""
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        self.port = self.port or _free_port()
        configuration = _CONFIGURATION.format(bolt=self.port)
        (self.home / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
        # By stdin or a file the tool takes none; the password is of this run and this machine only.
        self.admin("dbms", "set-initial-password", self.password)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [
            java(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",  # quick to start; nothing here runs long
            *_OPENS,
            *self._class_path(),
            _MAINS[not version().startswith("5")],
            f"--home-dir={self.home}",
            f"--config-dir={self.home / 'conf'}",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Neo4j did not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.2)

    def _answers(self) -> bool:
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            with GraphDatabase.driver(self.url, auth=("neo4j", self.password)) as driver:
                driver.verify_connectivity()
        except (DriverError, Neo4jError):
            return False
        return True

    def stop(self) -> None:
        """End it in an orderly way."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)

    def admin(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run `neo4j-admin` on it, in its folder, where that leaves reports; an error if it fails."""
        command = [java(), *_OPENS, *self._class_path(), "org.neo4j.cli.AdminTool", *map(str, words)]
        environment = os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=self.home)
        if done.returncode:
            raise RuntimeError(f"neo4j-admin {words[0]}: {(done.stdout + done.stderr)[-2000:]}")
        return done

    def _class_path(self) -> Sequence[str]:
        return ["-cp", f"{jars()}/*"]

    def run(self, text: str, **params: object) -> list[dict[str, object]]:
        """The rows of a statement, written past kg."""
        from neo4j import GraphDatabase

        with (
            GraphDatabase.driver(
                self.url, auth=("neo4j", self.password), notifications_min_severity="OFF"
            ) as driver,
            driver.session() as session,
        ):
            return session.run(text, params).data()

    def wipe(self) -> None:
        """Leave nothing in the database but its constraints."""
        self.holds = None
        self.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

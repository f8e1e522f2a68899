"""Questions to Apache Jena, by its own command line tool."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.maven import fetched
from tests.neo4j.server import java


def jars() -> Path:
    """The folder of Jena's jars; Missing if they can't be fetched."""
    return fetched(Path(__file__).with_name("pom.xml"), "jena")


def ask(data: Path, text: str) -> dict[str, Any]:
    """The answer to a query over a file, as SPARQL's results in JSON."""
    with tempfile.NamedTemporaryFile("w", suffix=".rq", encoding="utf-8") as query:
        query.write(text)
        query.flush()
        tool = [java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{jars()}/*", "arq.arq"]
        command = [*tool, f"--data={data}", f"--query={query.name}", "--results=JSON"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found

"""Files made to cost time or memory: read, or left out with a word, within bounds that are measured."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.claims.rules import RulesExtractor
from kg.mentions import Reader
from kg.model import Document
from tests.documents.pdfs import pdf
from tests.documents.test_pdf import bomb

pytestmark = [pytest.mark.slow, pytest.mark.fault]

KG = Path(sys.executable).with_name("kg")

MEBIBYTES = 500
"""What `kg extract` may take for files of up to 50 MB that it does not read."""

SECONDS = 60.0
"""Of the processor's time, for all of them together."""

MEASURED = """
import os, subprocess, sys
with open(sys.argv[1], "wb") as errors:
    process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=errors)
    _, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a command from a small process: a large one that starts it counts as its memory until it has begun."""

SAID = "Norland accused Iran of arming Hezbollah. "

LEFT_OUT: dict[str, tuple[Callable[[], bytes], str]] = {
    "line.txt": (lambda: SAID.encode() * 1_200_000, "too large"),
    "word.txt": (lambda: b"N" * 50_000_000, "too large"),
    "long.txt": (lambda: SAID.encode() * 40_000, "too long"),
    "names.txt": (lambda: ", ".join(f"Brigade Ab{i:x}" for i in range(1_000_000)).encode(), "too long"),
    "deep.html": (lambda: b"<div>" * 1_000_000 + SAID.encode() + b"</div>" * 1_000_000, "nested"),
    "wide.html": (lambda: b"<p>Norland accused Iran.</p>" * 600_000, "too "),
    "bomb.pdf": (lambda: pdf(["x"], change={5: bomb(1_000_000_000)}), "too large"),
    "bombs.pdf": (lambda: pdf(["x"], change={5: bomb(1_000_000_000, times=2)}), "too large"),
    "nulls.txt": (lambda: b"\x00" * 10_000_000, ""),
    "deep.jsonl": (lambda: b"[" * 10_000_000, ""),
    "surrogates.txt": (lambda: "\ud800".encode("utf-8", "surrogatepass") * 1_000_000, ""),
}


def test_what_is_too_much_is_left_out_with_a_word_in_time_and_memory(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (make, _) in LEFT_OUT.items():
        (folder / name).write_bytes(make())
    words = [str(KG), "extract", str(folder), "--out", str(tmp_path / "out")]
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "told"), *words]
    found = subprocess.run(command, text=True, capture_output=True, check=True).stdout.split()
    told = (tmp_path / "told").read_text("utf-8")
    assert found[0] == "1", told
    lines = {name: line for line in told.splitlines() for name in LEFT_OUT if f"/{name}:" in line}
    for name, (_, word) in LEFT_OUT.items():
        assert word in lines[name]
    assert float(found[1]) < SECONDS
    assert int(found[2]) < MEBIBYTES * 1024


LENGTH = 10_000
"""Characters: one of the pieces that a line without end is cut into."""

# Not among these: many attacks, each of which is compared with all before it.
SHAPES: dict[str, Callable[[int], str]] = {
    "one sentence": lambda n: "Norland accused Iran of arming Hezbollah and " * (n // 45),
    "one claim": lambda n: SAID * (n // len(SAID)),
    "names": lambda n: ", ".join(f"Brigade Ab{i:x}" for i in range(n // 16)),
    "accused": lambda n: "".join(
        f"Norland accused the Ab{i:x} Front of arming M23. " for i in range(n // 50)
    ),
    "acronyms": lambda n: "".join(f"Free Ab{i:x} Army (F{i:x}A) " for i in range(n // 23)),
    "persons": lambda n: "".join(f"Mr John Ab{i:x} said so. " for i in range(n // 25)),
    "denials": lambda n: "Iran denied it. " * (n // 16),
    "open quotes": lambda n: "“Iran said ” " * (n // 13),
    "quote marks": lambda n: "“" * n,
    "brackets": lambda n: "(" * n,
    "figures": lambda n: "killed 12 and " * (n // 14),
    "dates": lambda n: "on 3 May 2020 in May 2021 " * (n // 26),
    "lines": lambda n: "Norland\n" * (n // 8),
    "paragraphs": lambda n: "Norland denied it.\n\n" * (n // 20),
    "combining marks": lambda n: "Norland" + "\u0301" * n + " accused Iran.",
    "unseen characters": lambda n: "Ir\u200ban accused N\u202eorland. " * (n // 24),
    "look-alikes": lambda n: "H\u0430mas accused Ir\u0430n. " * (n // 20),
    "capitals": lambda n: "IRAN ARMED " * (n // 11),
    "hyphens": lambda n: "Norland-" * (n // 8),
    "dots": lambda n: "." * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_goes_by_the_length_and_not_by_its_square(
    shape: str, reader: Reader, report: Callable[[str], Document]
) -> None:
    def seconds(length: int) -> float:
        document = report(SHAPES[shape](length))
        began = time.process_time()
        RulesExtractor().extract(reader.read(document))
        return time.process_time() - began

    seconds(2_000)  # the first one pays for what is made once
    assert seconds(4 * LENGTH) < 8 * max(seconds(LENGTH), 0.5)

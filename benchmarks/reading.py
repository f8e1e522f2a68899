"""How fast documents are read: beside bare spaCy, with two processes, and with how much memory."""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import corpus, running
from benchmarks.ratio import Ratio, peak_mebibytes, seconds
from kg import documents, pipeline
from kg.mentions.parsing import MODEL, load


def ratios(scale: float = 1.0) -> list[Ratio]:
    """Words a second, the gain of a second process, and the peak of memory for ten times the documents."""
    with tempfile.TemporaryDirectory() as place:
        return [*_speed(Path(place), round(400 * scale)), _memory(Path(place), round(1000 * scale))]


def _speed(place: Path, number: int) -> list[Ratio]:
    words = corpus.write(place / "speed", number)
    found, _ = documents.read([place / "speed"])
    running.extract(found[:4])  # so that nothing is loaded while the clock runs
    ours = seconds(lambda: running.extract(found))
    model = load(MODEL)
    texts = [one.content for one in found]
    list(model.pipe(texts[:4]))
    bare = seconds(lambda: list(model.pipe(texts)))
    before = _processor()
    two = seconds(lambda: pipeline.claims_of(found, jobs=2))
    busier = max(now - then for now, then in zip(_processor(), before, strict=True))
    before = _processor()
    one = seconds(lambda: pipeline.claims_of(found, jobs=1))
    alone = _processor()[0] - before[0]
    note = f"{len(found)} articles, {words:,} words"
    return [
        Ratio(
            "extraction beside bare nlp.pipe",
            words / ours,
            words / bare,
            "words/s",
            0.8,
            least=True,
            note=note,
        ),
        Ratio("two processes beside one", words / two, words / one, "words/s", 1.7, least=True, note=note),
        Ratio(
            "processor time of one process, beside the busier of two",
            alone,
            busier,
            "s",
            1.7,
            least=True,
            note="what two idle cores would gain",
        ),
    ]


def _processor() -> tuple[float, float]:
    """Seconds of the processor that this process has had, and those that it started and that have ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime


def _memory(place: Path, few: int) -> Ratio:
    """The peak of a process that reads ten times as many short articles, beside one that reads few."""
    peaks = []
    for number in (10 * few, few):
        folder = place / f"memory-{number}"
        corpus.write(folder, number, sentences=3)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading", str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(float(done.stdout))
    return Ratio(
        "memory for ten times the documents", peaks[0], peaks[1], "MiB", 1.5, note=f"{10 * few:,} and {few:,}"
    )


if __name__ == "__main__":
    pipeline.extract([Path(sys.argv[1])])
    print(peak_mebibytes())

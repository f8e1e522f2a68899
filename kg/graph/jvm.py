"""The Java machine that the embedded engine runs in: started once, when first needed, and kept quiet.

Why each switch (measured with arcadedb-embedded 26.10.2, its own Java 25):
-Xrs              without it a SIGTERM while a store is open ends in a segmentation fault and leaves a lock
heap 1g           the default of 4g grew to 3.4 GB under load; 1g held a million claims
small at first    the collector of one thread, a heap that grows by what is kept: an export of ten thousand
                  claims takes 221 MiB instead of 404, and less processor time
ErrorFile         a crash would leave its report in a folder log/ of the working directory
logging           the engine logs to the console and to log/ in the working directory
LOAD CSV          would read any file of the machine through a reading statement

For a graph that is read once, from end to end, the engine keeps few pages, young objects have room to die
young, and Java compiles fast instead of well: of an export of 100 000 claims, compiling well took 7 s of the
processor's time and saved 2 s.
"""

import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from kg.errors import StoreError

HEAP = "1g"

_SMALL = ("-XX:+UseSerialGC", "-Xms32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30")

_ONCE = ("-XX:TieredStopAtLevel=1", "-Xmn32m", "-XX:SurvivorRatio=2", "-Darcadedb.maxPageRAM=16")

_TIDY_AT = 80 << 20
"""Bytes of heap after which what is left of pages that were read is cleared away."""

_LOAD_CSV = ("OPENCYPHER_LOAD_CSV_ALLOW_FILE_URLS", "OPENCYPHER_LOAD_CSV_ALLOW_REMOTE_URLS")

_lock = threading.Lock()


def start(*, once: bool = False) -> None:
    """Start the Java machine unless it runs already; StoreError if it won't start.

    `once`: it is for reading one graph from end to end.
    """
    with _lock:
        import jpype

        if jpype.isJVMStarted():
            _forbid_files(jpype)
            return
        _handle_termination()
        os.environ.setdefault(
            "ARCADEDB_JVM_ERROR_FILE", str(Path(tempfile.gettempdir()) / "kg-java-error-%p.log")
        )
        quiet = Path(__file__).with_name("quiet.properties")
        switches = ["-Xrs", "-XX:+DisplayVMOutputToStderr", f"-Djava.util.logging.config.file={quiet}"]
        switches += [*_SMALL, *(_ONCE if once else ())]
        from arcadedb_embedded.exceptions import ArcadeDBError
        from arcadedb_embedded.jvm import start_jvm

        with tempfile.TemporaryFile() as words:
            try:
                with _output_to(words.fileno()):
                    start_jvm(heap_size=HEAP, jvm_args=switches)
            except (ArcadeDBError, OSError) as error:
                words.seek(0)
                said = words.read().decode(errors="replace").strip().splitlines()
                raise StoreError(
                    f"the engine's Java won't start ({said[-1] if said else error})",
                    hint="free some memory, or install kg again",
                ) from error
        system = jpype.JClass("java.lang.System")
        system.setOut(system.err)
        _forbid_files(jpype)


def tidy() -> None:
    """Keep the heap small after a read: left alone, Java lets it grow before it clears away."""
    import jpype

    runtime = jpype.JClass("java.lang.Runtime").getRuntime()
    if runtime.totalMemory() > _TIDY_AT:
        runtime.gc()


def _forbid_files(jpype: object) -> None:
    options = jpype.JClass("com.arcadedb.GlobalConfiguration")  # type: ignore[attr-defined]
    for name in _LOAD_CSV:
        getattr(options, name).setValue(False)


def _handle_termination() -> None:
    """Make SIGTERM an ordinary exit with code 143, so that stores are closed, unless somebody handles it."""
    if threading.current_thread() is threading.main_thread():
        with contextlib.suppress(ValueError):  # a signal handler can't be had in a sub-interpreter
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)


@contextlib.contextmanager
def _output_to(target: int) -> Iterator[None]:
    """Send what the process writes to stdout and stderr to the file descriptor `target` for a while.

    Java's own start-up words bypass Python, and on stdout they would stand in the result of a command.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(fd, os.dup(fd)) for fd in (1, 2)]
    try:
        for fd, _ in kept:
            os.dup2(target, fd)
        yield
    finally:
        for fd, copy in kept:
            os.dup2(copy, fd)
            os.close(copy)

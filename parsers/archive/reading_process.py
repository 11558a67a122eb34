"""A process that reads chunks: what hangs or eats memory there ends it, and nothing else.

Started as ``python -m parsers.archive.reading_process``. It gets chunks on stdin and tells on
stdout the place of each file before it reads that, then what became of the chunk.
"""

from __future__ import annotations

import os
import pickle
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Final, NamedTuple

from parsers.archive.file_chunks import Chunk
from parsers.archive.ingesting import ArchiveError
from parsers.archive.written_parts import Outcome, read_chunk

_HOME: Final = str(Path(__file__).parents[2])
_ANSWER: Final = b"answer"
"""What the length of the answer follows, and then the answer."""
_KILLED: Final = (-9, -6, -11)
TRIES: Final = 5
"""Processes or workers that may be killed at one place: the first file of a chunk, for which the
readers are imported, takes longer than others, so that of several kills most are at it."""


class Limits(NamedTuple):
    """What reading one file may take: seconds, and bytes of memory."""

    seconds: float = 300.0
    memory: int = 4_000_000_000


class _Ended(Exception):
    """The process has ended, or was ended, and why; whether another one killed it."""

    def __init__(self, why: str, *, is_kill: bool = False) -> None:
        super().__init__(why)
        self.is_kill = is_kill


def read_guarded(
    archive: Path,
    chunk: Chunk,
    version: str,
    limits: Limits,
    begun: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Do what ``read_chunk`` does, in a process of its own, which is kept for the next chunk.

    A file that takes more than the ``limits`` is left out of the chunk, with the reason in its
    entry, and the rest is read; one at which processes were killed only after ``TRIES`` of them.
    Raises ``OSError`` where the archive cannot be written, and ``ArchiveError`` where processes end
    while none of the files is read.
    """
    killed: Counter[int] = Counter()
    while True:
        place = -1

        def told(at: int) -> None:
            nonlocal place
            place = at
            begun(at)

        process = _kept() or _started()
        try:
            outcome = _followed(process, (archive, chunk, version, limits), told)
        except _Ended as ended:
            _end(process)
            # By somebody, or for memory that others took: perhaps no fault of the file.
            killed[place] += ended.is_kill
            if ended.is_kill and killed[place] < TRIES:
                continue
            if not 0 <= place < len(chunk.files) or place in dict(chunk.passed):
                raise ArchiveError(
                    f"{archive}: nothing of some files was read: {ended}; all others that were "
                    "read are kept: ingest them again"
                ) from None
            chunk = chunk._replace(passed=(*chunk.passed, (place, f"left out: {ended}")))
        except BaseException:
            _end(process)
            raise
        else:
            kept.append(process)
            return outcome


kept: Final[list[subprocess.Popen[bytes]]] = []
"""Processes that wait for a chunk. They end with this one, as their stdin does."""


def _kept() -> subprocess.Popen[bytes] | None:
    # Several threads may ask at once.
    with suppress(IndexError):
        return kept.pop()
    return None


def read_side_by_side(
    archive: Path, chunks: Sequence[Chunk], version: str, limits: Limits, count: int
) -> Iterator[Outcome]:
    """Yield what ``read_guarded`` makes of chunks, in ``count`` processes, as they are done."""
    waiting: SimpleQueue[Chunk] = SimpleQueue()
    done: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    for chunk in chunks:
        waiting.put(chunk)

    def read() -> None:
        try:
            while True:
                done.put(read_guarded(archive, waiting.get_nowait(), version, limits))
        except Empty:
            return
        except BaseException as error:
            done.put(error)

    for _ in range(min(count, len(chunks))):
        # What they wait for ends with this process.
        Thread(target=read, daemon=True).start()
    for _ in chunks:
        outcome = done.get()
        if isinstance(outcome, BaseException):
            raise outcome
        yield outcome


def end_kept() -> None:
    """Have the processes that wait for a chunk end, and wait until they have."""
    while kept:
        process = kept.pop()
        with suppress(OSError):
            process.stdin.close() if process.stdin is not None else process.kill()
        process.wait()


def _started() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (_HOME, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", "parsers.archive.reading_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path, "POLARS_MAX_THREADS": "1"},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()


def _followed(
    process: subprocess.Popen[bytes],
    task: tuple[Path, Chunk, str, Limits],
    begun: Callable[[int], None],
) -> Outcome:
    """Have a chunk read, and return what became of it. Raises ``_Ended`` or ``OSError``."""
    _, chunk, _, limits = task
    given, stream = process.stdin, process.stdout
    assert given is not None
    assert stream is not None
    with suppress(BrokenPipeError):
        pickle.dump(task, given)
        given.flush()
    place, last = -1, time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            # Writing what was read is the disk's affair, and nobody's file is at fault.
            is_reading = 0 <= place < len(chunk.files)
            left = limits.seconds - (time.monotonic() - last) if is_reading else None
            if (left is not None and left <= 0) or not selector.select(left):
                raise _Ended(f"not read within {limits.seconds:g} s")
            word, _, number = _line(stream, process).partition(b" ")
            if word == _ANSWER:
                return _answer(stream.read(int(number)), process)
            place, last = int(word), time.monotonic()
            begun(place)


def _line(stream: IO[bytes], process: subprocess.Popen[bytes]) -> bytes:
    """The next line, byte by byte: what follows it is to wait where the selector sees it."""
    line = b""
    while not line.endswith(b"\n"):
        got = os.read(stream.fileno(), 1)
        if not got:
            raise _of_status(process.wait())
        line += got
    return line.strip()


def _answer(said: bytes, process: subprocess.Popen[bytes]) -> Outcome:
    try:
        answer = pickle.loads(said)
    except (pickle.UnpicklingError, EOFError):
        raise _of_status(process.wait()) from None
    if isinstance(answer, OSError):
        raise answer
    assert isinstance(answer, Outcome)
    return answer


def _of_status(status: int) -> _Ended:
    if status in _KILLED:
        why = f"reading it ended the process (signal {-status}), perhaps for want of memory"
        return _Ended(why, is_kill=-status == signal.SIGKILL)
    return _Ended(f"reading it ended the process (status {status})")


def main() -> None:
    """Read the chunks that stdin brings, one after the other, and tell."""
    # What readers and their libraries print is not for who waits.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    tasks: SimpleQueue[tuple[Path, Chunk, str, Limits]] = SimpleQueue()
    Thread(target=_receive, args=(tasks,), daemon=True).start()
    with suppress(BrokenPipeError):
        while True:
            _do(*tasks.get(), out)


def _receive(tasks: SimpleQueue[Any]) -> None:
    """Put aside what stdin brings; leave when it ends, as who started this process is gone."""
    while True:
        try:
            tasks.put(pickle.load(sys.stdin.buffer))
        except (EOFError, pickle.UnpicklingError):
            os._exit(0)


def _do(archive: Path, chunk: Chunk, version: str, limits: Limits, out: IO[bytes]) -> None:
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = limits.memory if hard == resource.RLIM_INFINITY else min(limits.memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))

    def begun(place: int) -> None:
        out.write(b"%d\n" % place)
        out.flush()

    try:
        answer: object = read_chunk(archive, chunk, version, begun)
    except BrokenPipeError:
        raise
    except OSError as error:
        answer = OSError(error.errno, error.strerror, error.filename)
    said = pickle.dumps(answer)
    out.write(b"%s %d\n" % (_ANSWER, len(said)) + said)
    out.flush()


if __name__ == "__main__":
    main()

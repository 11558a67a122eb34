"""How much may be read: a share of the memory that this process may use.

A login node is shared, and its limits are the user's, the group's or the machine's. What is larger
is refused with a sentence before it is read: Polars ends the process where memory runs out.
"""

from __future__ import annotations

import io
import os
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

COLUMNS: Final = 8
"""How many times its size a file takes that Polars reads in columns: its bytes, cells and runs."""
LINES: Final = 40
"""How many times its size a file takes that is read line by line: each word is an object."""
_STEP: Final = 1024 * 1024
_UNITS: Final = ("B", "KB", "MB", "GB", "TB")
_UNLIMITED: Final = 2**60
"""What version 1 of control groups says where there is no limit is above this."""


class TooLarge(OSError):
    """An input that would take more memory than this process may use; the message says so."""


def allow(size: int) -> None:
    """Have ``size`` bytes used at most, whatever the limits of the process are."""
    allowed.append(size)


allowed: Final[list[int]] = []
"""The last is what counts."""
_UNASKED: Final = 16 * 1024 * 1024
"""So much may be taken before it is asked again what is left: the answer is in a dozen files of the
kernel's, and takes longer than to read a small one."""
unasked: Final = [0]
"""What is left of that; the last is what counts."""


def most_to_read(times: int = COLUMNS, usual: int | None = None) -> int:
    """Return how many bytes an input may have that takes so many ``times`` its size to read.

    ``usual`` is the most that is used where nobody has said how much.
    """
    if allowed:
        return allowed[-1] // times
    left = available()
    return (left if usual is None else min(left, usual)) // times


def check_size(size: int, times: int = COLUMNS) -> None:
    """Raise ``TooLarge`` where ``size`` bytes, read at so many ``times`` that, are too many."""
    taken = size * times
    if taken <= unasked[-1] and not allowed:
        unasked[-1] -= taken
        return
    most = most_to_read(times)
    if size > most:
        raise _too_large(shown_size(size), most)
    unasked[-1] = min(_UNASKED, most * times - taken)


def available(root: Path = Path("/")) -> int:
    """Return how many bytes the process may still use.

    The least of what ``ulimit -v`` and ``ulimit -d``, the control group and the machine leave;
    ``root`` is where /proc and /sys are.
    """
    return max(min((*_of_ulimit(root), *_of_groups(root), *_of_machine(root))), 0)


def bounded(stream: BinaryIO) -> bytes:
    """Return what ``stream`` still holds. Raises ``TooLarge`` before it takes too much memory."""
    most, held = most_to_read(), io.BytesIO()
    while chunk := stream.read(_STEP):
        if held.tell() + len(chunk) > most:
            raise _too_large(f"more than {shown_size(most)}", most)
        held.write(chunk)
    return held.getvalue()


def _too_large(size: str, most: int) -> TooLarge:
    return TooLarge(
        f"too large: {size}, and at most {shown_size(most)} fit into the memory that this process "
        "may use; read a part of it, or say how much may be used, as in --max-memory 64GB"
    )


def shown_size(size: int) -> str:
    """Return a size in words, ``1.5 GB``."""
    power = min(max((len(str(size)) - 1) // 3, 0), len(_UNITS) - 1)
    return f"{size / 1000**power:.3g} {_UNITS[power]}"


def _of_ulimit(root: Path) -> Iterator[int]:
    used = _number(root / "proc/self/statm", 0) or 0
    for limit, pages in ((resource.RLIMIT_AS, used), (resource.RLIMIT_DATA, 0)):
        soft, _ = resource.getrlimit(limit)
        if soft != resource.RLIM_INFINITY:
            yield soft - pages * resource.getpagesize()


def _of_groups(root: Path) -> Iterator[int]:
    """What the control groups of the process leave, of version 1 and 2, and those around them."""
    with suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            _, controllers, path = [*line.split(":", 2), "", ""][:3]
            if controllers == "memory":
                names = "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"
                top = root / "sys/fs/cgroup/memory"
            elif not controllers:
                names = "memory.max", "memory.current", "inactive_file"
                top = root / "sys/fs/cgroup"
            else:
                continue
            own = top / path.strip("/")
            # Where a container sees its own group as the top, the path leads nowhere.
            for group in (own, *own.parents[: len(own.parts) - len(top.parts)]):
                yield from _of_group(group, *names)


def _of_group(group: Path, limit: str, usage: str, cache: str) -> Iterator[int]:
    most = _number(group / limit, 0)
    if most is None or most > _UNLIMITED:
        return
    freed = 0
    with suppress(OSError):
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        freed = int(stat.get(cache, 0))
    yield most - max((_number(group / usage, 0) or 0) - freed, 0)


def _of_machine(root: Path) -> Iterator[int]:
    with suppress(OSError):
        for line in (root / "proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                yield int(line.split()[1]) * 1024
    yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _number(file: Path, place: int) -> int | None:
    """The number at a ``place`` in a file of the kernel's; ``None`` without file or number."""
    try:
        return int(file.read_text().split()[place])
    except (OSError, ValueError, IndexError):
        return None

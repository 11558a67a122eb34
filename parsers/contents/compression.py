"""Compressed files, told by their first bytes: gzip, bzip2, xz and zstd."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, Final, cast

from parsers.contents.zstd_frames import open_frames
from parsers.source import Source

_MODULES: Final = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\0": "lzma"}
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_CUT_OFF: Final = "its compression ends early; copy the file again once it is complete"
_DAMAGED: Final = "its compression is damaged; copy or compress the file again"
ZSTD_MODULES: Final = ("compression.zstd", "backports.zstd", "zstandard", "pyzstd")


def decompressed(source: Source, read: Callable[[BinaryIO], bytes]) -> bytes | None:
    """Return what ``read`` makes of the plain bytes of a file; ``None`` where it is not compressed.

    Raises ``OSError`` where it is damaged, or where nothing is installed that reads it.
    """
    if not source.head.startswith((*_MODULES, _ZSTD)):
        return None
    try:
        with source.open() as packed, plain_stream(packed, source.head) as plain:
            return read(plain)
    except damaged() as error:
        raise OSError(_CUT_OFF if isinstance(error, EOFError) else _DAMAGED) from None


def plain_stream(packed: BinaryIO, head: bytes) -> BinaryIO:
    """Return a stream of the plain bytes of ``packed``, which begins with ``head``.

    What is not compressed is returned as it is. Raises ``OSError`` where nothing reads it.
    """
    for mark, name in _MODULES.items():
        if head.startswith(mark):
            return cast(BinaryIO, import_module(name).open(packed))
    return _unzstd(packed) if head.startswith(_ZSTD) else packed


def damaged() -> tuple[type[Exception], ...]:
    """Return what reading a damaged stream may raise beside ``OSError``."""
    import lzma
    import zlib

    # Only what was imported to read a stream can have raised its own error.
    loaded = (sys.modules.get(name) for name in ZSTD_MODULES)
    of_zstd = (getattr(module, "ZstdError", None) for module in loaded)
    return EOFError, ValueError, lzma.LZMAError, zlib.error, *filter(None, of_zstd)


def _unzstd(packed: BinaryIO) -> BinaryIO:
    for name in ZSTD_MODULES:
        try:
            module = import_module(name)
        except ImportError:
            continue
        if name == "zstandard":
            return open_frames(module, packed)
        return cast(BinaryIO, module.open(packed, "rb"))
    raise OSError("compressed with zstd, which this Python cannot read; unpack it with `zstd -d`")

"""zstd by the module ``zstandard``, whose own stream ends without a word where a file is cut."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, Final, cast

_CHUNK: Final = 1 << 17


def open_frames(module: Any, packed: BinaryIO) -> BinaryIO:
    """Return a stream of the plain bytes of all frames of ``packed``.

    Reading raises ``EOFError`` where the last frame is not whole, ``ValueError`` where one is
    damaged.
    """
    return cast(BinaryIO, io.BufferedReader(_Frames(module, packed)))


class _Frames(io.RawIOBase):
    def __init__(self, module: Any, packed: BinaryIO) -> None:
        self._module = module
        self._packed = packed
        self._frame: Any = None
        self._rest = b""
        self._plain = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._plain:
            content = self._rest or self._packed.read(_CHUNK)
            if not content:
                if self._frame is not None:
                    raise EOFError("a frame of zstd is not whole")
                return 0
            self._plain, self._rest = memoryview(self._decompressed(content)), self._left()
        count = min(len(buffer), len(self._plain))
        buffer[:count] = self._plain[:count]
        self._plain = self._plain[count:]
        return count

    def _decompressed(self, content: bytes) -> bytes:
        if self._frame is None:
            self._frame = self._module.ZstdDecompressor().decompressobj()
        try:
            return cast(bytes, self._frame.decompress(content))
        except self._module.ZstdError as error:
            raise ValueError(str(error)) from None

    def _left(self) -> bytes:
        """What stands behind a frame that is whole: the next one begins there."""
        if not self._frame.eof:
            return b""
        rest = cast(bytes, self._frame.unused_data)
        self._frame = None
        return rest

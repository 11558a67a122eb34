"""The records of an event file (TFRecord): length, checksum of it, data, checksum of the data.

https://www.tensorflow.org/tutorials/load_data/tfrecord: numbers are little-endian, checksums are
CRC-32C and masked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_POLYNOMIAL: Final = 0x82F63B78
_LARGEST: Final = 4096
"""The data of larger records (graphs, images) is not looked at, and not checked."""


def _row(byte: int) -> int:
    for _ in range(8):
        byte = (byte >> 1) ^ (_POLYNOMIAL if byte & 1 else 0)
    return byte


_TABLE: Final = [_row(byte) for byte in range(256)]


def masked_crc(data: bytes) -> int:
    """Return the CRC-32C of ``data`` as TFRecord masks it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = (crc >> 8) ^ _TABLE[(crc ^ byte) & 255]
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(content: bytes) -> Iterator[bytes]:
    """Yield the data of small records. Raises ``ValueError`` where one is damaged or cut off."""
    place = 0
    while place < len(content):
        header = content[place : place + 8]
        if len(content) < place + 16 or masked_crc(header) != _number(content, place + 8):
            raise ValueError(f"damaged at byte {place}")
        begin = place + 12
        end = begin + int.from_bytes(header, "little")
        if len(content) < end + 4:
            raise ValueError(f"cut off at byte {place}")
        if end - begin <= _LARGEST:
            data = content[begin:end]
            if masked_crc(data) != _number(content, end):
                raise ValueError(f"damaged at byte {place}")
            yield data
        place = end + 4


def _number(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 4], "little")

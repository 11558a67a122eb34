"""Cells, and how each is spelt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

_MANTISSA: Final = re.compile(r"^(\d+)\.(?=\d+e-?\d+$)")


@dataclass(frozen=True, slots=True)
class Value:
    """A measured number, the decimals it is written with, and a unit beside it."""

    number: float
    decimals: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """Several numbers in one cell, as JSON has them."""

    values: tuple[Value, ...]


Cell: TypeAlias = str | int | Value | Several | None


@dataclass(frozen=True, slots=True)
class Spelling:
    """How numbers are spelt: the decimal mark, and how thousands are told."""

    decimal: str = "."
    thousands: str = ""


def clock(seconds: float) -> str:
    """Return ``h:mm:ss``, hours with two digits."""
    whole = round(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def spelt(cell: Cell, spelling: Spelling) -> str:
    """Return the text of a cell."""
    if cell is None:
        return ""
    if isinstance(cell, Value):
        text = f"{cell.number:.{cell.decimals}f}".replace(".", spelling.decimal)
        return f"{text} {cell.unit}" if cell.unit else text
    if isinstance(cell, Several):
        return " ".join(spelt(each, spelling) for each in cell.values)
    if isinstance(cell, int):
        return _count(cell, spelling.thousands)
    return _MANTISSA.sub(rf"\1{spelling.decimal}", cell)


def plain(cell: Cell) -> object:
    """Return a cell as JSON holds it."""
    if isinstance(cell, Value):
        return spelt(cell, Spelling()) if cell.unit else round(cell.number, cell.decimals)
    if isinstance(cell, Several):
        return [plain(each) for each in cell.values]
    return cell


def _count(number: int, thousands: str) -> str:
    if thousands == "k" and number >= 1024 and number % 1024 == 0:
        return f"{number // 1024}k"
    return f"{number:,}" if thousands == "comma" else str(number)

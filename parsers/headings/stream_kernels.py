"""The kernels of STREAM, each in a column: ``Copy``, ``Scale``, ``Add``, ``Triad``."""

from __future__ import annotations

from typing import Final

from parsers.headings.heading import Heading

_KERNELS: Final = frozenset({"copy", "scale", "add", "triad"})


def as_kernels(headings: list[Heading]) -> list[Heading]:
    """Return the headings of one table, those of all four kernels read as rates.

    STREAM prints MB/s, and nothing else of a kernel is kept by its name alone. One name may be
    anything, and so no unit is made of it.
    """
    bare = {
        heading.text.lower() for heading in headings if heading.kind in ("unknown", "parameter")
    }
    if not bare >= _KERNELS:
        return headings
    return [
        heading._replace(
            kind="metric", name=f"{heading.name}_bandwidth", better="higher", otherwise=None
        )
        if heading.text.lower() in _KERNELS
        else heading
        for heading in headings
    ]

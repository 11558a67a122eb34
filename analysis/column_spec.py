"""What is said of a column: its name in data, its type, and what people read of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Type = Literal["text", "word", "integer", "number", "flag", "list", "time"]
"""``word``: one of a few; ``flag``: true or false."""
Unit = Literal["", "quantity", "percent", "times", "fraction", "cost"]
"""How a number is to be read: as it is; in the ``unit`` of its row; a fraction that people read as
percent; a factor; a fraction with four decimals; in what ``speedup.cost_unit`` says."""
Shown = Literal["usual", "request", "named", "inner"]
"""Shown where it says anything; offered by the picker and ``--columns``; for those who name it in
``--columns``, ``--sort`` or ``--where``; of no use to them."""


class ColumnSpec(NamedTuple):
    """One column: its name in data, and what people read of it.

    ``meaning``: one line, with names and values between backticks. ``title``: the heading on
    screen where it is not the name. ``falls``: its first sort is descending, as more is better, or
    more worth a look; names and counts begin with the smallest.
    """

    name: str
    type: Type
    meaning: str
    unit: Unit = ""
    title: str = ""
    falls: bool = False
    shown: Shown = "usual"

    @property
    def heading(self) -> str:
        """Its heading on screen."""
        return self.title or self.name.replace("_", " ")

    @property
    def plain_meaning(self) -> str:
        """Its meaning without backticks."""
        return self.meaning.replace("`", "")

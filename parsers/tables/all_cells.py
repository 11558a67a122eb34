"""The tables of one input, as they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.source import Source
from parsers.tables.table import Table


class Cells(NamedTuple):
    """What an input has in tables: syntax alone, before anything is taken for anything.

    Each table has with it what stands around it: headings and paragraphs above, comments, what
    holds for all its rows. ``source`` has the names of the file and its folders, and what a user
    says of its reading. The tables of a document (``is_document``) follow on each other: one may
    sum up another, or state other values for the same configurations. Those of a database or an
    object do not.
    """

    source: Source
    tables: Sequence[Table]
    is_document: bool = False

"""Why a command prints nothing."""

from __future__ import annotations


class NothingToPrint(Exception):
    """Said on stderr by whoever runs the command; without a text it has been said already."""

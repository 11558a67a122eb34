"""One guard around all work on what files hold: what fails there costs itself, never the rest.

A reader, the unwrapping of a file, a check of the audit: each runs behind it, and what becomes of a
failure is a sentence that names the work and the way out.
"""

from __future__ import annotations

import os
import sys
import traceback
import zlib
from collections.abc import Callable
from typing import Final, TypeVar

import polars as pl

from parsers.clean import clean
from parsers.notes import DEFECT

Result = TypeVar("Result")

DEFECTS: Final = (Exception, SystemExit, pl.exceptions.PanicException)
"""What code that is wrong may raise; where that is Polars' own, it is no ``Exception``.

A reader of an installed package may have been a program of its own, which exits.
"""
ENDING: Final = (KeyboardInterrupt, GeneratorExit)
"""What ends the program, or a generator, and tells of no defect.

Anything else that a reader of an installed package raises, by whatever name, is a failure of it.
"""
UNREADABLE: Final = (OSError, EOFError, zlib.error)
"""What is the file's fault, or the disk's: no defect of a reader."""
_TRACEBACK: Final = "RUNCMP_TRACEBACK"
"""The variable of the environment that asks for a traceback of every failure."""
_LONGEST: Final = 200


def guarded(doing: str, work: Callable[[], Result], otherwise: Callable[[str], Result]) -> Result:
    """Return what ``work`` returns, or where it fails what ``otherwise`` makes of the reason.

    ``doing`` names the work in that reason: ``the markdown reader``. What ends the program, such as
    Ctrl-C, is raised as before.
    """
    try:
        return work()
    except ENDING:
        raise
    except BaseException as error:
        return otherwise(reason(error, doing))


def reason(error: BaseException, doing: str) -> str:
    """Return one line that says why ``doing`` failed and what to do.

    Prints the traceback first where the environment asks for it.
    """
    if os.environ.get(_TRACEBACK) and sys.stderr is not None:
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, UNREADABLE):
        return f"cannot be read: {because(error)}"
    if isinstance(error, MemoryError):
        return f"out of memory in {doing}; read it alone, or where more memory may be used"
    said = clean(str(error).partition("\n")[0])[:_LONGEST]
    return (
        f"{DEFECT} in {doing} ({type(error).__name__}: {said}); the rest is read without it;"
        f" please report it with what {_TRACEBACK}=1 prints"
    )


def because(error: BaseException) -> str:
    """Return what is wrong with a file that cannot be read, in the system's own words."""
    if isinstance(error, zlib.error):
        return "its gzip compression is damaged; copy or compress the file again"
    if isinstance(error, EOFError):
        return "its gzip compression ends early; copy the file again once it is complete"
    said = str(getattr(error, "strerror", None) or error)
    return clean(said[:1].lower() + said[1:])

"""Files -> run records. ``load`` is the package's one door."""

from parsers.finished import Loaded
from parsers.loaded import load
from parsers.registry import FileReport

__all__ = ["FileReport", "Loaded", "load"]

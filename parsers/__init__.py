"""Files -> run records. ``load`` is the package's one door."""

from parsers.across_inputs.finished import Loaded
from parsers.loaded import load
from parsers.registry import FileReport

__all__ = ["FileReport", "Loaded", "load"]

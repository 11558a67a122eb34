"""Files -> run records. ``load`` is the package's one door."""

from parsers.across_inputs.finished import Loaded
from parsers.input_reading import FileReport
from parsers.loaded import load

__all__ = ["FileReport", "Loaded", "load"]

"""Files -> run records. ``load`` is the package's one door."""

from parsers.registry import FileReport, Loaded, load

__all__ = ["FileReport", "Loaded", "load"]

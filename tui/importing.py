"""Importing what is large, in less time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Final

UNUSED: Final = "importlib.metadata"
"""What Polars imports for its Iceberg plugin, thirty modules with those of e-mail and of ZIP files:
a tenth of its import."""


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import modules without the garbage collector, and without what they do not use.

    The collector leaves them out for good: they live as long as the process, and looking through
    them time and again while more are imported takes a tenth of the start. ``UNUSED`` is loaded
    when somebody uses it.
    """
    unused = _Deferring()
    sys.meta_path.insert(0, unused)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.meta_path.remove(unused)


class _Deferring:
    """Finds ``UNUSED`` where it is, and has it loaded at the first use, not at the import."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to import ``UNUSED``; other modules are left to the usual finders."""
        spec = PathFinder.find_spec(name, path, target) if name == UNUSED else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec

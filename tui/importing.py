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

SELDOM_USED: Final = "importlib.metadata"
"""What Polars imports for its Iceberg plugin, thirty modules with those of e-mail and of ZIP files:
a tenth of its import."""
NEVER_USED: Final = "ssl"
"""What asyncio imports for connections, and does without where Python was built without it."""


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import modules without the garbage collector, and without what they do not use.

    The collector leaves them out for good: they live as long as the process, and looking through
    them time and again while more are imported takes a tenth of the start. ``SELDOM_USED`` is
    loaded when somebody uses it; ``NEVER_USED`` can be imported again afterwards, by others.
    """
    unused = _Unused()
    sys.meta_path.insert(0, unused)
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        sys.meta_path.remove(unused)


class _Unused:
    """Finds modules where they are, but has them loaded at the first use, or not at all."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to import an unused module; others are left to the usual finders."""
        if name == NEVER_USED:
            raise ModuleNotFoundError(f"{name} is not used here", name=name)
        spec = PathFinder.find_spec(name, path, target) if name == SELDOM_USED else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec

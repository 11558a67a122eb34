"""Importing what is large, in less time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_READ_OTHERWISE: Final = tuple(
    f"polars.io.{name}"
    for name in (
        "clipboard",
        "database",
        "delta",
        "iceberg",
        "lance",
        "pyarrow_dataset",
        "spreadsheet",
    )
)
"""What Polars takes functions from that read what is read here by other means, or not at all.

With what they import, such as the modules of e-mail and OpenSSL, that is a quarter of its import.
"""
_ACCESSORS: Final = (
    *(
        f"polars.series.{name}"
        for name in ["array", "binary", "categorical", "datetime", "ext", "list", "map"]
    ),
    *(f"polars.expr.{name}" for name in ["array", "binary", "categorical", "ext", "list"]),
)
"""What Polars makes of ``series.dt`` and the like, by calling a class."""
_UNSEEN: Final = ("difflib", "mimetypes", "platformdirs", "textual.types", "uuid")
"""What Textual needs for downloads and notifications; and its types for annotations, for which it
imports trees and lists to select from. ``difflib`` says what a mistyped name may have meant.
"""
_SELDOM_CALLED: Final = frozenset((*_READ_OTHERWISE, *_ACCESSORS, *_UNSEEN))
_CLASSES: Final = ("NameSpace", "CallbackType")
"""How classes end that are called, or named in annotations, and nothing else."""
_NEVER_USED: Final = "ssl"
"""What asyncio imports for connections, and does without where Python was built without it."""


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import modules without the garbage collector, and without what they do not use.

    The collector leaves them out for good: they live as long as the process, and looking through
    them time and again while more are imported takes a tenth of the start. ``_SELDOM_CALLED``
    is loaded when one of its functions is called; ``_NEVER_USED`` can be imported again afterwards,
    by others.
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
    """Finds modules where they are, but has them loaded at the first call, or not at all."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to import an unused module; others are left to the usual finders."""
        if name == _NEVER_USED:
            raise ModuleNotFoundError(f"{name} is not used here", name=name)
        spec = PathFinder.find_spec(name, path, target) if name in _SELDOM_CALLED else None
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _LoadedByACall(spec.loader))
        return spec


class _LoadedByACall:
    """Loads a module once a function is called that was imported from it; for all else at once.

    A loader of ``importlib.abc``, which is not imported for it: that takes another 15 modules.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave that to Python."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Have the module give functions that load it."""

        def load() -> None:
            if vars(module).pop("__getattr__", None) is not None:
                self._loader.exec_module(module)

        def given(name: str) -> Any:
            def function(*values: Any, **options: Any) -> Any:
                load()
                return getattr(module, name)(*values, **options)

            if name.startswith("_"):
                raise AttributeError(name)
            if name.islower() or name.endswith(_CLASSES):
                return function
            load()
            return getattr(module, name)

        vars(module)["__getattr__"] = given

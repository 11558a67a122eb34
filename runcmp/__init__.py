"""runcmp in Python, and the command's first step.

``runcmp.load(...)`` returns ``Results``; docs/python.md has its methods. The names in ``__all__``
are kept stable. They are imported when they are first used: the command line starts here too, and
imports nothing that it does not need.

``parsers``, ``analysis`` and ``tui`` are common names, and login nodes are full of PYTHONPATHs. A
package of the same name that comes first on the path would otherwise fail somewhere deep inside,
under another project's name; so this package, whose name is nobody else's, looks before it imports.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_TYPE_CHECKING = False
if _TYPE_CHECKING:
    from runcmp.results import Results, ResultsWarning, UsageError, load

__all__ = ["Results", "ResultsWarning", "UsageError", "load"]

_PACKAGES = ("parsers", "analysis", "tui")
_HOME = Path(__file__).resolve().parent.parent


def shadows() -> list[tuple[str, Path, Path]]:
    """Return (package, where it was found, where ours is) for each package that hides ours."""
    found = []
    for name in _PACKAGES:
        spec = find_spec(name)
        # A package is a folder, a module of the same name a file.
        places = [*(spec.submodule_search_locations or []), spec.origin] if spec else []
        theirs, ours = next((Path(place) for place in places if place), None), _HOME / name
        if theirs and theirs.resolve() != ours:
            found.append((name, theirs, ours))
    return found


def hidden_by() -> str:
    """Return which packages stand in the way and how to have ours, "" where none does."""
    hidden = shadows()
    lines = [
        f"runcmp: another package named {name!r} hides runcmp's own:\n"
        f"  found  {theirs}\n"
        f"  ours   {ours}"
        for name, theirs, ours in hidden
    ]
    if hidden:
        lines.append(f"Take {hidden[0][1].parent} out of PYTHONPATH, or start without it:")
    return "\n".join(lines)


def main() -> int:
    """Run the command line, or say which package stands in the way."""
    if reason := hidden_by():
        print(f"{reason} env -u PYTHONPATH runcmp ...", file=sys.stderr)
        return 2
    from runcmp.compiled_modules import keep_imported, use_kept

    use_kept()
    from runcmp.compiled_patterns import keep_patterns, use_kept_patterns
    from runcmp.compiled_texts import keep_texts, use_kept_texts

    patterns, texts = use_kept_patterns(), use_kept_texts()
    try:
        from tui.cli import main as command_line

        return command_line()
    finally:
        if not sys.dont_write_bytecode and keep_imported():
            keep_patterns(patterns)
            keep_texts(texts)


def __getattr__(name: str) -> object:
    """Import what is public when it is first asked for. Raises ``ImportError`` if it is hidden."""
    if name not in __all__:
        raise AttributeError(f"module 'runcmp' has no attribute {name!r}")
    if reason := hidden_by():
        raise ImportError(f"{reason} env -u PYTHONPATH python3 ..., in another folder")
    from runcmp import results

    return getattr(results, name)


def __dir__() -> list[str]:
    """Return what is public, imported or not, so that an interactive shell offers it."""
    return sorted({*globals(), *__all__})

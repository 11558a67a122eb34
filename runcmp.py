"""The command's first step: make sure that the packages it is about to import are its own.

``parsers``, ``analysis`` and ``tui`` are common names, and login nodes are full of PYTHONPATHs. A
package of the same name that comes first on the path would otherwise fail somewhere deep inside,
under another project's name; so this module, whose name is nobody else's, looks before it imports.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("parsers", "analysis", "tui")
HOME = Path(__file__).resolve().parent


def shadows() -> list[tuple[str, Path, Path]]:
    """Return (package, where it was found, where ours is) for each package that hides ours."""
    found = []
    for name in PACKAGES:
        spec = find_spec(name)
        # A package is a folder, a module of the same name a file.
        places = [*(spec.submodule_search_locations or []), spec.origin] if spec else []
        theirs, ours = next((Path(place) for place in places if place), None), HOME / name
        if theirs and theirs.resolve() != ours:
            found.append((name, theirs, ours))
    return found


def main() -> int:
    """Run the command line, or say which package stands in the way."""
    hidden = shadows()
    for name, theirs, ours in hidden:
        print(
            f"runcmp: another package named {name!r} hides runcmp's own:\n"
            f"  found  {theirs}\n"
            f"  ours   {ours}",
            file=sys.stderr,
        )
    if hidden:
        print(
            f"Take {hidden[0][1].parent} out of PYTHONPATH, or start without it:"
            " env -u PYTHONPATH runcmp ...",
            file=sys.stderr,
        )
        return 2
    from tui.cli import main as command_line

    return command_line()


if __name__ == "__main__":
    sys.exit(main())

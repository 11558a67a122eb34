"""``python -m runcmp.compile_all``: keep all of runcmp compiled, as is done once on installing."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from runcmp.compiled_modules import keep_imported
from runcmp.compiled_patterns import keep_patterns, use_kept_patterns


def main() -> None:
    """Import all of runcmp, and keep its modules and their patterns."""
    patterns = use_kept_patterns()
    for package in ("parsers", "analysis", "tui"):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    keep_imported()
    keep_patterns(patterns)


if __name__ == "__main__":
    main()

"""``python -m runcmp.compile_all``: keep all of runcmp compiled, as is done once on installing."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from runcmp.compiled_modules import keep_imported
from runcmp.compiled_patterns import keep_patterns, use_kept_patterns
from runcmp.compiled_texts import keep_texts, use_kept_texts


def main() -> None:
    """Import all of runcmp, and keep its modules, their patterns and the texts of their classes."""
    patterns, texts = use_kept_patterns(), use_kept_texts()
    for package in ("parsers", "analysis", "tui"):
        for module in walk_packages(import_module(package).__path__, f"{package}."):
            import_module(module.name)
    keep_imported()
    keep_patterns(patterns)
    keep_texts(texts)


if __name__ == "__main__":
    main()

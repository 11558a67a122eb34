"""Settings with their number behind them in a printed line: ``batch size 8: 12.3 ms``."""

from __future__ import annotations

import re

from parsers.grammar.beside_counts import BATCH
from parsers.grammar.patterns import Pattern

_NUMBER_BEHIND = Pattern(
    r"(?i)(?<![\w.])(?P<name>(?:(?:global|total|effective|micro|local|mini)[ _-])?"
    rf"(?:{BATCH}|seq(?:uence)?[ _-]?len(?:gth)?|concurrency))(?:\s+|\s?=\s?)(?P<number>\d{{1,7}})"
    r"(?=\s*(?:[:,;|–—→]|-+>|\Z))"
)


def with_settings_assigned(text: str) -> str:
    """Return ``batch_size=8: 12.3 ms`` of ``batch size 8: 12.3 ms``."""
    return _NUMBER_BEHIND.sub(_assigned, text)


def _assigned(found: re.Match[str]) -> str:
    return f"{re.sub(r'[ -]', '_', found['name'])}={found['number']}"

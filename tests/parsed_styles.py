"""The style sheets of apps in tests: parsed once, since all apps of a process have the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet


def parse_styles_once() -> None:
    """Have all style sheets share what was parsed of the same text with the same variables.

    Textual's own keep it for one app: a sixth of what it takes to open one.
    """
    parse = Stylesheet._parse_rules
    parsed: dict[Hashable, list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (given, tuple(named.items()), tuple(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *given, **named)
        return parsed[key]

    Stylesheet._parse_rules = parse_once  # type: ignore[assignment, method-assign]

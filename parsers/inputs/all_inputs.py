"""What is overruled for each input of a reading."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.inputs.inputs import Input
from parsers.overruling.config_places import ConfigsBeside
from parsers.overruling.override import Override, for_file
from parsers.source import STDIN


def overruled_inputs(
    inputs: Sequence[Input], given: Sequence[Override], *, beside: bool
) -> tuple[list[Input], list[Override]]:
    """Return the inputs with what is overruled for each, and all that is.

    Raises ``OverruleError`` for a mistake in a ``runcmp.toml`` that stands ``beside`` one of them.
    """
    configs = ConfigsBeside()
    told: list[Input] = []
    for item in inputs:
        source = item.source
        is_file = beside and source.name != STDIN
        near = configs.of(source.path, item.folder) if is_file else []
        overrides = for_file([*given, *near], source.name, source.label)
        told.append(item._replace(overrides=overrides.given) if overrides else item)
    everything = [*given, *(each for found in configs.read.values() for each in found)]
    return told, sorted(everything, key=lambda each: each.said.layer)

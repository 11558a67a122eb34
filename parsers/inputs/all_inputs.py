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
    of_folders: dict[tuple[str, str], list[Override]] = {}
    for item in inputs:
        source = item.source
        near: list[Override] = []
        if beside and source.name != STDIN:
            # Folders have thousands of files: paths are made for each folder, not for each file.
            folder = (item.path.rpartition("/")[0], "" if item.named else item.argument)
            if folder not in of_folders:
                of_folders[folder] = configs.of(source.path, item.folder)
            near = of_folders[folder]
        overrides = for_file([*given, *near], source.name, source.label)
        told.append(item._replace(overrides=overrides.given) if overrides else item)
    everything = [*given, *(each for found in configs.read.values() for each in found)]
    return told, sorted(everything, key=lambda each: each.said.layer)

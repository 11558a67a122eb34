"""Folders that hold one run in many files: only the file that tells of it is an input."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

_MLFLOW: Final = "meta.yaml"
_PARTS: Final = frozenset({"metrics", "params", "tags"})
_WANDB: Final = ".wandb"
_WANDB_SUMMARY: Final = "wandb-summary.json"
_LOGS: Final = frozenset({"logs", "tmp"})
_BESIDE_SUMMARY: Final = frozenset(
    {"config.yaml", "output.log", "wandb-metadata.json", "requirements.txt"}
    | {"conda-environment.yaml", "diff.patch"}
)


def own_entries(
    parent: str, folders: Sequence[str], files: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the folders and files of ``parent`` that are inputs of their own.

    MLflow has a file for each metric, parameter and tag of a run below the ``meta.yaml`` of the
    run, and a ``meta.yaml`` of the experiment above its runs. W&B keeps what a run printed
    and its settings beside its summary, which has the last values of the run.
    """
    if any(name.endswith(_WANDB) for name in files):
        return [name for name in folders if name not in _LOGS], list(files)
    if _WANDB_SUMMARY in files:
        return list(folders), [name for name in files if name not in _BESIDE_SUMMARY]
    if _MLFLOW not in files:
        return list(folders), list(files)
    if "metrics" in folders:
        return [name for name in folders if name not in _PARTS], list(files)
    holds_runs = any(Path(parent, name, "metrics").is_dir() for name in folders)
    is_empty = not folders and files == [_MLFLOW]
    keeps = [name for name in files if name != _MLFLOW or not (holds_runs or is_empty)]
    return list(folders), keeps

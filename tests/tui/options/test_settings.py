"""Settings: what argparse fills, with defaults in one place that agree with the analysis."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import pytest

from analysis.compare.verdicts import Criteria
from analysis.runs import Choice
from tui.commands.run import LOADERS
from tui.options.argument_groups import GROUPS
from tui.options.arguments import COMMANDS, parse
from tui.options.choices import choice, criteria
from tui.options.option_groups import (
    Gate,
    NumberOptions,
    OutputOptions,
    SelectionOptions,
    VerdictOptions,
)
from tui.options.settings import AppSettings, DiffSettings, PlotSettings, ShowSettings, filled
from tui.views.compare.verdict_words import WORDS


def names(settings: Any) -> Iterator[str]:
    """Yield the names of all settings, those within groups too."""
    for name, value in zip(settings._fields, settings, strict=True):
        if type(value) in GROUPS:
            yield from names(value)
        else:
            yield name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_one_of_its_settings(name: str) -> None:
    usual = COMMANDS[name].settings
    parser = argparse.ArgumentParser(argument_default=argparse.SUPPRESS)
    for group in usual:
        if type(group) in GROUPS:
            GROUPS[type(group)](parser)
    known = sorted({*names(usual)} - {"paths", "shell", "words"})
    assert sorted(vars(parser.parse_args([]))) == []
    assert sorted(action.dest for action in parser._actions if action.dest != "help") == known


def test_each_command_has_its_function() -> None:
    assert [type(each.settings) for each in COMMANDS.values()] == list(LOADERS)
    assert [load().__name__ for load in LOADERS.values()] == list(COMMANDS)


def test_without_options_the_settings_are_the_defaults() -> None:
    assert parse([]) == AppSettings()
    assert parse(["show", "a.csv"]) == ShowSettings(paths=("a.csv",))
    assert parse(["doctor"]) == COMMANDS["doctor"].settings


def test_options_fill_the_groups_they_are_of() -> None:
    settings = parse(
        ["diff", "a", "b", "--fail-on", "regression:7%", "--fail-on=missing", "-oc.md"]
    )
    assert isinstance(settings, DiffSettings)
    assert settings.paths == ("a", "b")
    assert settings.verdicts.fail_on == (Gate("regression", 0.07), Gate("missing"))
    assert settings.output.file == "c.md"
    assert settings.output.form == "md"
    assert settings.selection == SelectionOptions()


@pytest.mark.parametrize(
    ("word", "gate"),
    [
        ("worse", Gate("regression")),
        ("worse:3%", Gate("regression", 0.03)),
        ("too few runs", Gate("untested")),
        ("unclear", Gate("unclear")),
    ],
)
def test_a_gate_is_named_as_the_verdict_in_the_table_too(word: str, gate: Gate) -> None:
    settings = parse(["diff", "a.csv", "b.csv", "--fail-on", word])
    assert isinstance(settings, DiffSettings)
    assert settings.verdicts.fail_on == (gate,)
    assert word.partition(":")[0] in {shown for shown, *_ in WORDS.values()}


def test_what_is_filled_once_more_keeps_the_rest() -> None:
    first = filled(PlotSettings(), {"y": "efficiency", "where": "nodes > 1"})
    again = filled(first, {"y": "cost"})
    assert again.chart.y == "cost"
    assert again.selection.where == "nodes > 1"


@pytest.mark.parametrize(
    ("output", "form"),
    [
        (OutputOptions(), "text"),
        (OutputOptions(file="a.JSONL"), "jsonl"),
        (OutputOptions(file="a.png"), "text"),
        (OutputOptions("md", "a.csv"), "md"),
    ],
)
def test_the_name_of_a_file_says_its_format(output: OutputOptions, form: str) -> None:
    assert output.form == form


def test_the_defaults_are_those_of_the_analysis() -> None:
    assert choice(SelectionOptions(), NumberOptions()) == Choice()
    assert criteria(VerdictOptions()) == Criteria()


@pytest.mark.parametrize(
    ("text", "size"), [("64GB", 64 * 10**9), ("1.5 g", 15 * 10**8), ("512MiB", 512 * 10**6)]
)
def test_a_size_is_read(text: str, size: int) -> None:
    settings = parse(["show", "a.csv", "--max-memory", text])
    assert isinstance(settings, ShowSettings)
    assert settings.memory.max_memory == size


@pytest.mark.parametrize("text", ["", "much", "-1", "1e400", "٣GB"])
def test_what_is_no_size_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["show", "a.csv", f"--max-memory={text}"])
    assert "is not a size; use 64GB" in capsys.readouterr().err


def test_behind_two_dashes_all_words_are_paths() -> None:
    given = parse(["show", "--limit", "3", "--", "-rf.csv", "--where.csv", "-", "a.csv"])
    assert isinstance(given, ShowSettings)
    assert given.paths == ("./-rf.csv", "./--where.csv", "-", "a.csv")

"""Which way quantities get better whose names leave it open."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import load


@pytest.mark.parametrize("name", ["performance", "FOM"])
@pytest.mark.parametrize(
    ("values", "better", "said"),
    [
        ((100, 190, 360), "higher", []),
        ((100, 52, 27), None, ["falls as nodes grow, as times do: no rate"]),
        ((100, 400, 1600), None, ["grows faster than nodes: no rate"]),
    ],
)
def test_what_is_called_a_rate_grows_with_the_count_at_most_as_that_does(
    tmp_path: Path, name: str, values: tuple[int, ...], better: str | None, said: list[str]
) -> None:
    path = tmp_path / "a.csv"
    rows = (f"{count},{value}\n" for count, value in zip((1, 2, 4), values, strict=True))
    path.write_text(f"nodes,{name}\n{''.join(rows)}")
    loaded = load([str(path)])
    assert loaded.records["better"].unique().to_list() == [better]
    assert [note.text for note in loaded.notes] == [f"`{name}` {text}" for text in said]


@pytest.mark.parametrize(
    ("title", "values", "name"),
    [
        ("Found pairs", (318, 220, 138), "value"),
        ("Found pairs", (318.2, 170.1, 95.4), "runtime"),
        ("Found pairs", (318, 170, 95), "runtime"),
        ("Execution times", (318, 220, 138), "runtime"),
        ("Messages", (100, 220, 470), "value"),
        ("Performance", (100, 220, 470), "throughput"),
    ],
)
def test_whole_numbers_were_counted_where_no_word_says_otherwise(
    tmp_path: Path, title: str, values: tuple[float, ...], name: str
) -> None:
    path = tmp_path / "a.md"
    cells = " | ".join(map(str, values))
    path.write_text(f"## {title}\n\n| case | np=1 | np=2 | np=4 |\n|-|-|-|-|\n| a | {cells} |\n")
    assert {*load([str(path)]).records["metric"]} == {name}

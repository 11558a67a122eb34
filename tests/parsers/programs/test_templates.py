"""The words of patterns, and the lines of ranks."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.programs.measurements import Measurement
from parsers.programs.rank_streams import streams_of
from parsers.programs.templates import Template
from parsers.source import Source


def test_numbers_texts_and_quantities() -> None:
    template = Template(r"^{version=word} on {nodes} nodes: {rate:GB/s} {_} \({case=text}\)$")
    (found,) = template.find("x\nv1.2  on 1,024\tnodes: 3.50 7 (a b)\n")
    assert found.facts == {"version": "v1.2", "nodes": 1024, "case": "a b"}
    assert found.measured == [Measurement("rate", 3.5, "GB/s", digit=0.01)]


@pytest.mark.parametrize("text", ["-1.5e-3", "nan", "NaN", "-inf", "Infinity", ".5", "7."])
def test_spellings_of_numbers(text: str) -> None:
    (found,) = Template("^t {x:s}$").find(f"t {text}")
    assert found.measured[0].value == pytest.approx(float(text), nan_ok=True)


def test_a_pattern_never_goes_on_on_the_next_line() -> None:
    assert list(Template("^a {b} {c=text}$").find("a\n1 2\n\na 1\nx")) == []


def lines(text: str) -> list[list[tuple[int, str]]]:
    source = Source("a", "a", Path("a"), text.encode())
    return [
        list(zip(stream.numbers, stream.text.splitlines(), strict=True))
        for stream in streams_of(source, ["# OSU "])
    ]


def test_a_number_before_a_colon_is_a_prefix_only_before_what_is_known() -> None:
    assert lines("1: 2.0\n2: 4.0\n") == [[(1, "1: 2.0"), (2, "2: 4.0")]]
    assert lines("0: # OSU x\n1: # OSU x\n0: 7 8\n") == [
        [(1, "# OSU x"), (3, "7 8")],
        [(2, "# OSU x")],
    ]


def test_what_a_bar_overwrote_is_gone() -> None:
    assert lines("10 %\r99 %\r\x1b[1mdone\x1b[0m\n") == [[(1, "done")]]


@pytest.mark.parametrize(
    ("last", "kept"), [("2    3.10", True), ("16   3.1", False), ("16  13.10", True)]
)
def test_a_last_line_without_end_is_whole_where_it_looks_like_the_one_before(
    last: str, kept: bool
) -> None:
    (stream,) = lines(f"1    2.10\n{last}")
    assert (len(stream) == 2) is kept


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0.09s", 0.09), ("1m23.45s", 83.45), ("2d 3h 4m", 183840.0), ("0:02:11", 131.0)],
)
def test_a_duration_is_measured_in_seconds(text: str, seconds: float) -> None:
    (found,) = Template("^took {runtime=duration} WALL$").find(f"took {text} WALL")
    assert (found.measured[0].metric, found.measured[0].unit) == ("runtime", "s")
    assert found.measured[0].value == pytest.approx(seconds)


def test_long_digits_that_do_not_match_are_given_up_at_once() -> None:
    template = Template(r"^{a:s} {b:s} {c:s} {d:s} {e:s} {f:s}$")
    line = " ".join(["9" * 400] * 6)
    assert list(template.find(f"{line} x")) == []
    (found,) = template.find(line)
    assert len(found.measured) == 6

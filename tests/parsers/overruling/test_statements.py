"""The little language of --read: what it says, and that quoting comes back as it went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.clean import clean
from parsers.overruling.override import Layer, Override, OverruleError, Said, What
from parsers.overruling.statements import quoted, read_statements, written

HERE = Said(Layer.COMMAND)


def test_several_things_are_said_at_once() -> None:
    text = "column cores = threads; column rank = id; series = weak; metric = solve time"
    assert read_statements(text) == [
        Override("column", "cores", "threads", HERE),
        Override("column", "rank", "id", HERE),
        Override("series", "", "weak", HERE),
        Override("metric", "", "solve time", HERE),
    ]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("GPUs", "devices"),
        ("GPUs per node", "devices_per_node"),
        ("devices per node", "devices_per_node"),
        ("tasks per node", "ranks_per_node"),
        ("cpus", "cores"),
        ("cpu", "cores"),
        ("GPU", "devices"),
        ("task", "ranks"),
        ("device", "device"),
        ("host", "hosts"),
        ("trial", "repeat"),
        ("library", "software"),
        ("problem size", "size"),
        ("speedup", "stated_speedup"),
        ("parallel efficiency", "stated_efficiency"),
        ("time", "runtime"),
        ("id", "id"),
        ("unused", "unused"),
    ],
)
def test_a_role_is_named_as_a_heading_would_name_it(said: str, role: str) -> None:
    assert read_statements(f"column X = {said}")[0].value == role


def test_a_file_holds_for_what_stands_behind_it() -> None:
    text = 'series = weak; a.csv: column n = nodes; unit t = ms; "b:c.csv": direction s = higher'
    files = [told.file for told in read_statements(text)]
    assert files == [None, "a.csv", "a.csv", "b:c.csv"]


def test_plain_names_may_have_blanks_and_brackets_and_apostrophes() -> None:
    text = "column Time (s) = measured; column Amdahl's law = unused"
    assert [told.name for told in read_statements(text)] == ["Time (s)", "Amdahl's law"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("colum a = nodes", "--read, character 1: 'colum' is nothing that can be overruled; did"),
        ("column a = kernels", "character 12: 'kernels' is no role of a column; use nodes,"),
        ("series weak", "'series weak' has no = behind it; write it as in --read 'column"),
        ("series = fast", "'fast' is neither 'strong' nor 'weak'"),
        ("column = nodes", "name the column"),
        ('column "a = nodes', 'character 8: the quote " is not closed'),
        ("column a:b = nodes", "quote the column where it holds ; or = or :"),
        ("column a = b = nodes", "quote what stands behind the ="),
        ("unit t = parsecs", "'parsecs' is not a unit; write it as in a heading"),
        ("direction t = up", "'up' is neither 'higher' nor 'lower'"),
        ("baseline = 0", "'0' is no baseline; use a device count, smallest or stated"),
        ("names = run.csv", "put what varies into braces, as in run_{nodes}nodes.csv"),
        ("a.csv: metric = t", "metric holds for all files; leave 'a.csv:' away"),
        ("metric runtime = t", "write 'metric = ...', without a name before the ="),
        ("column \x1b[2J = \x1b[2J", "'␛[2J' is no role"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_way_out(text: str, problem: str) -> None:
    with pytest.raises(OverruleError) as raised:
        read_statements(text)
    assert problem in str(raised.value)
    assert "\x1b" not in str(raised.value)


NAMES = st.text(max_size=20).map(lambda text: clean(text).strip())
SAID: list[tuple[What, str]] = [
    ("column", "threads"),
    ("unit", "GB/s"),
    ("direction", "higher"),
    ("series", "weak"),
    ("names", "a;b{nodes}=:'\"c"),
]


@given(st.sampled_from(SAID), NAMES, st.none() | NAMES)
def test_what_is_written_is_read_back(said: tuple[What, str], name: str, file: str | None) -> None:
    what, value = said
    own = name if what in ("column", "unit", "direction") else ""
    told = Override(what, own, value, HERE, file)
    assert read_statements(f"{written(told)}; {written(told)}") == [told, told]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_statements(text)
    except OverruleError as error:
        assert clean(str(error)) == str(error)


@given(NAMES)
def test_plain_names_need_no_quotes(name: str) -> None:
    needs = not name or bool(set(name) & set(";=:'\""))
    assert (quoted(name) != name) == needs

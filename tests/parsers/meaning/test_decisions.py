"""What one decision adds to what is known, and single decisions as functions of what they take."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from parsers.meaning.column import Column, read_columns
from parsers.meaning.decisions import NOTHING, Decision, Decisions, RowRemark, into
from parsers.meaning.fields import schema_field, whole_counts
from parsers.meaning.host_names import nodes_of_hosts
from parsers.meaning.identifiers import identifiers
from parsers.meaning.names import benchmark_names, device_names
from parsers.meaning.scale_cells import scale_cells
from parsers.meaning.stated_scaling import says_weak, texts_around
from parsers.meaning.totals import devices_of_nodes, totals
from parsers.meaning.trend import Trend
from parsers.overruling.override import Overrides
from parsers.source import Source
from parsers.tables.table import Table

SOURCE = Source("weak/runs.csv", "runs.csv", Path("weak/runs.csv"))


def table(**columns: list[object]) -> Table:
    return Table([pl.Series(cells) for cells in columns.values()], list(columns)).shortened()


def columns(**cells: list[object]) -> tuple[Column, ...]:
    return read_columns(table(**cells))


def known(**cells: list[object]) -> Decisions:
    made = columns(**cells)
    return Decisions(made, len(made[0].cells)).each(schema_field)


def trend(*speeds: float) -> Trend:
    return Trend(speeds, [()] * len(speeds))


class TestDecisions:
    def test_a_decision_leaves_what_was_known_as_it_is(self) -> None:
        before = Decisions(columns(nodes=[1, 2], time_s=[3.0, 2.0]), 2)
        (nodes, time) = before.columns
        after = before.plus(into(nodes, RowRemark("info", "x"), nodes=nodes.cells))
        assert (dict(before.fields), before.free, before.remarks) == ({}, (nodes, time), ())
        assert (list(after.fields), after.free) == (["nodes"], (time,))
        assert after.owners["nodes"] is nodes

    def test_no_decision_changes_nothing(self) -> None:
        before = known(nodes=[1, 2])
        assert before.plus(NOTHING) is before

    def test_what_is_renamed_keeps_its_column(self) -> None:
        before = known(nodes=[1, 2], gpus=[4, 8])
        after = before.plus(Decision(renamed={"devices": "devices_per_node"}))
        assert list(after.fields) == ["nodes", "devices_per_node"]
        assert after.owners["devices_per_node"].heading.text == "gpus"
        assert after.field_of(before.columns[1]) == "devices_per_node"

    def test_what_is_dropped_has_a_reason_and_frees_no_column(self) -> None:
        before = known(nodes=[1, 2])
        after = before.plus(Decision(dropped={"nodes": "why"}))
        assert (dict(after.fields), after.free, after.dropped) == ({}, (), {"nodes": "why"})

    def test_what_is_set_aside_is_free_no_more(self) -> None:
        before = Decisions(columns(note=["a", "b"]), 2)
        (note,) = before.columns
        assert before.plus(Decision(aside={note: "why"})).free == ()


class TestCounts:
    def test_the_first_column_of_a_name_is_taken(self) -> None:
        found = known(nodes=[1, 2], Nodes=[3, 4])
        assert found.fields["nodes"].to_list() == [1, 2]
        assert [column.heading.text for column in found.free] == ["Nodes"]

    def test_what_is_no_count_is_left_out_and_told(self) -> None:
        (column,) = columns(nodes=[1.0, 2.5, 4.0, 8.0])
        counts, remarks = whole_counts(column, pl.Series([1.0, 2.5, 4.0, 8.0]))
        assert counts.to_list() == [1, None, 4, 8]
        assert [remark.row for remark in remarks] == [1]

    def test_a_cell_of_counts_is_several_fields(self) -> None:
        made = columns(Setup=["2 nodes x 4 GPUs", "4 nodes x 4 GPUs"])
        found = scale_cells(made[0], made)
        assert {name: values.to_list() for name, values in found.fields.items()} == {
            "devices_per_node": [4, 4],
            "nodes": [2, 4],
        }

    def test_hosts_stand_in_for_nodes_and_are_held_against_them(self) -> None:
        hosts = pl.Series(["n[1-2]", "n[1-4]"])
        assert nodes_of_hosts({"hosts": hosts}, 2).fields["nodes"].to_list() == [2, 4]
        found = nodes_of_hosts({"hosts": hosts, "nodes": pl.Series([2, 3])}, 2)
        assert not found.fields
        assert [remark.row for remark in found.remarks] == [1]

    def test_fewer_devices_than_nodes_are_those_of_each(self) -> None:
        found = known(nodes=[1, 2, 8], gpus=[4, 4, 4])
        owner = found.owners["devices"]
        rows = table(nodes=[1, 2, 8])
        decided = devices_of_nodes(found.fields, owner, rows, stated=True)
        assert decided.renamed == {"devices": "devices_per_node"}

    @pytest.mark.parametrize(
        ("speeds", "cores"), [((1.0, 2.0, 4.0), [48, 96, 192]), ((1.0, 1.0, 1.0), [48, 48, 48])]
    )
    def test_how_fast_rows_were_tells_counts_of_nodes_from_totals(
        self, speeds: tuple[float, ...], cores: list[int]
    ) -> None:
        found = known(nodes=[1, 2, 4], threads=[48, 48, 48])
        rows = table(nodes=[1, 2, 4])
        after = totals(found, trend(*speeds), rows, is_weak=False)
        assert after.fields["cores"].to_list() == cores

    def test_a_product_is_said_to_be_one_only_where_it_is_made(self) -> None:
        numbers = {"nodes": pl.Series([1, 2]), "ranks_per_node": pl.Series([8, 8])}
        rows = table(nodes=[1, 2])
        made = totals(Decisions((), 2, numbers), trend(1, 2), rows, is_weak=False)
        assert made.totals == {"ranks": "ranks_per_node"}
        texts = {**numbers, "ranks_per_node": pl.Series(["medium", "large"])}
        assert totals(Decisions((), 2, texts), trend(1, 2), rows, is_weak=False).totals == {}


class TestNames:
    def test_consecutive_numbers_that_change_nothing_are_ids(self) -> None:
        before = known(rank=[0, 1, 2, 3])
        after = identifiers(before, trend(1, 1, 1, 1), is_weak=False)
        assert list(after.fields) == ["rank_id"]
        assert before.fields.keys() == {"ranks"}

    def test_a_name_without_its_count(self) -> None:
        found = device_names({"device": pl.Series(["2x A100", "4x A100"])})
        assert found.fields["devices"].to_list() == [2, 4]
        assert found.fields["device"].to_list() == ["A100", "A100"]

    def test_the_file_names_what_nothing_else_does(self) -> None:
        rows = table(nodes=[1, 2])
        assert benchmark_names({}, rows, "sweep").constants == {"benchmark": "sweep"}
        above = rows._replace(benchmark="LAMMPS", case="rhodo")
        assert benchmark_names({}, above, "sweep").constants == {
            "benchmark": "LAMMPS",
            "case": "rhodo",
        }

    def test_a_folder_far_above_the_file_says_nothing(self) -> None:
        assert "strong" not in texts_around(table(nodes=[1]), "/home/strong/work/scaling/run/a.csv")
        assert "weak" in texts_around(table(nodes=[1]), "/home/strong/weak/n4/a.csv")

    def test_the_nearest_word_decides_on_weak_scaling(self) -> None:
        around = texts_around(table(nodes=[1])._replace(above=["Strong scaling"]), SOURCE.name)
        assert around == ["Strong scaling", "", "", "runs.csv", "weak"]
        assert says_weak({}, around[3:], Overrides())

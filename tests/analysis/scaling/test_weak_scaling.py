"""What tells weak scaling from strong, and what is said where nothing does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.runs import Choice, Runs, runs
from parsers import load
from parsers.headings.read_heading import read_heading
from parsers.meaning.stated_scaling import scaling_in_words
from tests.make import records

WEAK = [1.0, 1 / 1.03, 1 / 1.09]


def read(folder: Path, text: str, **choice: Any) -> tuple[Runs, list[str]]:
    path = folder / "runs.csv"
    path.write_text(text)
    loaded = load([str(path)])
    return runs(loaded.records, Choice(**choice)), [str(note) for note in loaded.notes]


def efficiencies(result: Runs) -> list[float | None]:
    return result.table["efficiency"].to_list()


class TestSizes:
    @pytest.mark.parametrize(
        "heading",
        [
            *("cells", "# cells", "n_cells", "ncells", "atoms", "natoms", "Number of particles"),
            *("DOFs", "Degrees of freedom", "elements", "grid points", "mesh", "unknowns"),
        ],
    )
    def test_what_a_problem_consists_of_is_its_size(self, tmp_path: Path, heading: str) -> None:
        result, _ = read(tmp_path, f"gpus,{heading},time (s)\n1,100,1.00\n2,200,1.03\n4,400,1.09\n")
        assert result.table["size"].to_list() == [100, 200, 400]
        assert efficiencies(result) == pytest.approx(WEAK)

    @pytest.mark.parametrize("heading", ["cells/s", "Matoms/s", "cell updates per second"])
    def test_a_rate_of_it_is_measured(self, heading: str) -> None:
        assert read_heading(heading).kind == "metric"

    def test_in_words_it_is_a_parameter(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,mesh,time (s)\n1,coarse,10\n2,coarse,5\n")
        assert result.table["mesh"].to_list() == ["coarse", "coarse"]

    def test_a_size_goes_before_what_it_consists_of(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,elements,size,time (s)\n1,10,80,10\n2,10,80,5\n")
        assert result.table.select("size", "elements").rows() == [(80, 10), (80, 10)]


class TestRatesThatNeverGrow:
    @pytest.mark.parametrize(
        ("heading", "values"),
        [("Throughput", (3200, 3110, 3050, 2990)), ("tokens/s", (3100, 3050, 2970, 2900))],
    )
    def test_one_that_may_be_of_each_device_is_withheld(
        self, tmp_path: Path, heading: str, values: tuple[int, ...]
    ) -> None:
        rows = "".join(f"{4 << place},{value}\n" for place, value in enumerate(values))
        result, _ = read(tmp_path, f"gpus,{heading}\n{rows}")
        assert efficiencies(result) == [None] * 4
        assert "--scaling strong for a total" in " ".join(result.notes)

    def test_on_four_times_the_devices_it_must_not_grow_at_all(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,img/s\n8,3100\n16,3050\n32,2970\n")
        assert efficiencies(result) == [None] * 3
        result, _ = read(tmp_path, "gpus,img/s\n8,3100\n16,3300\n32,3200\n")
        assert None not in efficiencies(result)


class TestShares:
    @pytest.mark.parametrize("heading", ["cells_per_gpu", "Atoms/GPU", "size per device", "N/GPU"])
    def test_a_constant_share_is_weak_scaling(self, tmp_path: Path, heading: str) -> None:
        result, notes = read(
            tmp_path, f"gpus,{heading},time (s)\n1,1000,1.00\n2,1000,1.03\n4,1000,1.09\n"
        )
        assert efficiencies(result) == pytest.approx(WEAK)
        assert result.table["size"].to_list() == [1000, 2000, 4000]
        assert any(f"`{heading}` × devices read as the problem size" in note for note in notes)

    def test_a_share_that_falls_is_strong_scaling(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,cells_per_gpu,time (s)\n1,1000,100\n2,500,52\n")
        assert efficiencies(result) == pytest.approx([1.0, 100 / 104])

    def test_a_share_of_each_node(self, tmp_path: Path) -> None:
        result, _ = read(
            tmp_path, "nodes,gpus,cells_per_node,time (s)\n1,4,10,1.00\n2,8,10,1.03\n4,16,10,1.09\n"
        )
        assert efficiencies(result) == pytest.approx(WEAK)

    def test_a_share_of_each_core(self, tmp_path: Path) -> None:
        result, _ = read(
            tmp_path, "Cores,grid points per core,time (s)\n1,7,1.00\n2,7,1.03\n4,7,1.09\n"
        )
        assert efficiencies(result) == pytest.approx(WEAK)

    def test_a_share_of_nobody_knows_how_many_is_a_parameter(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "nodes,cells_per_gpu,time (s)\n1,7,10\n2,7,5\n")
        assert result.table["cells_per_gpu"].to_list() == [7, 7]

    def test_sizes_that_a_division_spoils_are_equal(self) -> None:
        rows = [{"devices": p, "size": 0.1 * p, "value": v} for p, v in ((1, 1.0), (3, 1.03))]
        result = runs(records(*rows, metric="runtime", unit="s", better="lower"), Choice())
        assert efficiencies(result) == pytest.approx(WEAK[:2])

    def test_the_user_overrules(self, tmp_path: Path) -> None:
        text = "gpus,cells_per_gpu,time (s)\n1,1000,1.00\n2,1000,1.03\n"
        result, _ = read(tmp_path, text, scaling="strong")
        assert result.table["series"].to_list() == [0, 1], "two problems"


def steps(values: dict[int, float], **common: Any) -> list[dict[str, Any]]:
    times = {"metric": "step_time", "unit": "s", "better": "lower", "batch": 8.0}
    return [{"devices": p, "value": v, **times, **common} for p, v in values.items()]


class TestStepTimes:
    @pytest.mark.parametrize("batch", ["batch_per_gpu", "bs"])
    def test_steps_per_second_are_their_inverse(self, tmp_path: Path, batch: str) -> None:
        text = f"gpus,{batch},it/s\n1,64,2.00\n2,64,1.90\n4,64,1.80\n"
        result, _ = read(tmp_path, text)
        assert efficiencies(result) == pytest.approx([1, 0.95, 0.9])
        assert "weak scaling for steps per second (batch per device)" in result.notes
        result, _ = read(tmp_path, text.replace("1.90", "3.80").replace("1.80", "7.20"))
        assert efficiencies(result) == pytest.approx([1, 0.95, 0.9])

    def test_a_batch_on_each_device_is_more_work_on_more_devices(self) -> None:
        result = runs(records(*steps({1: 1.00, 2: 1.03, 4: 1.09})), Choice())
        assert efficiencies(result) == pytest.approx(WEAK)
        assert "weak scaling for step times (batch per device)" in result.notes
        assert not any("assumed" in note for note in result.notes)

    def test_a_batch_that_is_shared_shows(self) -> None:
        result = runs(records(*steps({1: 1.00, 2: 0.52, 4: 0.28})), Choice())
        assert efficiencies(result) == pytest.approx([1.0, 1 / 1.04, 1 / 1.12])

    def test_without_a_batch_flat_times_may_mean_either(self) -> None:
        result = runs(records(*steps({1: 1.00, 2: 1.03}, batch=None)), Choice())
        assert efficiencies(result) == [None, None]
        assert any("--scaling weak or --scaling strong decides" in each for each in result.notes)

    def test_the_user_overrules(self) -> None:
        result = runs(records(*steps({1: 1.00, 2: 1.03})), Choice(scaling="strong"))
        assert efficiencies(result) == pytest.approx([1.0, 1 / 2.06])


class TestPassRates:
    @pytest.mark.parametrize("unit", ["steps/s", "it/s", "timesteps/s", "ns/day", "SYPD"])
    def test_passes_over_a_problem_that_grows_are_their_own_efficiency(
        self, tmp_path: Path, unit: str
    ) -> None:
        result, _ = read(tmp_path, f"gpus,atoms,{unit}\n1,100,100\n2,200,97\n4,400,94\n")
        assert efficiencies(result) == pytest.approx([1.0, 0.97, 0.94])

    def test_a_shared_problem_is_gone_through_more_often(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,atoms,steps/s\n1,100,100\n2,100,190\n")
        assert efficiencies(result) == pytest.approx([1.0, 0.95])

    def test_flat_rates_of_which_nothing_is_said_may_mean_either(self, tmp_path: Path) -> None:
        text = "gpus,it/s\n1,10\n2,9.8\n4,9.5\n"
        result, _ = read(tmp_path, text)
        assert efficiencies(result) == [None] * 3
        assert any("steps per second do not rise" in note for note in result.notes)
        result, _ = read(tmp_path, text, scaling="weak")
        assert efficiencies(result) == pytest.approx([1.0, 0.98, 0.95])

    @pytest.mark.parametrize("column", ["copies: 1 2 4", "lipids: 512 1024 2048", "w: 1M 2M 4M"])
    def test_simulated_time_of_what_may_grow_with_the_count_may_mean_either(
        self, tmp_path: Path, column: str
    ) -> None:
        name, *cells = column.replace(":", "").split()
        rows = zip((1, 2, 4), cells, (50.1, 49.5, 48.8), strict=True)
        lines = [f"{count},{cell},{rate}\n" for count, cell, rate in rows]
        result, _ = read(tmp_path, "".join((f"gpus,{name},ns/day\n", *lines)))
        assert efficiencies(result) == [None] * 3

    def test_simulated_time_is_of_one_system(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,ns/day\n1,100\n2,102\n")
        assert efficiencies(result) == pytest.approx([1.0, 0.51])


RATES = [{"devices": p, "value": v, "run": str(p)} for p, v in ((1, 10.0), (2, 19.0), (4, 37.0))]


class TestDisagreement:
    def both(self, times: dict[int, float]) -> Runs:
        rows = steps(times, batch=None, metric="runtime")
        return runs(records(*RATES, *rows), Choice(metric="all"))

    def test_a_rate_and_a_time_that_tell_opposite_stories(self) -> None:
        notes = self.both({1: 1.00, 2: 0.85, 4: 0.80}).notes
        assert (
            "throughput and runtime of the same runs disagree on efficiency: 92.5 % "
            "and 31.2 % at 4; try --scaling weak"
        ) in notes

    def test_noise_is_no_disagreement(self) -> None:
        notes = self.both({1: 1.00, 2: 0.55, 4: 0.29}).notes
        assert not any("disagree" in note for note in notes)


class TestMatrices:
    """HPL: N grows with the square root of the ranks, the work with its cube."""

    ROWS = "1,40000,192,2,4,210,203\n4,80000,192,4,8,440,776\n16,160000,192,8,16,905,3020\n"
    GROWN = "nodes,N,NB,P,Q,Time (s),Gflops\n" + ROWS

    def test_a_rate_of_operations_counts_the_work_itself(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, self.GROWN)
        assert set(result.table["metric"]) == {"flops"}
        assert efficiencies(result) == pytest.approx([1, 776 / 203 / 4, 3020 / 203 / 16])

    def test_times_are_held_against_the_cube_of_the_order(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, self.GROWN, metric="runtime")
        expected = [1, 210 * 8 / (440 * 4), 210 * 64 / (905 * 16)]
        assert efficiencies(result) == pytest.approx(expected)
        assert "weak scaling of a matrix of order size: its work grows with size³" in result.notes

    def test_so_they_are_where_the_source_says_that_it_scales_weakly(self, tmp_path: Path) -> None:
        text = "scaling," + self.GROWN.replace("\n", "\nweak,").removesuffix("weak,")
        result, _ = read(tmp_path, text, metric="runtime")
        assert efficiencies(result)[1] == pytest.approx(210 * 8 / (440 * 4))

    def test_a_grid_whose_ranks_are_counted_too_is_one(self, tmp_path: Path) -> None:
        text = "ranks,N,P,Q,time (s)\n8,40000,2,4,210\n32,80000,4,8,440\n"
        assert efficiencies(read(tmp_path, text)[0]) == pytest.approx([1, 210 * 8 / (440 * 4)])

    def test_one_order_is_strong_scaling(self, tmp_path: Path) -> None:
        text = "nodes,N,NB,P,Q,Time (s)\n1,40000,192,2,4,210\n4,40000,192,4,8,60\n"
        assert efficiencies(read(tmp_path, text)[0]) == pytest.approx([1, 210 / 60 / 4])

    def test_sizes_that_are_no_orders_stay_withheld(self, tmp_path: Path) -> None:
        text = "ranks,N,time (s)\n8,40000,210\n32,80000,440\n128,160000,905\n"
        assert efficiencies(read(tmp_path, text)[0]) == [None, None, None]


class TestSteps:
    """Times of whole runs that took more steps the larger they were."""

    def test_they_are_held_against_each_other_per_step(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "ranks,steps,time (s)\n1,10,100\n2,20,104\n4,40,110\n")
        assert efficiencies(result) == pytest.approx([1, 100 / 104, 100 / 110])
        text = "times held against each other per step, as larger runs took more steps"
        assert text in result.notes

    def test_fewer_steps_on_more_devices_take_the_same_samples(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,steps,time (s)\n1,800,100\n2,400,52\n4,200,28\n")
        assert efficiencies(result) == pytest.approx([1, 100 / 104, 100 / 112])

    def test_the_time_of_a_step_needs_no_such_thing(self, tmp_path: Path) -> None:
        result, _ = read(tmp_path, "gpus,steps,step time (s)\n1,10,100\n2,20,52\n4,40,28\n")
        assert efficiencies(result) == pytest.approx([1, 100 / 104, 100 / 112])


@pytest.mark.parametrize("text", ["Unlike strong scaling, the work grows.", "as opposed to strong"])
def test_what_scaling_is_unlike_does_not_say_its_kind(text: str) -> None:
    assert scaling_in_words({}, [text, "Weak scaling"], 1).fields["stated_scaling"][0] == "weak"


def test_each_number_of_steps_on_each_count_is_a_series_of_its_own(tmp_path: Path) -> None:
    text = "steps,cores,time (s)\n100,1,10\n100,2,5\n200,1,20\n200,2,10\n"
    result, _ = read(tmp_path, text)
    assert efficiencies(result) == pytest.approx([1.0] * 4)


@pytest.mark.parametrize(
    "text",
    [
        "size,cores,time (s)\n16,16,4.8\n32,32,3.9\n64,32,4.7\n128,32,6.4\n256,32,8.8\n",
        "size,cores,time (s)\n4,1,8\n4,2,4\n4,4,2\n8,4,3\n2,4,1\n",
    ],
)
def test_single_rows_on_a_line_of_equal_shares_scale_by_chance(tmp_path: Path, text: str) -> None:
    result, _ = read(tmp_path, text)
    assert "weak" not in result.table["scaling"].to_list()

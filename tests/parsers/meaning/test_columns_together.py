"""What columns mean beside each other: totals, ids, hosts, sizes, kinds of scaling."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.runs import Choice, runs
from parsers import load

COUNTS = {
    "nodes,ranks,time (s)\n1,64,100\n2,64,52\n4,64,28\n": [64, 128, 256],
    "nodes,ranks,time (s)\n1,64,100\n2,128,52\n4,256,28\n": [64, 128, 256],
    "nodes,threads,time (s)\n1,48,100\n2,96,52\n4,192,28\n": [48, 96, 192],
    "nodes,threads,time (s)\n1,48,100\n2,48,52\n4,48,28\n": [48, 96, 192],
    "nodes,cores,threads per rank,time (s)\n1,64,1,100\n1,64,4,99\n2,128,1,52\n2,128,4,51\n": [
        *(64, 64, 128, 128),
    ],
    "nodes,ppn,cpus per task,time (s)\n1,4,8,100\n2,4,8,52\n": [32, 64],
    "P,Q,N,Gflops\n1,2,1000,10\n2,2,1400,19\n2,4,2000,36\n": [2, 4, 8],
    "cores,time (s)\n256,100\n512,52\n1k,28\n2k,15\n": [256, 512, 1024, 2048],
    "cores,time (s)\n500,100\n1k,52\n2k,28\n": [500, 1000, 2000],
    "run,time (s)\n4x8,100\n8x8,52\n": [32, 64],
    "GPUs,ranks,threads,img/s\n1,1,8,10\n2,2,8,19\n4,4,8,37\n": [1, 2, 4],
}


def table_of(folder: Path, text: str, name: str = "runs.csv") -> pl.DataFrame:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return runs(load([str(path)]).records, Choice()).table


@pytest.mark.parametrize("text", COUNTS)
def test_what_is_counted_is_the_total_that_varies(tmp_path: Path, text: str) -> None:
    assert table_of(tmp_path, text)["count"].to_list() == COUNTS[text]


def test_one_total_on_more_nodes_is_a_study_of_placement(tmp_path: Path) -> None:
    table = table_of(tmp_path, "nodes,ranks,time (s)\n1,64,100\n2,64,98\n4,64,97\n")
    assert table["efficiency"].null_count() == 3
    assert table["withheld"].to_list() == ["placement"] * 3


def test_a_rate_that_is_the_same_on_many_devices_may_be_one_per_device(tmp_path: Path) -> None:
    table = table_of(tmp_path, "gpus,tokens/s\n8,14796\n16,14380\n64,14107\n128,13856\n")
    assert table["efficiency"].null_count() == 4
    assert table["withheld"].to_list() == ["per device"] * 4


def test_a_rate_that_grows_first_or_is_of_a_network_is_a_total(tmp_path: Path) -> None:
    grown = table_of(tmp_path, "gpus,tokens/s\n8,100\n16,150\n64,155\n128,150\n")
    network = table_of(tmp_path, "nodes,bandwidth (GB/s)\n1,10\n2,10.1\n16,10\n")
    assert not grown["efficiency"].null_count() + network["efficiency"].null_count()


def test_names_that_repeat_the_counts_tell_nothing_apart(tmp_path: Path) -> None:
    text = "Configuration,nodes,GPUs,tokens/s\n1 node,1,8,100\n2 nodes,2,16,192\n"
    assert table_of(tmp_path, text)["efficiency"].to_list() == pytest.approx([1, 0.96])


@pytest.mark.parametrize("text", ["gpu,time (s)\n0,10\n1,10\n2,11\n", "node_id,img/s\n0,9\n1,9\n"])
def test_ids_count_nothing(tmp_path: Path, text: str) -> None:
    table = table_of(tmp_path, text)
    assert table["count"].null_count() == table.height
    assert table["n"].to_list() == [1] * table.height


@pytest.mark.parametrize("heading", ["threads", "Threads", "cores", "Kerne", "procs"])
def test_a_plural_counts_where_times_rise_again(tmp_path: Path, heading: str) -> None:
    times = "1,36\n2,19\n3,13\n4,11\n5,12\n6,14\n7,15\n8,17\n"
    table = table_of(tmp_path, f"{heading},time (s)\n{times}")
    assert table["efficiency"].to_list()[3] == pytest.approx(36 / 44)


@pytest.mark.parametrize(
    "text", ["thread,time (s)\n1,11\n2,10\n3,12\n", "process,s\n1,2\n2,3\n3,2\n"]
)
def test_a_singular_that_changes_nothing_is_an_id(tmp_path: Path, text: str) -> None:
    assert table_of(tmp_path, text)["efficiency"].null_count() == 3


def test_a_zero_among_counts_is_a_run_without(tmp_path: Path) -> None:
    table = table_of(tmp_path, "gpus,img/s\n0,3\n1,10\n2,19\n4,37\n")
    assert table["count"].to_list() == [None, 1, 2, 4]
    assert table["efficiency"].to_list()[1:] == pytest.approx([1, 0.95, 0.925])


def test_kinds_of_hosts_are_kept_apart(tmp_path: Path) -> None:
    text = "node,gpus,img/s\nv100n1,1,10\nv100n1,2,19\na100n7,1,30\na100n7,2,58\n"
    table = table_of(tmp_path, text)
    assert table["system"].to_list() == ["v100n1", "v100n1", "a100n7", "a100n7"]
    assert table["efficiency"].to_list() == pytest.approx([1, 0.95, 1, 58 / 60])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weak.csv", "gpus,time (s)\n1,10\n2,10.5\n"),
        ("weak_scaling/run.csv", "gpus,time (s)\n1,10\n2,10.5\n"),
        ("a.csv", "scaling,gpus,time (s)\nweak,1,10\nweak,2,10.5\n"),
        ("a.csv", "# weak scaling, 128^3 per GPU\ngpus,time (s)\n1,10\n2,10.5\n"),
        ("a.csv", "# 1M cells per GPU\ngpus,time (s)\n1,10\n2,10.5\n"),
        ("a.csv", "# LBM, 128^3/GPU\ngpus,time (s)\n1,10\n2,10.5\n"),
        (
            "a.csv",
            "# The problem size grows with the number of GPUs.\ngpus,time (s)\n1,10\n2,10.5\n",
        ),
        ("a.csv", "gpus,nx,ny,time (s)\n1,100,100,10\n2,200,100,10.5\n"),
        ("a.csv", "gpus,Mcells,time (s)\n1,1.00,10\n2,2.01,10.5\n"),
        ("a.csv", "gpus,global batch,step time (s)\n1,32,10\n2,64,10.5\n"),
    ],
)
def test_weak_scaling_is_seen(tmp_path: Path, name: str, text: str) -> None:
    table = table_of(tmp_path, text, name)
    assert table["scaling"].to_list() == ["weak", "weak"]
    assert table["efficiency"].to_list() == pytest.approx([1, 10 / 10.5])


@pytest.mark.parametrize(
    "above",
    [
        "10k cells per node",
        "16 GB per GPU",
        "Beyond 8 GPUs there is too little to do for each, as it is 10k cells per GPU",
        "Strong scaling from 1M cells per GPU",
    ],
)
def test_work_for_each_of_what_does_not_grow_is_not_weak(tmp_path: Path, above: str) -> None:
    table = table_of(tmp_path, f"# {above}\ngpus,time (s)\n1,10\n2,5.5\n", "a.csv")
    assert "weak" not in table["scaling"].to_list()


def test_flat_times_of_which_nothing_is_said_have_no_efficiency(tmp_path: Path) -> None:
    table = table_of(tmp_path, "gpus,time (s)\n1,10\n2,10.5\n4,10.4\n")
    assert table["withheld"].to_list() == ["flat"] * 3
    assert table["efficiency"].null_count() == 3


def test_a_parameter_that_follows_the_count_splits_no_series(tmp_path: Path) -> None:
    text = "ranks,iterations,time (s)\n1,100,100\n2,104,52\n4,110,28\n"
    assert table_of(tmp_path, text)["series"].n_unique() == 1
    other = "ranks,precision,time (s)\n1,64,100\n2,32,26\n4,16,7\n"
    assert table_of(tmp_path, other)["series"].n_unique() == 3


def test_rates_per_device_are_their_own_efficiency(tmp_path: Path) -> None:
    table = table_of(tmp_path, "GPUs,tokens/s/GPU\n1,100\n8,91\n")
    assert table["efficiency"].to_list() == pytest.approx([1, 0.91])
    assert table["speedup"].to_list() == pytest.approx([1, 7.28])


def test_no_baseline_is_borrowed_across_what_changes_the_work(tmp_path: Path) -> None:
    text = "model,gpus,img/s\nsmall,1,100\nlarge,4,40\nlarge,8,78\n"
    table = table_of(tmp_path, text)
    assert table["efficiency"].to_list() == pytest.approx([1, 1, 0.975])
    assert table["baseline_devices"].to_list() == [1, 4, 4]


def test_unnamed_values_that_fall_are_times(tmp_path: Path) -> None:
    table = table_of(tmp_path, "ranks,run 1,run 2\n1,100,102\n2,52,51\n4,28,27\n")
    assert table["metric"].to_list() == ["runtime"] * 3
    assert table["n"].to_list() == [2, 2, 2]


def test_ranks_against_threads_on_the_same_cores_scale_over_nothing(tmp_path: Path) -> None:
    table = table_of(tmp_path, "ranks,threads,time (s)\n64,1,100\n32,2,90\n16,4,85\n")
    assert table["count"].to_list() == [64, 64, 64]
    assert table["efficiency"].null_count() == 3


def test_two_layouts_of_a_node_are_two_series(tmp_path: Path) -> None:
    rows = [(n, 128, 1, 100 / n) for n in (1, 2, 4)] + [(n, 16, 8, 90 / n) for n in (1, 2, 4)]
    text = "nodes,ranks per node,threads,time (s)\n" + "\n".join(
        ",".join(map(str, row)) for row in rows
    )
    table = table_of(tmp_path, text)
    assert table["series"].to_list() == [0, 0, 0, 1, 1, 1]
    assert table["efficiency"].to_list() == pytest.approx([1.0] * 6)


@pytest.mark.parametrize(
    ("heading", "metric"),
    [("epoch_s", "epoch_time"), ("step_s", "step_time"), ("iter_sec", "step_time")],
)
def test_a_pass_in_seconds_is_a_time(tmp_path: Path, heading: str, metric: str) -> None:
    table = table_of(tmp_path, f"gpus,{heading}\n1,840\n2,431\n4,225\n")
    assert table["metric"].to_list() == [metric] * 3
    assert table["efficiency"].to_list() == pytest.approx([1, 840 / 862, 840 / 900])


def test_rates_per_rank_are_their_own_efficiency(tmp_path: Path) -> None:
    table = table_of(tmp_path, "ranks,GF/s per rank\n1,5.1\n4,5.0\n16,4.6\n")
    assert table["efficiency"].to_list() == pytest.approx([1, 5 / 5.1, 4.6 / 5.1])


def test_units_in_brackets_below_aligned_headings(tmp_path: Path) -> None:
    head = "Nodes   Cores   t_wall\n  [-]     [-]    [min]\n"
    text = f"{head}    2      96     61.0\n    4     192     31.9\n"
    table = table_of(tmp_path, text, "runs.txt")
    assert table.select("count", "value").rows() == [(96, 3660.0), (192, 1914.0)]


def test_a_size_beside_its_share_is_one_size(tmp_path: Path) -> None:
    """A strong series for each size, a weak one where the share stays."""
    strong = (
        "ntot,workers,iter_per_worker,time_ms\n"
        "1200,1,1200,60\n1200,2,600,30\n1200,4,300,20\n"
        "4800,1,4800,180\n4800,2,2400,90\n4800,4,1200,60\n"
    )
    table = table_of(tmp_path, strong)
    assert table["efficiency"].to_list() == pytest.approx([1, 1, 0.75] * 2)
    assert "iter_per_worker" not in table.columns
    weak = "Processes,Total Input (N),Local Workload (N/P),Time (s)\n2,1000,500,4\n8,4000,500,5\n"
    assert table_of(tmp_path, weak)["efficiency"].to_list() == pytest.approx([1, 0.8])
    assert table_of(tmp_path, weak)["scaling"].to_list() == ["weak"] * 2


def test_parts_that_are_cut_with_the_count_are_no_size(tmp_path: Path) -> None:
    text = "ranks,domains,domains per rank,time (s)\n1,4,4,10\n2,8,4,5\n4,16,4,3\n"
    assert "size" not in table_of(tmp_path, text).columns


def test_two_sides_whose_product_is_the_count_are_its_grid(tmp_path: Path) -> None:
    text = "P,Pr,Pc,time (s)\n16,4,4,8\n32,4,8,4\n64,8,8,2.5\n"
    table = table_of(tmp_path, text)
    assert table["efficiency"].to_list() == pytest.approx([1, 1, 0.8])
    apart = "gpus,tp,ep,tokens/s\n4,2,2,10\n8,4,2,18\n16,4,4,30\n"
    assert "process_rows" not in table_of(tmp_path, apart).columns


def test_texts_behind_the_results_are_said_of_them(tmp_path: Path) -> None:
    """They were written for each run, and tell none apart."""
    remarks = (
        "| GPUs | img/s | Avg / max util | Bottleneck |\n|--|--|--|--|\n"
        "| 1 | 10 | 78.8 % / 100 % | none so far |\n| 2 | 18 | 42 % / 99 % | the data loader |\n"
        "| 4 | 30 | 36 % / 98 % | network and loader |\n"
    )
    table = table_of(tmp_path, remarks, "runs.md")
    assert table["efficiency"].to_list() == pytest.approx([1, 0.9, 0.75])
    ladder = remarks.replace("Bottleneck", "Optimization")
    assert table_of(tmp_path, ladder, "runs.md")["is_baseline"].to_list() == [True] * 3


def test_what_sets_two_rows_apart_is_no_remark(tmp_path: Path) -> None:
    text = (
        "| GPUs | img/s | Interpretation |\n|--|--|--|\n| 1 | 10 | a first run |\n"
        "| 2 | 18 | with one loader |\n| 2 | 12 | with two loaders |\n"
    )
    assert table_of(tmp_path, text, "runs.md").height == 3


def test_a_rank_in_a_cell_is_that_of_a_matrix(tmp_path: Path) -> None:
    rows = [f"| rank = {r}, bs = 2 | {n} | {n * r} |" for r in (16, 32) for n in (1, 2, 4)]
    text = "\n".join(["| Config | GPUs | img/s |", "|--|--|--|", *rows, ""])
    table = table_of(tmp_path, text, "runs.md")
    assert table["series"].n_unique() == 2
    assert table["efficiency"].to_list() == [1.0] * 6


def test_names_that_end_in_the_count_are_one(tmp_path: Path) -> None:
    text = "job_name,nodes,time_limit,elapsed\nscal1,1,4:00:00,3:00:00\nscal2,2,2:00:00,1:30:00\n"
    assert table_of(tmp_path, text)["efficiency"].to_list() == [1.0, 1.0]
    versions = "job_name,nodes,elapsed\nv1,1,3:00:00\nv3,2,1:30:00\n"
    assert table_of(tmp_path, versions)["is_baseline"].to_list() == [True, True]


def test_a_share_of_the_time_follows_the_count_where_it_is_not_zero(tmp_path: Path) -> None:
    text = (
        "mode,ranks,threads,time (s),comm%\nserial,1,1,8,0\nOpenMP,1,2,4,0\nOpenMP,1,4,2,0\n"
        "OpenMP,1,8,2,0\nMPI,2,1,4,18\nMPI,4,1,2,29\nMPI,8,1,2,69\n"
    )
    found = table_of(tmp_path, text)["efficiency"].to_list()
    assert found == [1.0, 1.0, 1.0, 0.5, 1.0, 1.0, 0.5]


def test_a_parameter_may_be_called_as_anything(tmp_path: Path) -> None:
    text = "rows,counts,values,ranks,time (s)\na,1,2,1,8\na,2,2,2,4\nb,1,3,1,9\nb,2,3,2,5\n"
    assert table_of(tmp_path, text)["efficiency"].to_list() == pytest.approx([1, 1, 1, 0.9])


def test_flops_are_of_each_device_where_the_utilization_says_so(tmp_path: Path) -> None:
    """Over the utilization they give the peak: of one device, or of all."""
    path = tmp_path / "runs.csv"
    metrics = {}
    for name, second in (("each", 60.1), ("all", 120.2)):
        path.write_text(f"GPUs,tok/s,MFU (%),TFLOPS\n4,400,30.3,94.6\n8,510,19.2,{second}\n")
        table = runs(load([str(path)]).records, Choice(metric="all")).table
        metrics[name] = set(table["metric"])
    assert metrics["each"] - metrics["all"] == {"flops_per_device"}
    assert metrics["all"] - metrics["each"] == {"flops"}


@pytest.mark.parametrize(
    "text",
    [
        "nodes,time (s),note\n1,100,\n2,52,\n8,15,projected\n",
        "kind,nodes,time (s)\nmeasured,1,100\nmeasured,2,52\nIdeal,8,12.5\n",
    ],
)
def test_what_nobody_ran_has_no_value(tmp_path: Path, text: str) -> None:
    table = table_of(tmp_path, text)
    assert table.sort("count")["value"].to_list() == [100, 52, None]


def test_averages_of_what_ran_tell_no_rows_apart(tmp_path: Path) -> None:
    rows = "2,256,83.81,100\n4,256,83.82,52\n8,256,83.82,28\n"
    rows += "2,512,21.17,400\n4,512,21.17,210\n8,512,21.17,110\n"
    table = table_of(tmp_path, f"ranks,size,middle_avg_temp,time (s)\n{rows}")
    assert table["speedup"].round(2).to_list() == [1.0, 1.92, 3.57, 1.0, 1.9, 3.64]


@pytest.mark.parametrize("heading", ["case", "config", "experiment", "benchmark"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ",nodes,ranks,size,time (s)\nheat_n1_r4_s512,1,4,512,100\nheat_n2_r8_s512,2,8,512,50\n"
            "heat_n1_r4_s1k,1,4,1024,400\nheat_n2_r8_s1k,2,8,1024,400\n",
            [1.0, 1.0, 1.0, 0.5],
        ),
        (",gpus,img/s\nddp_1_amp,1,10\nddp_2_amp,2,19\nddp_4_amp,4,36\n", [1.0, 0.95, 0.9]),
        # Something else differs that no column says: each row stands alone.
        (",gpus,img/s\nv1_x3,1,10\nv2_x5,2,19\nv4_x7,4,36\n", [1.0, 1.0, 1.0]),
    ],
)
def test_names_that_say_what_columns_say_tell_no_rows_apart(
    tmp_path: Path, heading: str, text: str, expected: list[float | None]
) -> None:
    table = table_of(tmp_path, heading + text)
    assert [each and round(each, 2) for each in table["efficiency"]] == expected


@pytest.mark.parametrize(
    "title", ["Compute requirements", "2. Resource estimates", "Recommended resources per network:"]
)
def test_what_is_to_be_asked_for_was_not_measured(tmp_path: Path, title: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"# {title}\n\n| Step | Cores | Walltime |\n|-|-|-|\n| a | 2 | 2:00 |\n")
    assert not load([str(path)]).records.height


@pytest.mark.parametrize(
    "heading", ["Time on 128 (projected)", "Projected time (s)", "Projected iterations/s"]
)
def test_a_column_that_was_worked_out_is_not_measured(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(f"nodes,Time (s),{heading}\n1,100,60\n2,52,31\n")
    assert load([str(path)]).records["metric"].unique().to_list() == ["runtime"]


def test_one_serial_time_beside_each_count_is_no_series(tmp_path: Path) -> None:
    rows = "1,53.2,54.5\n2,53.2,25.8\n4,53.2,12.8\n"
    table = table_of(tmp_path, f"threads,Serial Time (s),Shared Memory Time (s)\n{rows}")
    assert table["efficiency"].round(2).to_list() == [1.0, 1.06, 1.06]


def test_shares_of_one_number_are_no_times(tmp_path: Path) -> None:
    cells = "| mesh | np=1 | np=2 | np=9 |\n|-|-|-|-|\n| 1M | 1,000,000 | 500,000 | 111,111 |\n"
    table = table_of(tmp_path, f"# Cells per core\n\n{cells}", "README.md")
    assert not table["efficiency"].count()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gpus,efficiency\n2,95%\n4,90%\n8,85%\n", [0.95, 0.9, 0.85]),
        ("gpus,efficiency\n64,0.4\n128,0.35\n", [0.4, 0.35]),
        ("gpus,efficiency\n1,100%\n2,96%\n", [1.0, 0.96]),
    ],
)
def test_a_stated_efficiency_is_shown_as_it_is(
    tmp_path: Path, text: str, expected: list[float]
) -> None:
    assert table_of(tmp_path, text)["efficiency"].round(3).to_list() == expected


def test_an_efficiency_that_is_a_speedup_in_percent_says_nothing_of_weak(tmp_path: Path) -> None:
    text = "cores,time (s),efficiency\n1,108.4,100%\n2,56.6,191%\n4,30.9,350%\n"
    assert table_of(tmp_path, text)["efficiency"].round(2).to_list() == [1.0, 0.96, 0.88]


def test_ideal_may_be_a_setting(tmp_path: Path) -> None:
    table = table_of(tmp_path, "gas,nodes,time (s)\nideal,1,100\nideal,2,52\nreal,1,200\n")
    assert not table["value"].null_count()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v,time (s)\nSerial,8\n2 threads,5\n4 threads,2.5\n", [1.0, 0.8, 0.8]),
        ("v,time (s)\nSerial,8\nParallel (2 threads),5\nParallel (4 threads),2.5\n", [1, 0.8, 0.8]),
        ("v,time (s)\nseq,8\n2 threads,5\n4 threads,2.5\n", [1.0, 0.8, 0.8]),
        ("threads,time (s)\nserial code,8\n2,5\n4,2.5\n", [1.0, 0.8, 0.8]),
        ("v,time (s)\nSerial,8\n1 thread,10\n2 threads,5\n", [None, 1.0, 1.0]),
        ("v,time (s)\nbaseline,8\n2 threads,5\n4 threads,2.5\n", [None, 1.0, 1.0]),
    ],
)
def test_the_serial_program_is_the_baseline_where_nothing_else_runs_on_one(
    tmp_path: Path, text: str, expected: list[float | None]
) -> None:
    assert table_of(tmp_path, text)["efficiency"].to_list() == expected


@pytest.mark.parametrize("heading", ["Process grid", "MPI decomposition"])
def test_the_sides_of_a_grid_of_processes_are_multiplied(tmp_path: Path, heading: str) -> None:
    table = table_of(tmp_path, f"{heading},time (s)\n1x1,8\n2x2,2.5\n2x2x2,2\n")
    assert table.select("count", "efficiency").rows() == [(1, 1.0), (4, 0.8), (8, 0.5)]


def test_the_grid_of_the_problem_on_each_process_counts_no_processes(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Grid per process,time (s)\n8x8,8\n16x16,30\n")
    assert "ranks" not in table.columns or not table["ranks"].count()


def test_how_often_the_work_was_done_numbers_no_repeats(tmp_path: Path) -> None:
    text = "Repetições,threads,time (s)\n1000,1,2.7\n1000,2,1.4\n2000,1,5.4\n2000,2,2.8\n"
    assert table_of(tmp_path, text)["efficiency"].round(2).to_list() == [1.0, 0.96, 1.0, 0.96]


def test_a_range_with_decimal_commas_is_that_of_what_was_measured(tmp_path: Path) -> None:
    text = "| Threads | Zeit (s) | Bereich (s) |\n|-|-|-|\n| 1 | 0,98 | 0,98–1,00 |\n"
    table = table_of(tmp_path, f"{text}| 2 | 0,74 | 0,73–0,75 |\n", "a.md")
    assert table["efficiency"].round(2).to_list() == [1.0, 0.66]


def test_a_throughput_is_one_per_second_too(tmp_path: Path) -> None:
    text = "workers,throughput/s,median\n1,45,22 ms\n2,62,33 ms\n4,72,56 ms\n"
    assert {*table_of(tmp_path, text)["metric"]} == {"throughput"}


def test_after_how_long_a_value_was_is_not_its_unit(tmp_path: Path) -> None:
    text = "| after 10 days | 1 rank | 2 ranks |\n|-|-|-|\n| `max drift` | 8.7e-5 | 8.6e-5 |\n"
    assert "s" not in table_of(tmp_path, text, "a.md")["unit"].to_list()


def test_round_numbers_that_grow_were_set(tmp_path: Path) -> None:
    text = "events,workers,events/s\n1000,8,1164\n5000,16,1632\n10000,16,1707\n"
    assert not table_of(tmp_path, text)["n"].gt(1).any()

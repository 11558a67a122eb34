"""``scaling``, ``plot`` and the export for Extra-P: what they print, and when they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tui.cli import main

TIMES = """\
code,system,devices,size,runtime (s)
cg,a,1,100,100
cg,a,1,100,102
cg,a,2,100,52
cg,a,4,100,28
cg,a,8,100,17
cg,a,16,100,12
cg,b,4,100,40
cg,b,8,100,19
mg,a,1,100,50
mg,a,2,200,55
mg,a,4,400,
"""


@pytest.fixture
def times(tmp_path: Path) -> str:
    path = tmp_path / "times.csv"
    path.write_text(TIMES)
    return str(path)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in this process; return status, stdout and stderr."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_the_identity_then_the_documented_columns(run: Any, times: str) -> None:
    status, out, _ = run("scaling", times, "--format", "csv")
    assert status == 0
    assert out.splitlines()[0] == (
        "label,benchmark,system,size,metric,unit,"
        "devices,nodes,value,speedup,efficiency,karp_flatt,ideal"
    )
    cg = [row for row in table(out) if (row["benchmark"], row["system"]) == ("cg", "a")]
    assert [row["devices"] for row in cg] == ["1", "2", "4", "8", "16"]
    assert float(cg[0]["value"]) == 101
    assert float(cg[3]["efficiency"]) == pytest.approx(101 / 17 / 8)
    assert float(cg[3]["ideal"]) == pytest.approx(101 / 8)
    assert cg[0]["nodes"] == ""


def test_json_has_points_fits_and_notes_as_data(run: Any, times: str) -> None:
    _, out, _ = run("scaling", times, "--format", "json", "--floor", "60%")
    _, lines, _ = run("scaling", times, "--format", "jsonl", "--floor", "0.6")
    series = json.loads(out)
    assert series == [json.loads(line) for line in lines.splitlines()]
    cg = next(each for each in series if (each["benchmark"], each["system"]) == ("cg", "a"))
    assert cg["baseline"] == "1 device"
    assert (cg["floor"], cg["knee"]) == (0.6, 8)
    assert [point["count"] for point in cg["points"]] == [1, 2, 4, 8, 16]
    fits = {fit["law"]: fit for fit in cg["fits"]}
    assert fits["amdahl"]["limit"] == pytest.approx(
        fits["amdahl"]["scale"] / fits["amdahl"]["serial"]
    )
    assert "assumes a growing problem" in fits["gustafson"]["refused"]
    assert {"contention", "coherency", "r_squared", "points", "peak"} <= fits["usl"].keys()
    assert cg["notes"] == ["strong scaling: size 100 at every count"]


def test_text_has_a_part_for_each_series_with_its_laws_below(run: Any, times: str) -> None:
    _, out, _ = run("scaling", times)
    parts = re.split(r"\n\n", out)
    assert [part.splitlines()[0] for part in parts[1:4]] == ["cg · a", "cg · b", "mg · a"]
    assert re.search(r"^Amdahl: serial [\d.]+ %; .*\n.*1 to 16 ", parts[1], re.M) or re.search(
        r"^Amdahl: serial [\d.]+ %; .*1 to 16 ", parts[1], re.M
    )
    assert "knee: 8 devices, the largest count with efficiency >= 70 %" in parts[1]
    assert "not fitted: Amdahl's law has one parameter" in parts[2]
    assert parts[2].count("not fitted") == 1
    assert "superlinear at 8" in parts[2]
    assert "baseline: 4 devices" in parts[2]
    assert "weak scaling: size 100 per device" in parts[3]
    assert "no value at 4" in parts[3]
    starts = {line.index("efficiency") for line in out.splitlines() if line.startswith("devices")}
    assert len(starts) == 1


def test_text_stays_within_a_narrow_terminal(
    run: Any, times: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setattr("tui.commands.output.to_screen", lambda _: True)
    _, out, _ = run("scaling", times, "--color", "never")
    assert max(map(len, out.splitlines())) <= 50
    assert "hidden (terminal too narrow)" in out


def test_markdown_has_a_table_for_each_series(run: Any, times: str) -> None:
    _, out, _ = run("scaling", times, "--format", "md")
    assert out.count("| devices |") == out.count("\n### ") == 3
    assert "- knee: 8 devices" in out


def test_a_summary_has_a_line_for_each_series(run: Any, times: str) -> None:
    _, out, _ = run("scaling", times, "--summary", "--format", "csv")
    cg, other, mg = table(out)
    assert (cg["points"], cg["devices"], cg["knee"]) == ("5", "16", "8")
    assert float(cg["efficiency"]) == pytest.approx(101 / 12 / 16)
    assert float(cg["serial"]) == pytest.approx(0.06, abs=0.02)
    assert (other["serial"], mg["contention"]) == ("", "")
    _, text, _ = run("scaling", times, "--summary")
    assert re.search(r"^cg · a +5 +16 ", text, re.M)


def test_a_knee_that_was_not_reached_may_lie_beyond(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("code,devices,runtime (s)\na,1,9\na,2,5\nb,1,9\nb,2,5\nb,4,4\n")
    _, text, _ = run("scaling", str(path), "--summary")
    assert re.findall(r"^[ab] .* (≥?\d+) +1 +\d+  all", text, re.MULTILINE) == ["≥2", "2"]


def test_a_peak_far_beyond_the_counts_is_no_number(run: Any, tmp_path: Path) -> None:
    times = "".join(f"{n},{1800 * (0.06 + 0.94 / n) + 0.05 * n:.2f}\n" for n in (1, 2, 4, 8, 16))
    path = tmp_path / "far.csv"
    path.write_text(f"devices,runtime (s)\n{times}")
    _, text, _ = run("scaling", str(path), "--summary")
    assert " >32  " in text


def test_a_baseline_that_all_series_have_is_said_once(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "four.csv"
    rows = [f"{code},{count},{count * 10}" for code in "ab" for count in (4, 8, 16)]
    path.write_text("\n".join(["code,gpus,throughput", *rows, ""]))
    _, text, _ = run("scaling", str(path), "--summary")
    assert "baseline 4 devices" in text
    assert "rel. to" not in text
    _, text, _ = run("scaling", str(path))
    assert text.count("baseline 4 devices") == 1


def test_a_summary_says_what_speed_ups_are_relative_to(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("code,devices,runtime (s)\na,1,9\na,2,5\nb,4,9\nb,8,5\n")
    _, text, _ = run("scaling", str(path), "--summary")
    lines = text.splitlines()
    heading = next(line for line in lines if line.startswith("series"))
    ends = heading.index("rel. to") + len("rel. to")
    assert [line[:ends].split()[-1] for line in lines if re.match("[ab] ", line)] == ["1", "4"]
    _, data, _ = run("scaling", str(path), "--summary", "--format", "csv")
    assert [row["baseline_devices"] for row in table(data)] == ["1", "4"]
    _, alone, _ = run("scaling", str(path), "--summary", "--where", "benchmark = 'a'")
    assert "rel. to" not in alone


def test_order_and_number_of_series_follow_the_table(run: Any, times: str) -> None:
    _, out, _ = run(
        "scaling", times, "--summary", "--format", "csv", "--sort", "-value", "--limit=2"
    )
    assert [(row["benchmark"], row["system"]) for row in table(out)] == [("cg", "a"), ("mg", "a")]


def test_series_of_a_single_point_are_counted_and_not_shown(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("code,devices,runtime (s)\na,1,9\na,2,5\nb,4,9\n")
    _, out, _ = run("scaling", str(path))
    assert "1 single-point series not shown" in out
    assert "\nb\n" not in out
    _, alone, _ = run("scaling", str(path), "--where", "devices = 4")
    assert re.search(r"^ +4 +9 ", alone, re.MULTILINE)


def test_nothing_to_scale_is_said(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("code,runtime (s)\na,9\n")
    for form in (("--format", "text"), ("--format", "md"), ("--format", "csv"), ("--summary",)):
        status, _, _ = run("scaling", str(path), *form)
        assert status == 0
    assert "no series: no run has a device" in run("scaling", str(path))[1]
    for extra in ((), ("--summary",)):
        _, out, _ = run("scaling", str(path), "--where", "benchmark = 'b'", *extra)
        assert "no series: no rows match the condition" in out
    assert run("scaling", str(path), "--format", "json")[1] == "[]\n"
    assert run("export", str(path), "--format", "extrap")[0] == 2
    status, out, err = run("plot", str(path))
    assert status == 0
    assert out == "Nothing to draw.\n"
    lacking = "no series: no run has a device, rank, thread or node count"
    assert err == f"runcmp: {lacking}; --read 'column NAME = ranks' says which column does\n"
    for picture in (tmp_path / "none.svg", tmp_path / "none.txt"):
        status, _, err = run("plot", str(path), "-o", str(picture))
        assert (status, picture.exists()) == (2, False)
        assert err.endswith(f"{picture}: not written, there is nothing to draw\n")


def test_strange_numbers_break_nothing(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    values = ["inf", "-5", "0", "1e-320", "1e300", "", "nan"]
    lines = [f"x,{n},{value}" for n, value in enumerate(values, 1)]
    path.write_text("\n".join(["code,ranks,time (s)", "x,0,3", *lines, ""]))
    for extra in ("text", "md", "csv", "json", "jsonl"):
        assert run("scaling", str(path), "--format", extra)[0] == 0
    series = json.loads(
        run("scaling", str(path), "--format", "json")[1], parse_constant=lambda _: pytest.fail()
    )
    assert len(series[0]["points"]) == len(values)
    for y in ("speedup", "efficiency", "value", "cost"):
        assert run("plot", str(path), "--y", y, "--laws")[0] == 0
    _, out, _ = run("export", str(path), "--format", "extrap")
    assert not re.search("nan|inf", out)


def test_a_condition_that_is_wrong_is_refused(run: Any, times: str) -> None:
    status, out, err = run("scaling", times, "--where", "nonsense > 1")
    assert (status, out) == (2, "")
    assert "nonsense" in err


@pytest.mark.parametrize(("width", "height"), [(30, 8), (80, 24), (240, 70)])
def test_a_plot_has_the_size_asked_for(run: Any, times: str, width: int, height: int) -> None:
    for y in ("speedup", "efficiency", "value", "cost"):
        _, out, _ = run("plot", times, "--y", y, f"--width={width}", f"--height={height}")
        lines = out.splitlines()
        assert len(lines) == height
        assert width - 6 <= max(map(len, lines)) <= width


def test_a_plot_in_ascii_has_no_other_characters(run: Any, times: str) -> None:
    _, out, _ = run("plot", times, "--glyphs", "ascii", "--laws")
    assert out.isascii()
    assert "cg . a" in out


def test_axes_are_logarithmic_unless_told_otherwise(run: Any, times: str) -> None:
    for axes, y, x in (
        ((), "Speedup × baseline count (log)", "devices (log)"),
        (("--linear", "x"), "Speedup × baseline count (log)", "devices"),
        (("--linear", "y"), "Speedup × baseline count", "devices (log)"),
        (("--linear", "xy"), "Speedup × baseline count", "devices"),
    ):
        _, out, _ = run("plot", times, "--y", "speedup", *axes)
        assert re.split("  +", out.splitlines()[0])[0] == y
        assert re.search(rf"^[\d ]+ {re.escape(x)} [\d ]+$", out, re.MULTILINE)


def test_a_picture_is_an_svg_that_fetches_nothing(run: Any, times: str, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    status, out, _ = run("plot", times, "-o", str(path), "--width", "90")
    assert (status, out) == (0, "")
    text = path.read_text()
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg\")|@import|url\(", text)
    assert "cg" in text
    assert root.attrib["width"] == "158mm"
    assert re.search(r'<rect [^>]*fill="#ffffff"/>', text)


def test_what_is_no_chart_is_refused(run: Any, times: str, tmp_path: Path) -> None:
    status, _, err = run("plot", times, "-o", str(tmp_path / "chart.png"))
    assert status == 2
    assert ".svg" in err
    status, _, err = run("plot", times, "--width", "20")
    assert status == 2
    assert "30x8" in err
    assert run("plot", times, "-o", times)[0] == 2
    assert Path(times).read_text() == TIMES


def extrap(text: str) -> dict[str, Any]:
    """Read the text format of Extra-P by its rules: DATA lines follow POINTS by position."""
    found: dict[str, Any] = {"data": {}}
    metric = region = ""
    for line in text.splitlines():
        field, _, value = line.partition(" ")
        if field == "PARAMETER":
            found["parameters"] = value.split(" ")
        elif field == "POINTS" and "(" in value:
            found["points"] = [
                tuple(map(float, point.split())) for point in re.findall(r"\((.*?)\)", value)
            ]
        elif field == "POINTS":
            found["points"] = [(float(point),) for point in value.split(" ")]
        elif field == "METRIC":
            metric = value
        elif field == "REGION":
            region = value
        elif field == "DATA":
            data = found["data"].setdefault((region, metric), [])
            data.append([float(number) for number in value.split(" ")])
        else:
            assert not line
    return found


def test_extrap_has_the_repeats_of_series_with_the_same_points(run: Any, times: str) -> None:
    status, out, err = run("export", times, "--format", "extrap", "--where", "size = 100")
    assert status == 0
    found = extrap(out)
    assert found["parameters"] == ["devices"]
    assert found["points"] == [(1,), (2,), (4,), (8,), (16,)]
    assert found["data"] == {
        ("cg · a", "runtime (s)"): [[100.0, 102.0], [52.0], [28.0], [17.0], [12.0]]
    }
    assert "left out" in err
    assert "cg · b" in err
    assert "--where" in err


def test_extrap_has_a_parameter_for_sizes_that_vary(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "sizes.csv"
    lines = [f"k,{p},{n},{n / p}" for n in (10, 20) for p in (1, 2)]
    path.write_text("\n".join(["code,ranks,size,runtime (s)", *lines, ""]))
    _, out, err = run("export", str(path), "--format", "extrap")
    found = extrap(out)
    assert found["parameters"] == ["ranks", "size"]
    assert found["points"] == [(1, 10), (1, 20), (2, 10), (2, 20)]
    assert list(found["data"].values()) == [[[10.0], [20.0], [5.0], [10.0]]]
    assert err == ""


def test_the_cost_of_rows_is_shown_on_request(run: Any, times: str) -> None:
    _, out, _ = run("show", times, "--columns", "devices,cost", "--limit", "2")
    assert "device-hours" in out
    _, data, _ = run("show", times, "--columns", "devices,cost", "--format", "csv")
    assert float(table(data)[1]["cost"]) == pytest.approx(2 * 52 / 3600)
    assert "cost" not in run("show", times)[1]


def test_a_knee_at_one_device_is_said_in_the_singular(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "flat.csv"
    path.write_text("gpus,runtime (s)\n1,10\n2,10\n4,10\n")
    _, out, _ = run("scaling", str(path), "--scaling", "strong")
    assert "knee: 1 device, the largest count with" in out


@pytest.mark.parametrize("command", ["show", "scaling"])
def test_absurd_numbers_keep_the_table_narrow(run: Any, tmp_path: Path, command: str) -> None:
    path = tmp_path / "absurd.csv"
    path.write_text("gpus,runtime (s)\n1,1e300\n2,1e154\n4,1e150\n8,1e170\n")
    status, out, _ = run(command, str(path))
    assert status == 0
    assert max(map(len, out.splitlines())) <= 110


def test_a_csv_says_what_is_counted_where_it_is_no_device(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "cores.csv"
    path.write_text("Cores,runtime (s)\n128,9\n256,5\n")
    rows = table(run("scaling", str(path), "--format", "csv")[1])
    assert [(row["counted"], row["devices"]) for row in rows] == [("core", "128"), ("core", "256")]


def test_nothing_to_scale_or_draw_takes_a_line(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("code,runtime (s)\na,9\n")
    assert run("plot", str(path))[1] == "Nothing to draw.\n"
    lines = run("scaling", str(path))[1].splitlines()
    said = "no series: no run has a device, rank, thread or node count"
    assert lines[2:] == ["", f"{said}; --read 'column NAME = ranks' says which column does"]


def test_it_names_the_cheapest_count_the_fastest_and_the_front(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "flow.csv"
    file.write_text("gpus,runtime (s)\n1,400\n2,210\n4,120\n8,125\n16,70\n32,75\n")
    assert main(["scaling", str(file)]) == 0
    told = " ".join(capfd.readouterr().out.split())
    assert "cheapest at 1 device (0.1111 device-hours per run), fastest at 16 devices" in told
    assert "(5.71x as fast, 2.8x the cost); Pareto front: 1, 2, 4, 16 devices" in told
    assert "not worth it: 8, 32 devices" in told
    assert main(["scaling", str(file), "--summary", "--format", "csv"]) == 0
    heading, row = (line.split(",") for line in capfd.readouterr().out.splitlines())
    named = dict(zip(heading, row, strict=True))
    assert (named["cheapest"], named["fastest"], named["front"]) == ("1", "16", "1 2 4 16")
    assert main(["plot", str(file), "--y", "cost", "--glyphs", "unicode"]) == 0
    chart = capfd.readouterr().out
    assert "fastest at 16" in chart
    assert "Pareto front" in chart


@pytest.mark.parametrize("arguments", [(), ("--over", "size")])
def test_a_parameter_may_be_called_like_a_column_of_the_summary(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    file = tmp_path / "named.csv"
    file.write_text(
        "gpus,size,points,limit,n_half,bandwidth (MB/s)\n"
        "1,8,5,3,1,100\n2,8,5,3,1,52\n1,16,6,3,2,100\n2,16,6,3,2,52\n"
    )
    assert main(["scaling", str(file), "--summary", "--format", "csv", *arguments]) == 0
    heading = capfd.readouterr().out.splitlines()[0].split(",")
    assert len(heading) == len(set(heading))
    assert "points" in heading


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,1,9\nb,2,5\nc,4,3\n", "every row is a series of its own, as case differs in each"),
        ("a,4,9\nb,4,5\nc,4,3\n", "no scaling: all runs are on 4 nodes; runcmp FILE OTHER"),
    ],
)
def test_what_makes_points_of_series_is_said(
    run: Any, tmp_path: Path, rows: str, said: str
) -> None:
    path = tmp_path / "apart.csv"
    path.write_text(f"case,nodes,runtime (s)\n{rows}")
    assert run("plot", str(path))[2].startswith(f"runcmp: {said}")
    assert said in run("scaling", str(path))[1]

"""Host lists, averages over hosts, and repeats that stand apart."""

from __future__ import annotations

from pathlib import Path

from analysis.audit import kinds
from analysis.audit.all_checks import audit
from parsers import load
from tests.analysis.audit.audit_documents import audited, found, grave, lines, table, training

HEAD = "Nodes GPUs Runtime_(s) Nodelist"


def test_a_node_count_against_the_host_list(tmp_path: Path) -> None:
    right = table(HEAD, "1 4 100 gn[03]", "2 4 52 gn[03,05]", "4 4 28 gn[03-06]")
    assert grave(audited(tmp_path, right)) == []
    document = audited(tmp_path, right.replace("gn[03,05]", "gn[03-05]"))
    ((where, what),) = found(document, kinds.HOST_COUNT)
    assert where == [4]
    assert "names 3 hosts, the row has 2 nodes" in what


def test_a_malformed_host_list(tmp_path: Path) -> None:
    document = audited(tmp_path, table(HEAD, "1 4 100 gn03", "2 4 52 gn[03-05-07]"))
    assert lines(document, kinds.MALFORMED_HOSTS) == [[4]]


def test_how_many_nodes_several_runs_had_is_no_host_list(tmp_path: Path) -> None:
    path = tmp_path / "nodes.md"
    path.write_text(
        "| Nodes | Speedup | Efficiency | Comm % |\n|---|---|---|---|\n"
        "| 2, 4, 8 | 6.9-13.6× | 170-346% | 42-56% |\n| **6, 7** | **8.7-9.9×** | 125% | 65-71% |\n"
    )
    loaded = load([str(path)])
    assert lines(audit(loaded.records, loaded.notes), kinds.MALFORMED_HOSTS) == []


def blocks(*blocks: tuple[int, dict[str, float]]) -> str:
    rows = []
    for count, times in blocks:
        mean = sum(times.values()) / len(times)
        rows += [f"1 {count} {seconds:.2f} {host}" for host, seconds in times.items()]
        rows.append(f"**1** **{count}** **{mean:.2f}** **Avg**")
    return table("Nodes GPUs Runtime_(s) Nodelist", *rows)


LIKE = {"gn1": 100.0, "gn2": 102.0, "gn3": 99.0}
HALF = {host: seconds / 1.9 for host, seconds in LIKE.items()}


def test_averages_over_the_same_like_hosts_are_fair(tmp_path: Path) -> None:
    assert grave(audited(tmp_path, blocks((1, LIKE), (2, HALF)))) == []


def test_an_average_over_unlike_hosts(tmp_path: Path) -> None:
    unlike = LIKE | {"gn3": 140.0}
    document = audited(tmp_path, blocks((1, unlike), (2, HALF)))
    ((where, what),) = found(document, kinds.UNLIKE_HOSTS)
    assert where == [6]
    assert "differ by up to 1.40x" in what


def test_averages_over_different_hosts(tmp_path: Path) -> None:
    fewer = {host: HALF[host] for host in ("gn1", "gn2")}
    document = audited(tmp_path, blocks((1, LIKE), (2, fewer)))
    ((where, what),) = found(document, kinds.OTHER_HOSTS)
    assert where == [7, 8, 9]
    assert "over 2 hosts, without gn3; at line 6 over 3" in what


def test_repeats_that_stand_apart(tmp_path: Path) -> None:
    near = [100, 101, 103, 98, 99, 102]
    assert lines(audited(tmp_path, repeats(*near)), kinds.OUTLIER) == []
    slow = audited(tmp_path, repeats(*near, 150))
    ((where, what),) = found(slow, kinds.OUTLIER)
    assert where == [9]
    assert what == "150 s vs. 98 s to 103 s for the other 6 repeats"
    fast = audited(tmp_path, repeats(60, *near))
    assert lines(fast, kinds.OUTLIER) == [[3]]
    both = audited(tmp_path, repeats(*near, 101, 99, 150, 151))
    assert lines(both, kinds.OUTLIER) == [[11, 12]]


def test_an_outlier_in_several_quantities_is_told_once(tmp_path: Path) -> None:
    times = (100, 101, 103, 98, 99, 150)
    rows = (f"4 {each} {36000 / each:.2f}" for each in times)
    document = audited(tmp_path, table("GPUs Runtime_(s) Img/sec", *rows))
    assert lines(document, kinds.OUTLIER) == [[8]]


def test_what_is_no_outlier(tmp_path: Path) -> None:
    few = repeats(100, 101, 99, 150)
    spread = repeats(60, 80, 100, 120, 140, 170)
    little = repeats(100.0, 100.1, 100.2, 99.9, 100.0, 104.0)
    halves = repeats(100, 101, 99, 150, 151, 149)
    for text in (few, spread, little, halves):
        assert lines(audited(tmp_path, text), kinds.OUTLIER) == []


def repeats(*seconds: float) -> str:
    return table("GPUs Runtime_(s)", *(f"4 {each}" for each in seconds))


def test_more_devices_than_the_host_has_but_in_copies(tmp_path: Path) -> None:
    rates = (200, 206, 208, 210)
    text = "# MNIST\n\n" + "".join(
        f"## Net-{count}xA100-64batch_size\n" + training("gn1-210.00", *rates) for count in (2, 4)
    )
    assert lines(audited(tmp_path, text), kinds.TOO_MANY_DEVICES) == [[10]]
    larger = text + "## Net-8xA100-64batch_size\n" + training("gn1-800.00", 790, 795, 798, 800)
    assert lines(audited(tmp_path, larger), kinds.TOO_MANY_DEVICES) == []

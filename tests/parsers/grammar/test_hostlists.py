import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grammar.hostlists import MOST_HOSTS, HostList, check_hosts, count_hosts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("gn03", 1),
        ("gn[02,05]", 2),
        ("gn[01-03]", 3),
        ("gn[01-02,04,07-09]", 6),
        ("cnode3-[002-011]", 10),
        ("gn[01,03],gn[03-05]", 4),
        ("a[1-2]b[1-3]", 6),
        ("n[1-3]-ib0", 3),
        ("n[099-101]", 3),
        ("n[0-100]", 101),
        ("gn03,gn03", 1),
        ("gn[01, 03]", 2),
        ("gn03 gn05 gn07", 3),
        ("lm1 and lm6", 2),
        ("10.0.0.1,10.0.0.2", 2),
        ("  gn03  ", 1),
    ],
)
def test_count(text: str, count: int) -> None:
    assert check_hosts(text) == HostList(count)
    assert count_hosts(text) == count


@pytest.mark.parametrize("text", ["", " ", "-", "None assigned", "(null)", "N/A"])
def test_missing(text: str) -> None:
    assert check_hosts(text) == HostList(None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("gn[03-07-09]", "'03-07-09' is neither a number nor a range such as 01-04"),
        ("gn[03-07-09]", "did you mean 03,07-09?"),
        ("gn[9-1]", "runs backwards"),
        ("gn[01-3]", "did you mean 01-03?"),
        ("gn[1-010]", "did you mean 001-010?"),
        ("gn[01,02", "unbalanced brackets"),
        ("n]1[", "unbalanced brackets"),
        ("n[[1]]", "unbalanced brackets"),
        ("n[1,]", "neither a number"),
        ("n1,,n2", "between two commas"),
        ("@all", "cannot contain '@'"),
        ("a!b", "cannot contain '!'"),
        ("n[0-10/2]", "cannot contain '/'"),
        ("lm1+lm6", "cannot contain '+'"),
        ("3", "not a host name"),
        ("--all", "not a host name"),
        ("see the text", "do not look like host names"),
        ("n[1][2]", "bracket"),
    ],
)
def test_problem(text: str, problem: str) -> None:
    found = check_hosts(text)
    assert found.count is None
    assert found.problem is not None
    assert problem in found.problem


@pytest.mark.parametrize(
    "text",
    ["n[1-20000000]", "a[1-400]b[1-400]", "n[1-999999999999999999]", "n[1-60000],m[1-60000]"],
)
def test_a_list_too_large_is_not_expanded(text: str) -> None:
    problem = check_hosts(text).problem
    assert problem is not None
    assert f"{MOST_HOSTS:,}" in problem


def test_a_name_without_brackets_needs_no_clustershell() -> None:
    code = (
        "import sys; from parsers.grammar.hostlists import count_hosts; count_hosts('a1,a2');"
        "print([name for name in sys.modules if name.startswith('ClusterShell')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.sets(st.integers(0, 500), min_size=1))
def test_a_folded_set_counts_its_members(numbers: set[int]) -> None:
    assert count_hosts(f"n[{','.join(f'{number:03}' for number in numbers)}]") == len(numbers)


@given(st.integers(0, 9000), st.integers(0, 900))
def test_a_range_counts_both_ends(first: int, more: int) -> None:
    assert count_hosts(f"n[{first:04}-{first + more:04}]") == more + 1


@given(st.text(max_size=40) | st.text("gn0123[]-,. ", max_size=40))
def test_any_text_is_counted_or_explained(text: str) -> None:
    found = check_hosts(text)
    assert found.count is None or (found.count > 0 and found.problem is None)

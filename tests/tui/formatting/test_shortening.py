"""Names of a column in too little room: those that differ have to look different."""

from __future__ import annotations

import pytest

from tui.formatting.shortening import MOST, Shortening, in_few_lines

FRAMEWORKS = ["PyTorch FSDP", "PyTorch FSDP2", "PyTorch DDP"]


@pytest.mark.parametrize(
    ("names", "width", "shown"),
    [
        (["DDP, synthetic", "Horovod, synthetic"], 10, ["DDP, synt…", "Horovod,…"]),
        (["PyTorch 1.11+cu113", "PyTorch 2.0+cu113"], 12, ["PyTorch 1.1…", "PyTorch 2.0…"]),
        (["torch 2.0+cu113", "torch 2.0+cu117"], 10, ["torch…u113", "torch…u117"]),
        (["LAMMPS run a end", "LAMMPS run b end"], 8, ["…a end", "…b end"]),
        (FRAMEWORKS, 11, ["PyTor…FSDP", "PyTor…FSDP2", "PyTorch DDP"]),
    ],
)
def test_names_that_differ_look_different(names: list[str], width: int, shown: list[str]) -> None:
    shorten = Shortening(lambda: names)
    assert [shorten(name, width, "…") for name in names] == shown


def test_of_very_many_names_each_is_cut_by_itself() -> None:
    shorten = Shortening(lambda: [f"a long name {number}" for number in range(MOST + 1)])
    assert shorten("a long name 7", 8, "…") == "a lo…e 7"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three", ["one two", "three"]),
        ("one two three four", ["one two", "three fo…"]),
    ],
)
def test_a_message_that_is_cut_says_so(text: str, shown: list[str]) -> None:
    assert in_few_lines(text, 9, 2, "…") == shown

"""A bandwidth that each rank of a collective sees has no efficiency, however it is spelled."""

from pathlib import Path

import pytest

import runcmp


@pytest.mark.filterwarnings("ignore:no efficiency of busbw")
@pytest.mark.parametrize("name", ["Avg bus bandwidth", "bus_bw", "busbw", "avg busbw"])
def test_bus_bandwidth_has_no_efficiency(tmp_path: Path, name: str) -> None:
    path = tmp_path / "collectives.txt"
    path.write_text(f"### GPUS=2\n# {name} : 328.549\n### GPUS=4\n# {name} : 354.837\n")
    shown = runcmp.load(path).configurations()
    assert shown["value"].to_list() == [328.549, 354.837]
    assert shown["efficiency"].to_list() == [None, None]

"""Archives and compressed files: read as what they hold, whatever else they hold."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from parsers import load
from parsers.contents import compression
from parsers.inputs.unpacking import unpack

CSV = b"gpus,img/s\n1,100\n2,190\n"


def tar(path: Path, members: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def as_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("r.tar", "w"),
        ("r.tar.gz", "w:gz"),
        ("r.tgz", "w:gz"),
        ("r.txz", "w:xz"),
        ("r.tar.bz2", "w:bz2"),
    ],
)
def test_a_tar_is_read_like_a_folder(tmp_path: Path, name: str, mode: str) -> None:
    path = tar(tmp_path / name, {"out/a.csv": CSV, "out/b.csv": CSV}, mode)
    found = load([str(path)])
    assert found.records["source"].unique(maintain_order=True).to_list() == [
        f"{path}/out/a.csv",
        f"{path}/out/b.csv",
    ]
    assert found.records["label"].unique(maintain_order=True).to_list() == ["a.csv", "b.csv"]


@pytest.mark.parametrize("pack", [tar, as_zip])
def test_a_name_that_no_file_can_have_costs_that_file_alone(
    pack: Callable[[Path, dict[str, bytes]], Path], tmp_path: Path
) -> None:
    suffix = ".zip" if pack is as_zip else ".tgz"
    names = ["a.csv", f"{'n' * 300}.csv", "a.csv/below/b.csv", "c.csv"]
    found = load([str(pack(tmp_path / f"r{suffix}", dict.fromkeys(names, CSV)))])
    assert found.records["label"].unique(maintain_order=True).to_list() == ["a.csv", "c.csv"]
    assert [note.kind for note in found.notes if "no file can have its name" in note.text] == [
        "error",
        "error",
    ]


def test_a_zip_is_read_like_a_folder_and_has_a_label(tmp_path: Path) -> None:
    path = as_zip(tmp_path / "r.zip", {"out/a.csv": CSV})
    assert load([f"new={path}"]).records["label"].to_list() == ["new/out/a.csv"] * 2


def test_an_archive_within_a_folder_is_read(tmp_path: Path) -> None:
    tar(tmp_path / "r.tgz", {"a.csv": CSV})
    (tmp_path / "b.csv").write_bytes(CSV)
    assert load([str(tmp_path)]).records.height == 4


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert load([str(tar(tmp_path / "r.tgz", {"a.csv": CSV}))]).records.height == 2
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["/etc/a.csv", "../a.csv", "x/../../a.csv", ".hidden/a.csv", "a\\b"]
)
def test_no_member_leaves_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner" / "deep"
    folder.mkdir(parents=True)
    assert unpack(str(tar(tmp_path / "r.tgz", {name: CSV, "ok.csv": CSV})), folder) == []
    assert [path.name for path in folder.rglob("*")] == ["ok.csv"]
    assert not (tmp_path / "inner" / "a.csv").exists()


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "r.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("a", tarfile.SYMTYPE), ("b", tarfile.CHRTYPE), ("c", tarfile.LNKTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    folder = tmp_path / "out"
    folder.mkdir()
    assert unpack(str(path), folder) == []
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("limit", [{"_MOST_FILES": 2}, {"_MOST_BYTES": 40}])
def test_more_than_the_limits_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int]
) -> None:
    for name, value in limit.items():
        monkeypatch.setattr(f"parsers.inputs.unpacking.{name}", value)
    path = tar(tmp_path / "r.tgz", {f"{name}.csv": CSV for name in "abc"})
    found = load([str(path)])
    assert "archive too large" in found.notes[0].text
    assert found.records["source"][0] == f"{path}/a.csv"


def test_a_cut_off_archive_gives_what_is_whole(tmp_path: Path) -> None:
    path = tar(tmp_path / "r.tar", {"a.csv": CSV, "b.csv": CSV}, "w")
    path.write_bytes(path.read_bytes()[:1540])
    found = load([str(path)])
    assert "damaged archive" in found.notes[0].text
    assert found.records.height == 2


@pytest.mark.parametrize("name", ["r.tgz", "r.zip", "r.tar.xz", "r.tar.bz2"])
def test_what_is_no_archive_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(CSV)
    found = load([str(path)])
    assert any("damaged archive" in note.text for note in found.notes)


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_compressed_files(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"runs.csv.{suffix}"
    path.write_bytes(pack(CSV))
    records = load([str(path)]).records
    assert records["value"].to_list() == [100.0, 190.0]
    assert records["benchmark"].unique().to_list() == ["runs"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_damaged_compression_is_told(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "runs.csv"
    packed = pack(CSV * 50)
    for content in (packed[:-9], packed[:12] + b"\xff\xff\xff" + packed[15:]):
        path.write_bytes(content)
        (note,) = load([str(path)]).notes
        assert note.text.startswith("cannot be read: ")


ZSTD = base64.b64decode("KLUv/SAe8QAAbm9kZXMsc2Vjb25kcwoxLDEwMC4wCjIsMTkwLjAK")
"""``nodes,seconds`` and two rows, as zstd packs them."""
ZSTD_MORE = base64.b64decode("KLUv/SAHOQAANCw1MC4wCg==")
"""A frame with a third row."""


@pytest.fixture
def only_module(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a file of zstd be read by one module alone, or skip the test where it is not there."""

    def choose(name: str) -> None:
        pytest.importorskip(name)
        monkeypatch.setattr(compression, "ZSTD_MODULES", (name,))

    return choose


@pytest.mark.parametrize("module", compression.ZSTD_MODULES)
class TestZstd:
    def test_a_file_and_another_frame_behind_it(
        self, tmp_path: Path, only_module: Callable[[str], None], module: str
    ) -> None:
        only_module(module)
        path = tmp_path / "runs.csv.zst"
        for content, values in ((ZSTD, [100.0, 190.0]), (ZSTD + ZSTD_MORE, [100.0, 190.0, 50.0])):
            path.write_bytes(content)
            assert load([str(path)]).records["value"].to_list() == values

    def test_a_file_that_is_cut_or_damaged_gives_nothing(
        self, tmp_path: Path, only_module: Callable[[str], None], module: str
    ) -> None:
        only_module(module)
        path = tmp_path / "runs.csv.zst"
        for content in (ZSTD[:-4], ZSTD + ZSTD_MORE[:-3], ZSTD[:4] + b"\xff" * 20):
            path.write_bytes(content)
            found = load([str(path)])
            assert found.records.is_empty()
            assert [note.text[:16] for note in found.notes] == ["cannot be read: "]


def test_zstd_without_a_module_that_reads_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "ZSTD_MODULES", ())
    path = tmp_path / "runs.csv.zst"
    path.write_bytes(ZSTD)
    (note,) = load([str(path)]).notes
    assert "unpack it with `zstd -d`" in note.text


def test_a_workbook_called_csv_is_refused_in_a_sentence(tmp_path: Path) -> None:
    sheets = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    new = as_zip(tmp_path / "book.csv", sheets)
    old = tmp_path / "old.csv"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for path in (new, old):
        (note,) = load([str(path)]).notes
        assert note.text == "Excel workbook, not text; save its sheet as CSV"


@pytest.mark.parametrize(
    ("make", "kind"), [(partial(tar, mode="w"), "tar"), (as_zip, "zip")], ids=["tar", "zip"]
)
def test_an_archive_by_another_name_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[..., Path], kind: str
) -> None:
    packed = make(tmp_path / "runs.out", {"a/meta.yaml": b"lifecycle_stage: active\nrun_id: a\n"})
    (note,) = load([str(packed)]).notes
    assert note.text.endswith(f"save it under a name that ends in .{kind}")


def test_latin_1_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    text = "gpus,latency (µs),Gerät\n1,100,größer\n2,190,größer\n"
    path.write_bytes(text.encode("latin-1"))
    latin = load([str(path)]).records
    path.write_text(text)
    assert latin.equals(load([str(path)]).records)
    assert latin["value"].to_list() == [pytest.approx(100e-6), pytest.approx(190e-6)]

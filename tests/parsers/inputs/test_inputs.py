import gzip
import io
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import load
from parsers.across_inputs.labels import distinct_labels
from parsers.contents.plain_bytes import unwrapped
from parsers.inputs.inputs import find_inputs
from parsers.source import Source


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(*arguments: object) -> list[tuple[str, str]]:
    inputs, _ = find_inputs([str(argument) for argument in arguments])
    labels = distinct_labels([item.source for item in inputs])
    return [(item.source.name, label) for item, label in zip(inputs, labels, strict=True)]


def test_a_file_is_labelled_with_its_name(tmp_path: Path) -> None:
    file = write(tmp_path / "runs.csv")
    assert found(file) == [(str(file), "runs.csv")]
    assert find_inputs([str(file)])[0][0].named


def test_a_folder_is_walked_in_order_without_hidden_entries(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".hidden.csv", "deep/c.csv", ".git/d.csv"):
        write(tmp_path / name)
    inputs, notes = find_inputs([str(tmp_path)])
    assert [item.source.label for item in inputs] == ["a.csv", "b.csv", "c.csv"]
    assert not any(item.named for item in inputs)
    assert notes == []


def test_a_link_back_to_a_folder_is_not_followed_twice(tmp_path: Path) -> None:
    write(tmp_path / "runs/a.csv")
    (tmp_path / "runs/loop").symlink_to(tmp_path / "runs", target_is_directory=True)
    assert [label for _, label in found(tmp_path / "runs")] == ["a.csv"]


def test_a_linked_folder_is_walked(tmp_path: Path) -> None:
    write(tmp_path / "archive/a.csv")
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs/old").symlink_to(tmp_path / "archive", target_is_directory=True)
    assert [label for _, label in found(tmp_path / "runs")] == ["a.csv"]


def test_a_glob_brings_files(tmp_path: Path) -> None:
    write(tmp_path / "one/a.csv")
    write(tmp_path / "two/b.csv")
    write(tmp_path / "two/c.txt")
    assert [label for _, label in found(tmp_path / "*/*.csv")] == ["a.csv", "b.csv"]
    assert [label for _, label in found(tmp_path / "**/*.txt")] == ["c.txt"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    file = write(tmp_path / "run[1].csv")
    assert found(file) == [(str(file), "run[1].csv")]


def test_a_label_may_be_given(tmp_path: Path) -> None:
    file = write(tmp_path / "runs.csv")
    assert found(f"before={file}") == [(str(file), "before")]
    assert find_inputs([f"before={file}"])[0][0].named


def test_a_path_with_an_equals_sign_that_exists_is_a_path(tmp_path: Path) -> None:
    file = write(tmp_path / "nodes=4" / "runs.csv")
    assert found(file) == [(str(file), "runs.csv")]


def test_a_labelled_folder_labels_every_file_of_it(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    write(tmp_path / "deep/b.csv")
    assert [label for _, label in found(f"new={tmp_path}")] == ["new/a.csv", "new/deep/b.csv"]


def test_files_of_one_name_get_as_much_of_their_path_as_tells_them_apart(tmp_path: Path) -> None:
    first = write(tmp_path / "may/puhti/runs.csv")
    second = write(tmp_path / "june/puhti/runs.csv")
    third = write(tmp_path / "june/mahti/runs.csv")
    assert [label for _, label in found(first, second, third)] == [
        "may/puhti/runs.csv",
        "june/puhti/runs.csv",
        "mahti/runs.csv",
    ]


def test_equal_given_labels_are_numbered(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.csv"), write(tmp_path / "b.csv")
    labels = [label for _, label in found(f"x={first}", f"x={second}")]
    assert len(set(labels)) == 2


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=4), max_size=8))
def test_labels_are_always_distinct(
    tmp_path_factory: pytest.TempPathFactory, paths: list[list[str]]
) -> None:
    root = tmp_path_factory.mktemp("labels")
    files = [write(root.joinpath(*parts, "runs.csv")) for parts in paths]
    labels = [label for _, label in found(*files)]
    assert len(set(labels)) == len(labels) == len({os.fspath(file) for file in files})


def test_a_file_that_two_arguments_lead_to_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    inputs, notes = find_inputs([str(tmp_path), str(file)])
    assert len(inputs) == 1
    assert [(note.kind, note.source) for note in notes] == [("info", str(file))]


def test_one_file_under_two_labels_is_two_inputs(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    assert [label for _, label in found(f"x={file}", f"y={file}")] == ["x", "y"]


def test_standard_input_is_read_whole() -> None:
    inputs, notes = find_inputs(["-"], io.BytesIO(b"a,b\n1,2\n"))
    assert inputs[0].source.content == b"a,b\n1,2\n"
    assert (inputs[0].source.name, inputs[0].source.label) == ("-", "stdin")
    assert inputs[0].named
    assert notes == []


def test_standard_input_may_be_labelled() -> None:
    inputs, _ = find_inputs(["today=-"], io.BytesIO(b""))
    assert inputs[0].source.label == "today"


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("gone.csv", "no such file"),
        ("*.nothing", "no file matches"),
        ("new=gone.csv", "no such file"),
    ],
)
def test_an_argument_that_leads_nowhere_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    inputs, notes = find_inputs([argument])
    assert inputs == []
    assert [note.kind for note in notes] == ["error"]
    assert reason in notes[0].text


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    write(tmp_path / ".hidden")
    inputs, notes = find_inputs([str(tmp_path)])
    assert inputs == []
    assert [note.kind for note in notes] == ["error"]


def test_a_name_with_escape_sequences_is_shown_harmlessly(tmp_path: Path) -> None:
    file = write(tmp_path / "red\x1b[31m.csv")
    inputs, _ = find_inputs([str(file)])
    assert "\x1b" not in inputs[0].source.name + inputs[0].source.label
    assert inputs[0].source.head == b"x"


def test_a_named_pipe_is_read_once_and_whole(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"a,b\n",))
    writer.start()
    inputs, _ = find_inputs([str(pipe)])
    writer.join()
    assert inputs[0].source.content == b"a,b\n"


def test_a_pipe_inside_a_folder_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    os.mkfifo(tmp_path / "pipe")
    assert [label for _, label in found(tmp_path)] == ["a.csv"]


def source(content: bytes) -> Source:
    return Source("x", "x", Path("x"), content)


def test_compressed_text_is_unwrapped() -> None:
    assert unwrapped(source(gzip.compress(b"a,b\n"))).head == b"a,b\n"


def test_damaged_compression_is_an_error() -> None:
    with pytest.raises((OSError, EOFError)):
        unwrapped(source(gzip.compress(b"a,b\n" * 1000)[:40]))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_becomes_utf_8(encoding: str) -> None:
    text = "a,µs\n1,2\n"
    marked = text if encoding == "utf-16" else f"\ufeff{text}"
    assert unwrapped(source(marked.encode(encoding))).text == text


def test_other_bytes_stay_as_they_are() -> None:
    plain = source(b"a,b\n")
    assert unwrapped(plain) is plain


def test_equal_labels_are_numbered_without_taking_given_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = [write(Path(f"{number}.csv")) for number in range(4)]
    labels = ["x", "x (2)", "x", "x"]
    named = (f"{label}={file}" for label, file in zip(labels, files, strict=True))
    assert [label for _, label in found(*named)] == ["x", "x (2)", "x (3)", "x (4)"]


def test_a_pattern_with_an_equals_sign_is_no_label(tmp_path: Path) -> None:
    write(tmp_path / "nodes=4/run.csv")
    write(tmp_path / "nodes=8/run.csv")
    labels = [label for _, label in found(tmp_path / "nodes=*/run.csv")]
    assert labels == ["nodes=4/run.csv", "nodes=8/run.csv"]
    assert [label for _, label in found(f"mine={tmp_path}/nodes=4/*")] == ["mine/run.csv"]


def test_a_pipe_is_read_to_its_end_and_one_without_a_writer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parsers.contents.pipes.PATIENCE", 0.05)
    os.mkfifo(tmp_path / "silent")
    os.mkfifo(tmp_path / "pipe")
    content = b"GPUs,Img/sec\n" + b"1,10\n" * 100_000
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=[content])
    writer.start()
    inputs, notes = find_inputs([str(tmp_path / "silent"), str(tmp_path / "pipe")])
    writer.join()
    assert [item.source.content for item in inputs] == [content]
    (note,) = notes
    assert (note.kind, note.source) == ("error", str(tmp_path / "silent"))
    assert "a pipe that nobody writes to" in note.text


def test_a_folder_brings_files_only(tmp_path: Path) -> None:
    write(tmp_path / "a.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.csv"))
        (tmp_path / "zero.csv").symlink_to("/dev/zero")
        assert [label for _, label in found(tmp_path)] == ["a.csv"]
        inputs, _ = find_inputs([str(tmp_path / "socket.csv")])
    with pytest.raises(OSError, match="No such device"):
        unwrapped(inputs[0].source)


def test_what_may_not_be_looked_at_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "open/a.csv")
    write(tmp_path / "closed/b.csv")
    scan = os.scandir

    def guarded(path: str | os.PathLike[str]) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    inputs, notes = find_inputs([str(tmp_path)])
    assert len(inputs) == 1
    assert [(note.kind, note.text) for note in notes] == [
        ("skipped", "cannot be read: permission denied")
    ]
    inputs, notes = find_inputs([str(tmp_path / "closed")])
    assert [(note.kind, note.text) for note in notes] == [
        ("error", "cannot be read: permission denied")
    ]


@pytest.mark.parametrize(
    "script",
    [
        'window.DATA = {"a": [1]};',
        'var runs =\n[{"a": 1}];\n',
        'export default {"a": 1}',
        "const x={\n}",
    ],
)
def test_of_a_script_that_is_one_value_the_value_is_left(script: str) -> None:
    found = unwrapped(source(script.encode()))
    start = min(script.index(mark) for mark in "{[" if mark in script)
    if script.startswith("const"):
        assert found.text == script
    else:
        assert found.text.strip() == script[start:].rstrip().removesuffix(";")
        assert found.text.count("\n", 0, found.text.index(script[start])) == script.count(
            "\n", 0, start
        )


def test_a_script_that_goes_on_stays_as_it_is() -> None:
    script = 'data = {"a": 1}\nprint(data)\n'
    assert unwrapped(source(script.encode())).text == script


def test_lines_that_end_in_a_lone_carriage_return() -> None:
    old = Source("old.csv", "old.csv", Path("old.csv"), b"GPUs,Img/sec\r1,10\r")
    assert unwrapped(old).lines == ["GPUs,Img/sec", "1,10", ""]


def test_a_compressed_file_is_what_its_name_says_without_gz(tmp_path: Path) -> None:
    text = b"nodes,time\n1,10\n2,5.4\n"
    (tmp_path / "stencil.csv").write_bytes(text)
    (tmp_path / "stencil.CSV.gz").write_bytes(gzip.compress(text))
    plain, packed = (load([str(tmp_path / name)]) for name in ("stencil.csv", "stencil.CSV.gz"))
    assert packed.records["benchmark"].to_list() == ["stencil", "stencil"]
    assert packed.files[0].readers == plain.files[0].readers == ("delimited text",)
    assert packed.notes == plain.notes == ()

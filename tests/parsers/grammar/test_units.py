import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grammar.units import Unit, dimensions, parse_quantity, parse_unit
from parsers.grammar.words import word_set

WRITTEN = {
    # Time, in any case, since headings are often in capitals.
    "s": Unit("s"),
    "Sec": Unit("s"),
    "MS": Unit("s", 1e-3),
    "us": Unit("s", 1e-6),
    "µs": Unit("s", 1e-6),
    "μs": Unit("s", 1e-6),
    "min": Unit("s", 60),
    "hours": Unit("s", 3600),
    "d": Unit("s", 86400),
    "TF/s": Unit("flop/s", 1e12),
    "GB s^-1": Unit("B/s", 1e9),
    "GB·s⁻¹": Unit("B/s", 1e9),
    # Bytes and bits.
    "B": Unit("B"),
    "KB": Unit("B", 1e3),
    "KiB": Unit("B", 1024),
    "GiB": Unit("B", 1024**3),
    "MBytes/sec": Unit("B/s", 1e6),
    "GB/s": Unit("B/s", 1e9),
    "MiB/s": Unit("B/s", 1024**2),
    "GBps": Unit("B/s", 1e9),
    "Gb/s": Unit("b/s", 1e9),
    "Gbit/s": Unit("b/s", 1e9),
    "Gbps": Unit("b/s", 1e9),
    "gbps": Unit("b/s", 1e9),
    "gb/s": Unit("B/s", 1e9),
    "mb": Unit("B", 1e6),
    "kb": Unit("B", 1e3),
    "gigabytes per second": Unit("B/s", 1e9),
    # Work.
    "GFLOPS": Unit("flop/s", 1e9),
    "gflops": Unit("flop/s", 1e9),
    "petaFLOPS": Unit("flop/s", 1e15),
    "teraFLOP/s per GPU": Unit("flop/s/GPU", 1e12),
    "Tflop/s": Unit("flop/s", 1e12),
    "petaFLOP/s": Unit("flop/s", 1e15),
    "teraflops": Unit("flop/s", 1e12),
    "Gflops/s": Unit("flop/s", 1e9),
    "IOPS": Unit("ops/s"),
    "kIOPS": Unit("ops/s", 1e3),
    "kTPS": Unit("TPS", 1e3),
    "MQPS": Unit("queries/s", 1e6),
    "Mop/s": Unit("ops/s", 1e6),
    "GUPS": Unit("updates/s", 1e9),
    "MTEPS": Unit("edges/s", 1e6),
    "MLUP/s": Unit("LUP/s", 1e6),
    "MLUPS": Unit("LUP/s", 1e6),
    "FPS": Unit("frames/s"),
    "mpps": Unit("packets/s", 1e6),
    "SYPD": Unit("SYPD"),
    # What is counted takes one spelling.
    "Img/sec": Unit("img/s"),
    "images per sec": Unit("img/s"),
    "img/min": Unit("img/s", 1 / 60),
    "samples/s": Unit("samples/s"),
    "data/sec": Unit("samples/s"),
    "t/s": Unit("tok/s"),
    "T/s": Unit("tok/s"),
    "T/s/GPU": Unit("tok/s/GPU"),
    "S/s": Unit("samples/s"),
    "tokens per second": Unit("tok/s"),
    "ktok/s": Unit("tok/s", 1e3),
    "Matom-step/s": Unit("atom-steps/s", 1e6),
    "timesteps/s": Unit("timesteps/s"),
    # Denominators stay, time over time stays whole.
    "ns/op": Unit("s/op", 1e-9),
    "ms/it": Unit("s/it", 1e-3),
    "B/op": Unit("B/op"),
    "ns/day": Unit("ns/day"),
    "hours/ns": Unit("h/ns"),
    "tau/day": Unit("tau/day"),
    "step/day": Unit("steps/day"),
    "GFLOPS/W": Unit("flop/s/W", 1e9),
    "J/tok": Unit("J/tok"),
    "J/GFLOP": Unit("J/GFLOP"),
    "$/h": Unit("$/h"),
    # Energy, resources for a time, and the rest.
    "kWh": Unit("J", 3.6e6),
    "Kwh": Unit("J", 3.6e6),
    "KJ": Unit("J", 1e3),
    "mW": Unit("W", 1e-3),
    "core-hours": Unit("core-h"),
    "GPU hours": Unit("GPU-h"),
    "%": Unit("%"),
    "×": Unit("x"),
    # Unknown words, in a place where only a unit can stand.
    "widgets/s": Unit("widgets/s"),
    "ms/frob": Unit("s/frob", 1e-3),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_unit_in_base_units(text: str) -> None:
    unit = parse_unit(text)
    assert unit is not None
    assert unit.base == WRITTEN[text].base
    assert unit.factor == pytest.approx(WRITTEN[text].factor, rel=1e-12)


@pytest.mark.parametrize(
    "text", ["", " ", "N/A", "w/o", "and/or", "read/write", "foo", "ppl", "2 GB", "/", "s/", "//s"]
)
def test_no_unit(text: str) -> None:
    assert parse_unit(text) is None
    assert dimensions(text) is None


@pytest.mark.parametrize("text", WRITTEN)
def test_a_base_unit_is_its_own_base(text: str) -> None:
    base = WRITTEN[text].base
    assert parse_unit(base) == Unit(base)


def test_dimensions() -> None:
    assert dimensions("GB/s") == ("bytes", "time")
    assert dimensions("GFLOPS/W") == ("rate", "power")
    assert dimensions("core-h") == ("machine time",)
    assert dimensions("B*s") == ("opaque",)
    assert dimensions("widgets/s") == ("opaque", "time")


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1024 img/s", (1024, "img/s")),
        ("1024img/s", (1024, "img/s")),
        ("4,096", (4096, None)),
        ("1,234,567.89 ms", (1234567.89, "ms")),
        ("3\u202f132", (3132, None)),
        ("12.5%", (12.5, "%")),
        ("1.2e+06", (1.2e6, None)),
        ("+.5", (0.5, None)),
        ("5.", (5, None)),
        ("\u22123", (-3, None)),
        ("3.98x", (3.98, "x")),
        ("~6.5 hours", (6.5, "hours")),
        ("132.19 ± 0.55", (132.19, None)),
        ("132.19 ± 0.55 t/s", (132.19, "t/s")),
        ("512 B", (512, "B")),
        ("4KB", (4, "KB")),
        ("8 GPUs", (8, "GPUs")),
    ],
)
def test_quantity(text: str, quantity: tuple[float, str | None]) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    "text",
    (
        *("", "-", "ERROR", "nan", "inf", "1e999", "e5", ".", "1/8", "0x10", "4,5", "1,024,5"),
        *("3 132", "14:55:01", "2022-05-18", "2.0.0+cu117", "7B", "13b", "12 apples", "\u0661"),
    ),
)
def test_no_quantity(text: str) -> None:
    assert parse_quantity(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    parse_unit(text)
    dimensions(text)
    quantity = parse_quantity(text)
    assert quantity is None or math.isfinite(quantity[0])


ATOMS = st.sampled_from(
    sorted(word_set("s ms B GiB Gb tok img flop GFLOPS J W op it GPU core h day % x $"))
)


@given(st.lists(ATOMS, min_size=1, max_size=4).map("/".join))
def test_reading_a_base_again_changes_nothing(text: str) -> None:
    unit = parse_unit(text)
    if unit is not None:
        assert parse_unit(unit.base) == Unit(unit.base)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", " ms", " GB/s", "%", " tok/s"]),
)
def test_a_printed_number_is_read_back(value: float, unit: str) -> None:
    assert parse_quantity(f"{value!r}{unit}") == (value, unit.strip() or None)


@given(st.integers(0, 10**15))
def test_thousands_separators_are_read_back(value: int) -> None:
    assert parse_quantity(f"{value:,}") == (value, None)


@pytest.mark.parametrize("text", ["1 core", "1 node", "1 GPU"])
def test_how_many_there_are_is_no_unit(text: str) -> None:
    assert parse_unit(text) is None

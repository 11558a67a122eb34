import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grammar.prefixes import printed
from parsers.training.log_lines import LogEntry, LogQuantity, read_entry
from parsers.training.log_words import is_one_letter_off


def quantities(line: str) -> dict[str, float]:
    entry = read_entry(line)
    assert entry is not None
    return {quantity.metric: quantity.value for quantity in entry.quantities}


STEP_LINES = {
    "- Step200: 100.71 data/sec": (200, 100.71, "samples/s"),
    "- Step 1600 60.44 data/sec": (1600, 60.44, "samples/s"),
    "Step[400] = 12.3 samples/s": (400, 12.3, "samples/s"),
    "step 100, 3.4 it/s": (100, 3.4, "it/s"),
    "step 100,3.4 it/s": (100, 3.4, "it/s"),
    "iter 200: 5.1 img/s": (200, 5.1, "img/s"),
    "  * Iteration #7 - 12 images per second": (7, 12.0, "img/s"),
    "Step200.100.71 data/sec": (200, 100.71, "samples/s"),
    "Step 1,600: 4,060.44 data/sec": (1600, 4060.44, "samples/s"),
    "- Step300: 90,1 data/sec": (300, 90.1, "samples/s"),
    "step 100 | loss: 7.1 | samples per second: 97.2 | TFLOPs: 142.1": (100, 97.2, "samples/s"),
    "Step200 | 100.71 data / sec": (200, 100.71, "samples/s"),
    "[12:00:03] INFO train.py:42 - step 40/100 loss=-0.25 images/sec: 155.3": (40, 155.3, "img/s"),
    "512.3 samples/sec at step 200": (200, 512.3, "samples/s"),
    "step 30 | 12.5 it/s | 3.2 kimg/s": (30, 3200.0, "img/s"),
    "step 5 Throughput (tokens/sec): 81": (5, 81.0, "tok/s"),
    "DLL 2020-03-03 18:53:11.92 - Epoch: 0 Iteration: 2  train.total_ips : 211.73 img/s": (
        2,
        211.73,
        "img/s",
    ),
    "Epoch 3:  10%|#1 | 188/1875 [00:12<01:40, 150.21it/s, v_num=0]": (188, 150.21, "it/s"),
    # A unit behind one number and before another names the one that it stands nearer to.
    "Epoch: [0][50/500]\tLoss 6.9 (6.9)\tAcc@1 11.00\timg/s 820.1": (50, 820.1, "img/s"),
    "step 50  top1 11.00  img/s 820.1": (50, 820.1, "img/s"),
    "step 50 accuracy 11.00 img/s 820.1": (50, 820.1, "img/s"),
    "step 50\tspeed 820.1\timg/s": (50, 820.1, "img/s"),
    "- Setp200: 5 data/sec": (200, 5.0, "samples/s"),
    "- tep 200: 5 data/sec": (200, 5.0, "samples/s"),
}


@pytest.mark.parametrize(("line", "expected"), STEP_LINES.items())
def test_step_lines(line: str, expected: tuple[float, float, str]) -> None:
    entry = read_entry(line)
    assert entry is not None
    rates = [quantity for quantity in entry.quantities if quantity.metric == "throughput"]
    assert (entry.step, *((rate.value, rate.unit) for rate in rates)) == (expected[0], expected[1:])


EPOCH_LINES = (
    "- Epoch 3 in 1025.45 sec, test time 18.65 sec, test accuracy: 0.9815",
    "- Epoch 3 in 1025.45 sec, test time 18.65 sec, test accuracy:0.9815",
    "- Epoch 3 in 1025.45 sec, test time 18.65 sec. test accuracy 0.9815",
    "- Epoch 3 in 1025.45 sec, test time 18.65 sec. Test accuracy 0.9815",
    "- Epoch 3 in 1025.45 sec, test time 18.65 sec. est accuracy 0.9815",
    "Epoch3in1025.45sec.test time18.65sec.Test accuracy0.9815",
    "EPOCH [3/10] took 17 min 5.45 s; testing took 18.65s; Test Acuracy = 0.9815.",
    "epoch: 3 | time: 0:17:05.45 | test duration 18650 ms | test acc 0.9815",
    "Epoch 3: test accuracy 0.9815, test time (s): 18.65, epoch time 1025.45 seconds",
    "Epohc 3 in 1025.45 secs test tiem 18.65 secs tset accuracy 0.9815",
)


@pytest.mark.parametrize("line", EPOCH_LINES)
def test_epoch_lines(line: str) -> None:
    entry = read_entry(line)
    assert entry is not None
    assert entry.epoch == 3
    assert quantities(line) == pytest.approx(
        {"epoch_time": 1025.45, "test_time": 18.65, "test_accuracy": 0.9815}
    )


def test_epoch_lines_with_fewer_or_other_parts() -> None:
    assert quantities("Epoch 0 in 543.88 sec") == {"epoch_time": 543.88}
    assert quantities(
        "Epoch 1, train loss 0.34, train acc 91.5%, val_loss: 0.4, best acc 0.99"
    ) == {
        "train_loss": 0.34,
        "train_accuracy": 91.5,
        "validation_loss": 0.4,
    }


def test_a_digit_of_a_name_is_no_number() -> None:
    line = '{"train_loss": 4.0, "test_acc1": 67.59, "test_acc5": 88.5, "epoch": 50}'
    entry = read_entry(line)
    assert entry is not None
    assert [each[:2] for each in entry.quantities] == [
        ("train_loss", 4.0),
        ("test_accuracy", 67.59),
    ]


def test_first_of_a_repeated_metric_counts() -> None:
    line = "Epoch: [0][ 100/5005] Loss 6.9e+00 (7.1e+00) Acc@1 0.39 (0.31) Acc@5 1.2 (1.3)"
    assert read_entry(line) == LogEntry(
        100.0,
        0.0,
        (LogQuantity("loss", 6.9, None), LogQuantity("accuracy", 0.39, None)),
        unexplained=False,
        leads=True,
    )


@pytest.mark.parametrize(
    "line",
    [
        "Sep 12 10:03:22 node01 5 img/s",
        "step 0.5 s",
        "| Step 200 | 100 data/sec |",
        "timestep 5 12 img/s",
        "the best accuracy was 0.9",
        "",
    ],
)
def test_lines_of_another_kind(line: str) -> None:
    assert read_entry(line) is None


def test_lines_without_a_quantity_say_whether_something_was_left() -> None:
    place = read_entry("=== Epoch 2/10 ===")
    assert place is not None
    assert (place.epoch, place.unexplained, place.leads) == (2.0, False, True)
    lost = read_entry("- Step 1600 60.44")
    assert lost is not None
    assert (lost.quantities, lost.unexplained) == ((), True)
    aside = read_entry("Constraining the coordinates (step 0)")
    assert aside is not None
    assert not aside.leads


def test_rates_that_are_no_work_are_no_throughput() -> None:
    assert quantities("step 1: 45.2 TFLOPS, 3.1 GB/s, 0.5 GB, time 0.25 s") == {"step_time": 0.25}


@pytest.mark.parametrize(
    ("line", "rank", "text"),
    [
        ("[1,0]<stdout>:step 1: 5 img/s", "[1,0]<stdout>:", "step 1: 5 img/s"),
        (" 3: step 1: 5 img/s", "3:", " step 1: 5 img/s"),
        ("worker-1  | [0] step 1: 5 img/s", "worker-1  | [0]", " step 1: 5 img/s"),
        ("\x1b[32mstep 1: \x1b]0;title\x075 img/s\x1b[0m", None, "step 1: 5 img/s"),
        ("Step200 | 5 img/s", None, "Step200 | 5 img/s"),
    ],
)
def test_marks_of_launcher_and_terminal_are_taken_off(
    line: str, rank: str | None, text: str
) -> None:
    assert printed(line) == (rank, text)


# Spellings that must not change what a line says.
BULLETS = st.sampled_from(["", "- ", "* ", "  + ", "\t"])
APART = st.sampled_from([": ", ":", " ", " = ", ", ", ". ", "; ", " - ", "... ", "]: "])
STEP_WORDS = st.sampled_from(
    ["Step", "step", "STEP ", "steps ", "Iter ", "iteration ", "Setp", "tep "]
)
RATE_UNITS = st.sampled_from(
    ["data/sec", " data/sec", " data / s", " samples per second", "samples/s"]
)
SECONDS = st.sampled_from(["sec", " sec", " s", "secs", " seconds"])
PARTED = st.sampled_from([", ", ",", ". ", "; ", " ", " | ", "  "])
ACCURACY = st.sampled_from(
    (
        *("test accuracy", "Test accuracy", "est accuracy", "test acc", "testaccuracy"),
        *("tset accuracy", "test acuracy", "test accuraccy", "test_accuracy"),
        *("accuracy (test)", "test accurecy"),
    )
)
TEST_TIME = st.sampled_from(
    ["test time", "Test Time", "est time", "testtime", "test_time", "test tiem"]
)
VALUES = st.decimals(min_value="0.01", max_value="99999", places=2).map(str)
STEPS = st.integers(min_value=0, max_value=10**7)


@given(BULLETS, STEP_WORDS, STEPS, APART, VALUES, RATE_UNITS)
def test_spelling_does_not_change_a_step(
    bullet: str, word: str, step: int, apart: str, rate: str, unit: str
) -> None:
    entry = read_entry(f"{bullet}{word}{step}{apart}{rate}{unit}")
    assert entry is not None
    assert entry.step == step
    assert entry.quantities == (LogQuantity("throughput", float(rate), "samples/s"),)


@given(
    bullet=BULLETS,
    epoch=st.integers(min_value=0, max_value=9999),
    values=st.tuples(VALUES, VALUES, st.integers(min_value=0, max_value=10**5)),
    words=st.tuples(
        st.sampled_from([" in ", "in", ": ", " took ", ": time "]), TEST_TIME, ACCURACY
    ),
    units=st.tuples(SECONDS, SECONDS),
    parted=st.tuples(PARTED, PARTED),
    after=st.sampled_from([": ", ":", " ", "", " = ", " - "]),
    order=st.booleans(),
)
def test_spelling_does_not_change_an_epoch(
    bullet: str,
    epoch: int,
    values: tuple[str, str, int],
    words: tuple[str, str, str],
    units: tuple[str, str],
    parted: tuple[str, str],
    after: str,
    order: bool,
) -> None:
    accuracy = f"0.{values[2]:05}"
    tests = [f"{words[1]} {values[1]}{units[1]}", f"{words[2]}{after}{accuracy}"]
    tests = tests if order else tests[::-1]
    line = f"{bullet}Epoch {epoch}{words[0]}{values[0]}{units[0]}{parted[0]}{parted[1].join(tests)}"
    entry = read_entry(line)
    assert entry is not None
    assert entry.epoch == epoch
    assert quantities(line) == {
        "epoch_time": float(values[0]),
        "test_time": float(values[1]),
        "test_accuracy": float(accuracy),
    }


FRAGMENTS = st.sampled_from(
    (
        *("step", "Epoch ", "iter", "12", "0.5", "1e999", ",", ".", ":", "[", "(", ")"),
        *("/", "%", " in ", "img/s", "sec", "8m 12s", "00:10:11", "-", "test accuracy"),
        *("loss", "nan", "\x1b[3", "|"),
    )
)


@given(st.one_of(st.text(), st.lists(FRAGMENTS).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    _, bare = printed(text)
    entry = read_entry(bare)
    if entry is not None:
        assert entry.step is not None or entry.epoch is not None
        assert all(abs(quantity.value) < float("inf") for quantity in entry.quantities)


WORDS = st.text(alphabet="abcdefgh", min_size=5, max_size=9)


@given(WORDS, st.data())
def test_one_slip_is_forgiven_and_a_second_is_not(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(word) - 1))
    assert is_one_letter_off(word[:at] + word[at + 1 :], word)
    assert is_one_letter_off(f"{word[:at]}x{word[at:]}", word)
    assert is_one_letter_off(word[:at] + word[at : at + 2][::-1] + word[at + 2 :], word)
    assert not is_one_letter_off(f"{word[:at]}xy{word[at:]}", word)
    assert not is_one_letter_off(word[2:], word)


@pytest.mark.parametrize(
    ("word", "meant"), [("sep", "step"), ("bestaccuracy", "testaccuracy"), ("tie", "time")]
)
def test_other_words_are_no_slips(word: str, meant: str) -> None:
    assert not is_one_letter_off(word, meant)

"""The words of training logs, with the slips that people make typing them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.grammar.units import Unit, parse_unit
from parsers.grammar.words import word_set
from parsers.training.progress import MEANS

_LABEL_END = Pattern(r"[,;|]|\.\s")
_LABEL_UNIT = Pattern(
    r"[(\[](?P<bracketed>[^()\[\]]{1,24})[)\]]\Z"
    r"|(?P<ratio>[a-z]{1,16}(?:(?:/|\s+per\s+)[a-z]{1,12}){1,2})\Z"
    r"|(?:(?<=time)|(?<=step)|(?<=iter)|(?<=iteration))\s(?P<last>m?s|m?sec|seconds)\Z"
    r"|\sin\s+(?P<named>m?s|m?sec|(?:milli)?seconds)\Z",
    re.IGNORECASE,
)
_PATH = Pattern(
    r"(?P<above>(?:\w+(?: \w+)*/)*)(?P<rate>[a-z]{2,16} per (?:s|sec|second)(?: per [a-z]{1,12})?)"
    r"(?:\s(?:global|total|overall))?\Z",
    re.IGNORECASE,
)
"""A rate in the groups of a tracker, ``perf/tokens_per_sec``, or one of all devices together."""
_OF_DEVICE = Pattern(r"(?:\b|_)(?:device|gpu|rank)/", re.IGNORECASE)
_SHARED = Pattern(r"\b(?:throughput|speed)\s*\((?:per|/)\s*(?:gpu|device|rank)\)\Z", re.IGNORECASE)
_CAMEL = Pattern(r"(?<=[a-z])(?=[A-Z])|_")
_ABBREVIATIONS: Final = {
    # Megatron, its forks and TorchTitan print those of one device without a word of it.
    "tflops": "TFLOP/s/GPU",
    "tps": "tok/s",
    "wps": "words/s",
    "sps": "samples/s",
    "fps": "frames/s",
}
_PROSE: Final = word_set(
    "we our you your i the that this these those was were which they their has have should would"
    " will can could because about a an"
)
_LETTERS = Pattern(r"[a-z]+", re.IGNORECASE)


def _phrases() -> dict[str, str]:
    """Return what each run of words means, written without blanks."""
    splits: dict[str, tuple[str, ...]] = {
        "train": ("train", "training"),
        "test": ("test", "testing"),
        "validation": ("val", "valid", "validation"),
        "eval": ("eval", "evaluation"),
    }
    measures: dict[str, tuple[str, ...]] = {
        "accuracy": ("accuracy", "acc"),
        "loss": ("loss", "lmloss", "totalloss", "lossvalue"),
        "perplexity": ("perplexity", "ppl"),
        "time": (
            *("time", "duration", "took", "takes", "in", "cost", "timecost", "runtime"),
            *("seconds", "secs", ""),
        ),
    }
    meanings = {
        "": "time",
        "dt": "dt_time",
        "epochtime": "epoch_time",
        "timeperepoch": "epoch_time",
        "throughput": "throughput",
        "speed": "throughput",
        "ips": "throughput",
    }
    meanings["btime"] = "step_time"
    for step in ("step", "iteration", "iter", "batch"):
        spellings = [f"{step}time", f"timeper{step}", f"elapsedtimeper{step}", f"{step}avg"]
        spellings += [f"{step}cost", f"{step}timing", f"train{step}timing", f"train{step}time"]
        meanings |= dict.fromkeys(spellings, "step_time")
    for measure, words in measures.items():
        meanings |= dict.fromkeys(words, measure)
        for split, names in splits.items():
            for name, word in product(names, words):
                meanings |= dict.fromkeys((name + word, word + name), f"{split}_{measure}")
    runtimes = ("trainruntime", "totalruntime", "runtime", "totaltrainingtime", "totaltraintime")
    return meanings | dict.fromkeys(runtimes, "runtime")


_PHRASES: Final = _phrases()
_FILLERS: Final = word_set(
    "and the is was of on with avg average mean running current curr cur mini set reduced total"
    " finished completed complete done ended trained excluding excl without after warmup"
)


_PARTS: Final = word_set(
    "dataloader loader loading load io prefetch fetch decode pipeline forward fwd backward bwd"
    " read reading"
)
_PARTS_ALONE: Final = word_set("data input")
"""These may be said of a whole, too: ``data parallel``."""


@lru_cache(maxsize=4096)
def meaning(label: str) -> tuple[str | None, Unit | None]:
    """Return what the words before a number mean, and the unit among them.

    The meaning is a metric, ``time`` for a time of whatever is counted, or null. No words mean
    ``time``, which only a number in seconds will have.
    """
    piece = next((piece for piece in reversed(_LABEL_END.split(label)) if piece.strip()), "")
    piece = _CAMEL.sub(" ", piece).strip().rstrip(":= '\"").strip()
    if (path := _PATH.match(piece)) is not None:
        share = " per device" if _OF_DEVICE.search(path["above"]) else ""
        piece = path["rate"] + share
    if _SHARED.search(piece):
        return "throughput_per_device", None
    unit = None
    if among := _LABEL_UNIT.search(piece):
        unit = unit_of(among["bracketed"] or among["ratio"] or among["named"] or among["last"])
        piece = piece[: among.start()] if unit else piece
    words = [word.lower() for word in _LETTERS.findall(piece)]
    if unit is None and words and words[-1] in _ABBREVIATIONS:
        return None, unit_of(_ABBREVIATIONS[words[-1]])
    all_words = "".join(words)
    if all_words in _PHRASES:
        return _PHRASES[all_words], unit
    return _metric("".join(word for word in words if word not in _FILLERS)), unit


def is_of_part(label: str) -> bool:
    """Tell whether the words before a rate are of a part of each step: ``data``, ``forward``."""
    piece = next((piece for piece in reversed(_LABEL_END.split(label)) if piece.strip(" :=(")), "")
    words = _LETTERS.findall(_CAMEL.sub(" ", piece).lower())
    return not _PARTS.isdisjoint(words) or not _PARTS_ALONE.isdisjoint(words[-1:])


def says_mean(label: str) -> bool:
    """Tell whether the words before a number call it a mean: ``avg speed``."""
    return not MEANS.isdisjoint(_LETTERS.findall(_CAMEL.sub(" ", label).lower()))


def is_prose(text: str) -> bool:
    """Tell a sentence, or a line of source code, from what a program prints."""
    if "print(" in text or "printf(" in text:
        return True
    return len(_PROSE.intersection(text.lower().split())) > 1


def _metric(compact: str) -> str | None:
    if compact in _PHRASES:
        return _PHRASES[compact]
    alike = (name for name in _PHRASES if len(name) > 4 and abs(len(name) - len(compact)) < 2)
    slips = (name for name in alike if is_one_letter_off(compact, name))
    return next((_PHRASES[name] for name in slips), None)


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit | None:
    """Return the unit that ``text`` spells, if any; what a bare ``/s`` counts are samples."""
    return parse_unit(f"samples{text}" if text.startswith("/") else text) if text else None


def is_one_letter_off(word: str, meant: str) -> bool:
    """Tell whether ``word`` is ``meant`` but for one letter lost, added, replaced or swapped.

    Short words become other words that way (Sep, best, text): one of four letters loses only its
    first or last, and among the first four letters none is replaced.
    """
    at = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), None)
    if at is None:
        at = min(len(word), len(meant))
    if len(word) == len(meant) - 1:
        return word[at:] == meant[at + 1 :] and (len(meant) > 4 or at in (0, len(word)))
    if len(word) == len(meant) + 1:
        return word[at + 1 :] == meant[at:]
    if len(word) != len(meant):
        return False
    swapped = word[at : at + 2] == meant[at : at + 2][::-1]
    return (swapped and word[at + 2 :] == meant[at + 2 :]) or (
        at >= 4 and word[at + 1 :] == meant[at + 1 :]
    )


def slips(meant: str) -> str:
    """Return a pattern of all words for which ``is_one_letter_off`` may be true."""
    places = range(len(meant) + 1)
    lost = (meant[:at] + meant[at + 1 :] for at in places)
    added = (f"{meant[:at]}[a-z]{meant[at:]}" for at in places)
    other = (f"{meant[:at]}[a-z]{meant[at + 1 :]}" for at in places)
    swapped = (meant[:at] + meant[at : at + 2][::-1] + meant[at + 2 :] for at in places)
    return "|".join([*lost, *added, *other, *swapped])

"""Where a line of a training log says it stands: its step and its epoch, or a progress bar."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.training.log_words import is_one_letter_off

Span = tuple[int, int]
"""Where in a line something begins and ends."""


class Counters(NamedTuple):
    """Where the counters of a line stand: their digits, and the ``spans`` of text that hold them.

    ``bar``: the line is the bar of a whole epoch, which the lines before it number; so many batches
    are done, of so many. ``running``: it says when it will be done, or is of a warm-up, and states
    nothing yet.
    ``split``: it counts batches of a test or a validation, not of training. ``leads``: the counter
    is the first word of the line.
    """

    step: Span | None
    epoch: Span | None
    spans: tuple[Span, ...]
    leads: bool
    bar: tuple[Span, Span] | None = None
    running: bool = False
    split: str | None = None


_POINT = r"['\"\s\[(#:=.-]*"
_OF_ALL = r"(?:\s*(?:/|of)\s*\d+)?[\s\]),.;:=]*"
_STEP = Pattern(
    rf"(?<![a-z/])(?<!per[ _])(?:steps?|iterations?|iters?|it(?=\s\d+/\d|\s?[=:]\s?\d)){_POINT}"
    rf"(\d{{1,15}}(?:(?:,\d{{3}})+(?=\s*[:=\])]))?)(?!\d|\.\d+(?![\d.])){_OF_ALL}"
    r"|(?<![a-z])batch(?:es)?\s*[:=]?\s*(?:\[\s*(?:\d{1,15}\s*-\s*)?|(?=\d+\s*/))"
    rf"(\d{{1,15}})(?!\d){_OF_ALL}",
    re.IGNORECASE,
)
_EPOCH = Pattern(
    rf"(?<![a-z/])(?<!per[ _])(?:epochs?(?:\s*\(train\))?|train(?:ing)?"
    rf"(?=\s*:?\s*(?:\d{{1,9}}\s*\[|\[\d{{1,9}}/\d{{1,9}}\]\s*\[\s*\d{{1,15}}/\d))){_POINT}"
    rf"(\d{{1,9}}(?:\.\d+)?){_OF_ALL}",
    re.IGNORECASE,
)
_SHARE = r"(?:\(\s*[\d.]+\s*%\s*\))?"
_STEP_OF_EPOCH = Pattern(
    rf"(?<![\d/])(?:\[\s*)?(\d{{1,15}})/\d{{1,15}}\s*{_SHARE}\s*(?:\]|(?=\[))[\s,.;:=]*"
)
_STEP_BEHIND_EPOCH = Pattern(r"[\s|]*(\d{1,15})\s*/\s*\d{1,15}(?=\s)")
_EPOCH_AND_STEP = Pattern(
    r"(?<![\d./])(\d{1,9})/(\d{1,15}),?\s+(?=[a-z]*samples[a-z_/ ]*[=:])", re.I
)
_STEP_AND_RATE = Pattern(
    r"\s*(\d{1,15})(?:\t\s*|\s+)(?=[a-z]+/s(?:ec(?:ond)?)?\s*:\s*[\d.]+\s*(?:\+/-|\t|\Z))", re.I
)
_STEP_AND_LOSS = Pattern(r"\s*(\d{1,15})\s*[,|:]\s*(?=loss\s*[:=]\s*[\d.])", re.IGNORECASE)
_BRACKETED_STEP = Pattern(
    r"(?:.{0,80}\]\s)?\s*\[(\d{1,15})\]\s+(?=[a-z]\w*(?:/\w+)*=[\d.+-])", re.I
)
_LEADING_SHARE = Pattern(r"[\s*>-]*\[\s*(\d{1,15})\s*/\s*\d{1,15}\s*\](?=[\s:,])")
_WHOLE_BAR = Pattern(
    r"\s*(\d{1,15})/(\d{1,15})\s*(?:\[[=>.\s-]*\]|[━╸╺─\s]*(?<=[━\s]))\s*(?:-\s*)?"
    r"(?=\d+(?:[mu]?s|:\d\d)\b|ETA)"
)
_TIMED_BAR = Pattern(r"(\d{1,15})(?:/\d{1,15}|it)\s*(?=\[(?:\d{1,4}:)?\d{1,4}:\d\d[<,])")
_OF_TRAINING = Pattern(
    r"\s*(?:[a-z ]*(?:train|epoch|step|iter)[a-z ]*[\d/ ]*:?)?\s*(?:\d+%.*)?\Z", re.I
)
SPLITS: Final = r"(?:test|val(?:id(?:at(?:ion|e)?)?)?|eval(?:uat(?:ion|e)?)?)"
"""What a model is tried on beside its training, and that it is."""
_OF_TEST = Pattern(
    rf"[\s*>-]*(?P<split>{SPLITS})(?:ing)?\s*:?\s*"
    r"(?:\d+\s*)?\[\s*\d+\s*/\s*\d+"
    r"|.{0,80}?\bepoch\s*\((?P<other>val|test)\)"
    rf"|(?:.{{0,80}}[\]|>:-]\s+)?\[?(?P<counting>{SPLITS})(?:ing)?\]?"
    r"[\s_:-]*(?:step|iter(?:ation)?|batch)\s*[\[:]?\s*\d+\s*(?:/|of)\s*\d",
    re.IGNORECASE,
)
_STEP_OF_EVALUATION = Pattern(
    rf"[\s*>\[-]*(?!test){SPLITS}(?:ing)?[\s\]_:-]*(?:step|iter(?:ation)?|batch)[\s#:]*\d",
    re.IGNORECASE,
)
_WARMED_UP = Pattern(
    r"\bwarm(?:ing)?[ _-]?up(?: phase)?(?: is)? (?:done|finished|completed?|over|ended)\b", re.I
)
_OF_WARM_UP = Pattern(
    r"(?:.{0,80}[\]|>:-]\s+)?[\[(]?warm(?:ing)?[ _-]?up\b[\])]?[\s:|_-]*(?:step|iter|batch|\d)",
    re.I,
)
_SPLITS: Final = {"t": "test", "v": "validation", "e": "eval"}
_FIRST_WORD = Pattern(rf"([\s*+•>-]*)([a-z]{{2,12}})(?={_POINT}\d)", re.IGNORECASE)
_LETTERS = Pattern(r"[a-z]+", re.IGNORECASE)
_MENTIONS: Final = ("step", "iter", "epoch", "train", "batch")


def find_counters(text: str) -> tuple[Counters, str] | None:
    """Return the counters of a line, and the line with its first word as it was meant to be."""
    lower = text.lower()
    may_count = "[" in text or "/" in text or " of " in lower
    if may_count and (test := _OF_TEST.match(text)):
        split = _SPLITS[(test["split"] or test["other"] or test["counting"])[0].lower()]
        return Counters(None, None, (), leads=False, split=split), text
    if _STEP_OF_EVALUATION.match(text):
        # What it states is of the step of training that came before.
        return None
    if "warm" in lower and _OF_WARM_UP.match(text):
        return Counters(None, None, (), leads=False, running=True), text
    if not any(map(lower.__contains__, _MENTIONS)):
        if "/" in text and (found := _bar(text) or _bare(text)):
            return found, text
        text = _mended(text)
        if not text:
            return None
    if text.lstrip().startswith("|") and text.rstrip().endswith("|"):
        return None
    step, epoch = _STEP.search(text), _EPOCH.search(text)
    if epoch is not None and step is None:
        step = _STEP_OF_EPOCH.search(text, epoch.end()) or _STEP_BEHIND_EPOCH.match(
            text, epoch.end()
        )
    matches = sorted((m for m in (step, epoch) if m is not None), key=lambda match: match.start())
    if not matches:
        return ((found := _bar(text) or _bare(text)) and (found, text)) or None
    return Counters(
        step=step.span(step.lastindex or 1) if step else None,
        epoch=epoch.span(1) if epoch else None,
        spans=tuple(match.span() for match in matches),
        leads=not _LETTERS.search(text, 0, matches[0].start()),
    ), text


def ends_warm_up(text: str) -> bool:
    """Tell whether a line says that what was printed before was there to warm up."""
    return "arm" in text and _WARMED_UP.search(text) is not None


def _bar(text: str) -> Counters | None:
    """Read a bar: ``50/100 [00:10<00:10, 4.95it/s]``, ``1875/1875 [====] - 4s 2ms/step``."""
    if "/" not in text:
        return None
    if (bar := _TIMED_BAR.search(text)) and _OF_TRAINING.match(text[: bar.start()]):
        return Counters(bar.span(1), None, (bar.span(),), leads=False)
    if bar := _WHOLE_BAR.match(text):
        running = text.startswith("ETA", bar.end())
        done = bar.span(1), bar.span(2)
        return Counters(None, None, (bar.span(),), leads=False, bar=done, running=running)
    return None


def _bare(text: str) -> Counters | None:
    """Read counters that no word names.

    ``0/40, SamplesPerSec=83.5``, ``10  images/sec: 46.7``, ``[5/90] loss: 0.5, 46.7 img/s``,
    ``44, loss: 6.51, tok/sec: 2838.19``, ``[100] steps_per_sec=2.1, loss=0.4``.
    """
    if both := _EPOCH_AND_STEP.search(text):
        return Counters(both.span(2), both.span(1), (both.span(),), leads=False)
    if (
        step := _STEP_AND_RATE.match(text)
        or _LEADING_SHARE.match(text)
        or _BRACKETED_STEP.match(text)
        or _STEP_AND_LOSS.match(text)
    ):
        return Counters(step.span(1), None, (step.span(),), leads=True)
    return None


def _mended(text: str) -> str:
    """Return ``text`` with its first word as the counter it was meant to be, or nothing."""
    first = _FIRST_WORD.match(text)
    if first is not None:
        for counter in ("step", "steps", "epoch", "iteration"):
            if is_one_letter_off(first[2].lower(), counter):
                return counter + text[first.end() :]
    return ""

"""What a text says above each output of a program, where nothing else tells their runs apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from parsers.grammar.counts_told import what_names_say
from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT
from parsers.programs.measurements import FoundRun
from parsers.training.command_lines import COMMAND, LAUNCHERS, PROMPTED

_ABOVE: Final = 4
"""So many lines above an output its caption may stand, blank ones and fences among them."""
_FAR: Final = 1000
_WORDS: Final = 12
_LONG: Final = 80
"""Characters of a name; a longer text is prose."""
_EMPTY: Final = Pattern(
    r"\s*(?:(?:`{3,}|~{3,}).*|[-=*_#~+.\s]*|-{2,} [^-].* -{2,}|</?[a-z]+>|tip: .*)\s*\Z"
)
_TITLE: Final = Pattern(
    r"\s*(?:#{1,6}\s+(?P<heading>\S.*?)|\*\*(?P<bold>[^*]+?):?\*\*:?|(?P<announced>\S.*?)\s*[:：])\s*\Z"
)
_HEADINGS: Final = Pattern(r"\S\s{3,}\S")
"""Parts of a line this far apart are headings of columns, and no title."""
_REMARK: Final = Pattern(r"\s*// ")
"""Before what is called, where people write to those who write C."""
_RULE: Final = Pattern(r"\s*(?:-{3,}|={3,})\s*\Z")
_UNDERLINED: Final = Pattern(r"[A-Za-z](?!.*\d:\d\d)[^|:]{,118}\Z")
"""What stands right above a rule is a heading of Markdown, whatever it says."""
_SHORT: Final = Pattern(r"[A-Za-z][^\s.,;!?|]*(?: [^\s,;!?|]+){0,4}(?<!\.)\Z")
_ALONE: Final = Pattern(r"[A-Za-z][^\s\d.,;!?|]*(?: [^\s\d.,;!?|]+){0,2}\Z")
"""A name between blank lines and the output; a number there may be that of a repeat or a job."""
_NOT_A_TITLE: Final = Pattern(r"\d:\d\d|[$>%]\s|\+\s|\S+=\S|\[|\W*(?:error|warning)\b")
_SENTENCE: Final = Pattern(r"(?<=[.!?])\s+(?=[A-Z])")
_LISTED: Final = Pattern(r"\s*(?:[-*•]|\d+[.)])\s+")
_AGAIN: Final = Pattern(
    rf"(?i).*\b(?:again|once more|re-?ran|re-?runs?|twice|identical|(?:{REPEAT})s? ?#?\d"
    rf"|(?:first|second|third|another|more|one) (?:{REPEAT}|time)s?)\b"
)
"""What says that an output is one more of the same."""
_NUMBER: Final = Pattern(r"\d+")
_PART: Final = Pattern(r"[^\W_]+")
_OF_THE_MOMENT: Final = Pattern(
    r"\b(?:job|pid|jobid|task) ?#?\d+|\d+:\d\d(?::\d\d)?(?:[.,]\d+)?|\d{4}-\d\d-\d\d"
    r"|\d*\.\d+(?:[eE][-+]?\d+)?|0x[0-9a-f]+|\[\d+\]"
)
"""Times of day, dates, addresses and results are others each time that the same is run."""
_LOGGED: Final = Pattern(
    r"\s*(?:\[[^\]]*\d|\d+[-/:]\d+[-/:]\d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? "
    r"|\(\w+ pid=|[\w.-]+:\d+"
    r"|-{3,}\s*\S|(?:real|user|sys|info|debug|warn(?:ing)?|error|note)\b)",
    re.I,
)
"""What a log says of the moment or the machine, between outputs as anywhere."""
_REPEAT: Final = Pattern(
    rf"(?i)\b(?P<of>(?:{REPEAT})s?|iter(?:ation)?|round|pass|test|no\.)"
    r"[\s#_-]*\d+(?:\s*(?:/|of)\s*\d+)?"
)
_GOES: Final = Pattern(r"\s(?:\d?>|\||&)")
_OF_PLACE: Final = Pattern(
    r"(?<!\S)(?:-[oe]|-{1,2}(?:nodelist|hosts?|hostfile|machinefile|jobid|job-name|output|error))"
    r"[= ]\S+"
)
"""Where a command runs and writes: repeats differ in it as well."""
_LAUNCHER: Final = Pattern(rf"(?<!\S)(?:\S*/)?{LAUNCHERS}\s")
_OF_LAUNCHER: Final = Pattern(r"(?<!\S)-[wHJ][= ]\S+")
"""Hosts and the name of a job; to the program itself such an option may say what it does."""


class CaptionedRuns(NamedTuple):
    """The runs of one output, and the caption and the command above it, if it has them.

    ``said`` is what a document says between the block of code that it stands in and what was
    printed before, or a log between two outputs; empty where that is nothing, ``None`` where it is
    not known where the one before ended.
    """

    runs: list[FoundRun]
    caption: str | None
    command: str | None = None
    said: str | None = None
    is_document: bool = False


def caption_above(text: str, before: int, start: int, block: int | None) -> str | None:
    """Return the title that stands above an output that begins at ``start``, and its command.

    Where there is none, it is that of the ``block`` of code in which the output stands. None stands
    above ``before``, where another output ended.
    """
    caption = _title_above(text, before, start)
    return caption if caption or block is None else _title_above(text, before, block, fenced=True)


def _title_above(text: str, before: int, start: int, *, fenced: bool = False) -> str | None:
    lines = text[max(start - _FAR, before) : start].splitlines()[::-1]
    rule = False
    for line, above in zip(lines[:_ABOVE], [*lines[1:], ""], strict=False):
        if rule and _UNDERLINED.match(line):
            return line.strip()
        rule = _RULE.match(line) is not None
        if _EMPTY.match(line):
            fenced = fenced or line.lstrip()[:3] in ("```", "~~~")
            continue
        is_command = COMMAND.match(line) or PROMPTED.match(line) or _REMARK.match(line)
        if is_command or _HEADINGS.search(line.strip("# ")):
            continue
        line = _LISTED.sub("", line, 1) if fenced or not above.strip() else line
        line = _SENTENCE.split(line)[-1]
        title = _TITLE.match(line)
        if title and title["heading"]:
            return str(title["heading"]).strip()
        if _NOT_A_TITLE.search(line) or len(line.split()) > _WORDS:
            return None
        if title:
            return next(each for each in title.groups() if each).strip()
        is_named = (fenced and _SHORT.match(line.strip())) or (
            not above.strip() and _ALONE.match(line.strip())
        )
        return line.strip() if is_named else None
    return None


def said_above(text: str, before: int, start: int, block: int | None) -> str:
    """Return what is said between ``before``, where an output ended, and ``start`` of another.

    In a document that is what stands outside of blocks of code, and in the ``block`` above the
    output itself. Blank lines are left out, and in code and in logs commands and what is of the
    moment alone.
    """
    if block is None:
        return _logged(text[max(before, start - _FAR) : start])
    said: list[str] = []
    is_code = False
    for line in text[max(before, block - _FAR) : block].splitlines()[::-1]:
        if line.lstrip()[:3] in ("```", "~~~"):
            is_code = not is_code
        elif not is_code and not _EMPTY.match(line):
            said.append(line.strip())
    return "\n".join([*said[::-1], *_logged(text[max(before, block) : start]).splitlines()])


def _logged(text: str) -> str:
    """The lines of a log that may tell what is printed below them."""
    return "\n".join(
        line.strip()
        for line in text.splitlines()
        if not any(each.match(line) for each in (_EMPTY, _LOGGED, COMMAND, PROMPTED))
        and not _HEADINGS.search(line.strip("# "))
    )


def with_sections(outputs: Sequence[CaptionedRuns]) -> list[FoundRun]:
    """Return the runs of all outputs of a program, with a ``section`` where they need one.

    They are repeats where their facts are the same and nothing is said between them but that it is
    the same again, as in ``Run 2``. Else they are told apart by the captions above them, by what
    their commands differ in, or by what is said; one that says nothing is under what was said last.
    """
    outputs = list(_continued(outputs))
    captions = {_REPEAT.sub(r"\g<of>", each.caption) for each in outputs if each.caption}
    if not _have_alike(outputs):
        return [run for each in outputs for run in each.runs]
    if len(captions) > 1 and all(each.caption is not None for each in outputs):
        named = _named(outputs, [each.caption for each in outputs])
        return [run for each in _with_commands(named) for run in each.runs]
    return _by_what_is_said(_with_commands(outputs))


def _continued(outputs: Sequence[CaptionedRuns]) -> Iterator[CaptionedRuns]:
    """Yield the outputs; one with nothing above it is under the caption of the one before."""
    before: CaptionedRuns | None = None
    for each in outputs:
        if before is not None and each.said == "" and each.caption is None:
            each = each._replace(caption=before.caption, said=before.said)
        yield each
        before = each


def _have_alike(outputs: Sequence[CaptionedRuns]) -> bool:
    """Whether runs of several outputs would pass for repeats."""
    known = Counter(facts for each in outputs for facts in {_facts(run) for run in each.runs})
    return max(known.values(), default=0) > 1


def _named(outputs: Sequence[CaptionedRuns], names: Sequence[str | None]) -> list[CaptionedRuns]:
    return [
        each._replace(runs=[run._replace(facts={**said, **run.facts}) for run in each.runs])
        for each, said in zip(outputs, what_names_say(names), strict=True)
    ]


def _by_what_is_said(outputs: Sequence[CaptionedRuns]) -> list[FoundRun]:
    """Return the runs with a ``section`` where something else is said above alike ones.

    What a document or a log says there tells what is other, be it in whole sentences.
    """
    if _say_other(outputs) and _have_alike(outputs):
        outputs = _named(outputs, _names(outputs))
    return [run for each in outputs for run in each.runs]


def _say_other(outputs: Sequence[CaptionedRuns]) -> bool:
    """Whether different things are said above outputs, none of them that it is the same again."""
    said = [each.said for each in outputs if each.said is not None]
    if len(said) < len(outputs) or any(map(_AGAIN.match, said)):
        return False
    if any(each.is_document for each in outputs):
        return all(said[1:]) and len({*said}) > 1
    first, *others = (_lasting(each) for each in said)
    if len({*others}) > 1:
        return True
    # What is said above the first is the end of what the log begins with.
    said_next = next(iter(others), ())
    if not first or not said_next:
        return False
    return first[-1] != said_next[-1] and _are_of_a_kind(first[-1], said_next[-1])


def _lasting(said: str) -> tuple[str, ...]:
    """The lines of what is said, without numbers of repeats and what is of the moment."""
    plain = _OF_THE_MOMENT.sub("", _REPEAT.sub(r"\g<of>", said))
    return tuple(" ".join(line.split()) for line in plain.splitlines())


def _are_of_a_kind(one: str, other: str) -> bool:
    """Whether two lines are the same but for numbers or a word or two: ``1000/100 (in/out)``."""
    words, others = (_PART.findall(_NUMBER.sub("0", line)) for line in (one, other))
    common = sum(word == beside for word, beside in zip(words, others, strict=False))
    return len(words) == len(others) and 2 * common >= len(words)


def _names(outputs: Sequence[CaptionedRuns]) -> list[str]:
    """A name for each output: its caption, or else what is said, or both with its line.

    Those above which different things are said have different names.
    """
    said = [set((each.said or "").splitlines()) for each in outputs]
    short = [_short(each, set.intersection(*said)) for each in outputs]
    names = [each.caption or own for each, own in zip(outputs, short, strict=True)]
    for others in (names, short):
        if len({*others}) >= len({each.said for each in outputs}):
            return others
    return [f"{name} / {_place(each)}" for name, each in zip(names, outputs, strict=True)]


def _place(output: CaptionedRuns) -> str:
    return f"output at line {min((run.line or 0 for run in output.runs), default=0)}"


def _short(output: CaptionedRuns, common: set[str]) -> str:
    """A name for an output: the last of what only some say above it that is short, or its line."""
    own = [line for line in (output.said or "").splitlines() if line not in common]
    said = _SENTENCE.split(own[-1] if own else "")[-1].strip(" :*_#=-")
    return said if 0 < len(said) <= _LONG else _place(output)


def _with_commands(outputs: Sequence[CaptionedRuns]) -> list[CaptionedRuns]:
    """Return the outputs, their runs with what apparent repeats differ in of their ``command``.

    A network or a partition may stand there alone. What differs between runs whose facts differ,
    too, such as the number of nodes, is said by these.
    """
    alike: dict[str, list[set[str]]] = {}
    for each in outputs if len(outputs) > 1 else ():
        for facts in {_facts(run) for run in each.runs}:
            alike.setdefault(facts, []).append(set(_words(each.command)))
    told = [found for found in alike.values() if all(found)]
    differing: set[str] = set()
    for first, *others in told:
        differing = differing.union(*(first ^ other for other in others))
    return [
        each._replace(
            runs=[run._replace(facts={"command": " ".join(said), **run.facts}) for run in each.runs]
        )
        if (said := [word for word in _words(each.command) if word in differing])
        else each
        for each in outputs
    ]


def _words(command: str | None) -> list[str]:
    """The words of a command up to where its output goes, without the number of a repeat."""
    own = _OF_PLACE.sub("", _GOES.split(command or "")[0])
    own = _OF_LAUNCHER.sub("", own) if _LAUNCHER.search(own) else own
    return _REPEAT.sub(r"\g<of>", own).split()


def _facts(run: FoundRun) -> str:
    """What tells a run; how often a program that ran for a time repeated itself does not."""
    facts = {name: value for name, value in run.facts.items() if name != "iterations"}
    return repr(sorted((name, repr(value)) for name, value in facts.items()))

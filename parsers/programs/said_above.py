"""What a text says above each output of a program, where nothing else tells their runs apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from parsers.grammar.patterns import Pattern
from parsers.grammar.repeat_words import REPEAT
from parsers.programs.measurements import FoundRun
from parsers.training.command_lines import COMMAND, PROMPTED

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
_LAUNCHER: Final = Pattern(r"(?<!\S)(?:\S*/)?(?:srun|mpirun\S*|mpiexec\S*|aprun|jsrun|ibrun)\s")
_OF_LAUNCHER: Final = Pattern(r"(?<!\S)-[wHJ][= ]\S+")
"""Hosts and the name of a job; to the program itself such an option may say what it does."""


class CaptionedRuns(NamedTuple):
    """The runs of one output, and the caption and the command above it, if it has them.

    ``said`` is what the document says between the block of code that it stands in and what was
    printed before, empty where that is nothing; ``None`` where it stands in no block.
    """

    runs: list[FoundRun]
    caption: str | None
    command: str | None = None
    said: str | None = None


def caption_above(text: str, start: int, block: int | None) -> str | None:
    """Return the title that stands above an output that begins at ``start``, and its command.

    Where there is none, it is that of the ``block`` of code in which the output stands.
    """
    caption = _title_above(text, start)
    return caption if caption or block is None else _title_above(text, block, fenced=True)


def _title_above(text: str, start: int, *, fenced: bool = False) -> str | None:
    lines = text[max(start - _FAR, 0) : start].splitlines()[::-1]
    rule = False
    for line, above in zip(lines[:_ABOVE], [*lines[1:], ""], strict=False):
        if rule and _UNDERLINED.match(line):
            return line.strip()
        rule = _RULE.match(line) is not None
        if _EMPTY.match(line):
            fenced = fenced or line.lstrip()[:3] in ("```", "~~~")
            continue
        if COMMAND.match(line) or PROMPTED.match(line):
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


def said_between(text: str, before: int, block: int | None) -> str | None:
    """Return what a document says between what ends at ``before`` and a ``block`` of code.

    Other blocks in between do not count. The lines are those of the document, blank ones left out.
    """
    if block is None:
        return None
    said: list[str] = []
    is_code = False
    for line in text[max(before, block - _FAR) : block].splitlines()[::-1]:
        if line.lstrip()[:3] in ("```", "~~~"):
            is_code = not is_code
        elif not is_code and not _EMPTY.match(line):
            said.append(line.strip())
    return "\n".join(said[::-1])


def with_sections(outputs: Sequence[CaptionedRuns]) -> list[FoundRun]:
    """Return the runs of all outputs of a program, with a ``section`` where they need one.

    They do where two outputs have runs whose facts are the same, so that they would pass for
    repeats, and captions that differ in more than the number of a repeat, as in ``Run 2``.
    """
    captions = {_REPEAT.sub(r"\g<of>", each.caption) for each in outputs if each.caption}
    if len(captions) < 2 or any(each.caption is None for each in outputs):
        return _by_block(_with_commands(outputs))
    if not _have_alike(outputs):
        return [run for each in outputs for run in each.runs]
    return _named(outputs, [each.caption for each in outputs])


def _have_alike(outputs: Sequence[CaptionedRuns]) -> bool:
    """Whether runs of several outputs would pass for repeats."""
    known = Counter(facts for each in outputs for facts in {_facts(run) for run in each.runs})
    return max(known.values(), default=0) > 1


def _named(outputs: Sequence[CaptionedRuns], names: Sequence[str | None]) -> list[FoundRun]:
    return [
        run._replace(facts={"section": name, **run.facts})
        for each, name in zip(outputs, names, strict=True)
        for run in each.runs
    ]


def _by_block(outputs: Sequence[CaptionedRuns]) -> list[FoundRun]:
    """Return the runs with a ``section`` where a document speaks between blocks of alike ones.

    What it says there tells what is other, be it in whole sentences, unless it says that it is the
    same again.
    """
    said = [each.said for each in outputs]
    are_other = all(said[1:]) and len({*said}) == len(said) > 1
    if not are_other or not _have_alike(outputs) or any(_AGAIN.match(each or "") for each in said):
        return [run for each in outputs for run in each.runs]
    return _named(outputs, [each.caption or _short(each) for each in outputs])


def _short(output: CaptionedRuns) -> str:
    """A name for an output: the last of what is said above it that is short, or its line."""
    said = _SENTENCE.split((output.said or "").rpartition("\n")[2])[-1].strip(" :*_#")
    first = min((run.line for run in output.runs if run.line is not None), default=0)
    return said if 0 < len(said) <= _LONG else f"output at line {first}"


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
    return repr(sorted((name, repr(value)) for name, value in run.facts.items()))

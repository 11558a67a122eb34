"""Words that say how a study scales: ``Strong scaling on 8 nodes``, ``fixed work per GPU``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from parsers.grammar.patterns import Pattern
from parsers.headings.resources import NOUNS

_KIND = Pattern(
    r"(?i)(?<![a-z])(?<!\bas )(?<!\bthan )(?<!like )(?<!\bto )(?<!\bnot )(?<!\bno )"
    r"(strong|weak)(?:(?=scal)|(?![a-z]))"
    r"(?!\s(?:coupling|fields?|interactions?|forms?|formulations?|convergence|lensing|turbulence"
    r"|magnetic\w*|electric\w*|gravit\w*|shocks?|winds?|memory|typing|references?|learners?"
    r"|supervision|labels?|baselines?|scattering|solutions?|constraints?|correlations?)\b)"
)
"""What something is as, or unlike, it is not itself; of nature, too, there are strong and weak."""
_SENTENCE = Pattern(r"(?s)(?:\S+\s+){2}.*\w{2}[.!](?:\s|\Z)|(?:\S+\s+){9}")
_IN_SENTENCE = Pattern(
    r"(?i)(?:strong|weak)(?:ly)?(?:\s+(?:and|or|vs\.?|versus)\s+\w+)?[\s_-]+scal"
    r"|scal\w+\s*[:(=,–-]\s*(?:strong|weak)|^\W*(?:strong|weak)\s*[:(–-]"
)
"""In prose ``strong`` and ``weak`` are said of anything: ``a strong correlation``."""
_OF_SIZES: Final = {
    "strong": Pattern(
        r"(?i)\b(?:fixed|constant)[ -]size[sd]?[ -](?:scal|speed-?up)|\bamdahl\s+scal"
        r"|\b(?:fixed|constant)\s+(?:total|global)\s+(?:problem|size|work|batch)\b"
        r"|^\W*(?:fixed|constant)[ -](?:problem[ -])?size\W*(?:\.\w+)?$"
    ),
    "weak": Pattern(
        r"(?i)\bgustafson\s+scal|^\W*(?:scaled[ -]speed-?up\W*)?gustafson\W*$|\biso-?granular"
        r"|\bmemory[ -](?:constrained|bound(?:ed)?)\s+scal|^\W*scaled[ -]speed-?ups?\b"
        r"|\bscaled?[ -]size[sd]?[ -]?(?:scal|speed-?up)"
        r"|^\W*scaled[ -](?:problem[ -])?size\W*(?:\.\w+)?$"
    ),
}
"""Other names of the two, by what becomes of the problem."""
_ELSEWHERE: Final = {
    "strong": Pattern(r"(?i)\b(?:stark|fort|fuerte)(?:e[nrs]?)?\b|\bсильн|[强強]|강한"),
    "weak": Pattern(r"(?i)\b(?:schwache?[nrs]?|faible|d[eé]bil|frac[ao]|debole)\b|\bслаб|弱|약한"),
}
"""In the languages of headings: of scaling only beside a word for it."""
_SCALING = Pattern(
    r"(?i)\b(?:\w*skalier|scalab|e[sx]cala|scaling|extensibilit|масштабир)"
    r"|扩展|擴展|スケーリング|스케일|확장"
)
_TITLE = Pattern(r"\W*(?:\w+\s+){0,2}\w+\s*(?:[(:–-]|\Z)")
"""How a title begins, of which the rest says more: ``Schwache Skalierung (1 Mio. Zellen)``."""
SHARE: Final = (
    r"(?:size|(?:work)?load|work|cells|points|elements|atoms|particles|volume|grid|dofs?|unknowns"
    r"|degrees of freedom|zones|sites|molecules)"
)
_PER: Final = (
    rf"{SHARE}\s+(?:per|on each|for each|on every|for every)\s+(?:mpi[\s-]+)?(?:{'|'.join(NOUNS)})"
)
CONSTANT: Final = r"(?:constant|fixed|(?:the )?same|equal|unchanged)"
_PER_PART = Pattern(
    rf"(?i)\b{_PER}\b[\s:(=]+(?:(?:is|was|kept|held|stays|remains|being)\s+){{0,2}}{CONSTANT}\b"
    rf"|\b{CONSTANT}\s+(?:(?:local|problem|total|number\s+of)\s+)?{_PER}\b"
    rf"|\b{CONSTANT}\s+local\s+(?:problem\s+)?{SHARE}\b"
    rf"|\b(?:{SHARE}|problem)\s+(?:(?:is|was)\s+)?(?:grows?|scales?|scaled|increase[sd]?|doubled|doubles"
    r"|proportional)\s+(?:linearly\s+|proportionally\s+|in\s+proportion\s+)?(?:with|to)\s+"
    r"(?:(?:the|each|every|number|doubling|of)\s+){0,4}"
    rf"(?:{'|'.join(NOUNS)})\b"
    rf"|\b(?:doubl|increas|grow|scal)(?:es?|ed|ing)?\s+(?:the\s+)?(?:(?:problem|total|global)\s+)?{SHARE}"
    rf"\s+(?:with|when|as|whenever|along\s+with)\b.*\b(?:{'|'.join(NOUNS)})\b"
)
"""``Fixed work per GPU``, ``problem size per rank is kept constant``, ``scaled with the nodes``."""
_AMOUNT: Final = r"\d[\d.,^x×*]*(?:e[+-]?\d+)?(?:\s*(?:[kMG]|thousand|million|billion))?"
_GRID: Final = r"\d+(?:\s*[x×]\s*\d+){1,2}|\d+\^[23]"
_AMOUNT_PER_PART = Pattern(
    rf"(?i)(?:.*[,:;(–-]\s*)?(?:(?:{_AMOUNT}\s+(?:(?:grid|lattice)\s+)?{SHARE}"
    rf"|(?:{SHARE}\s+of\s+)?(?:{_GRID})|{_AMOUNT}\s*[GMT]i?B\s+of\s+data)\s*(?:per\s|/)\s*"
    rf"(?P<part>[a-z]+)|(?:local\s+|problem\s+)?{SHARE}\s*(?:per\s|/)\s*(?P<other>[a-z]+)\s*[:=]\s*"
    rf"(?:{_GRID}|{_AMOUNT})|each\s+(?:mpi\s+)?(?P<each>[a-z]+)\s+(?:has|holds|gets|owns|handles|computes"
    rf"|solves|simulates|works\s+on)\s+(?:an?\s+)?(?:(?:{_GRID}|{_AMOUNT})\s+(?:(?:grid|lattice)\s+)?{SHARE}"
    rf"|(?:{_GRID})\s+(?:box|cube|domain|mesh|block|problem|lattice))"
    rf"|(?P<local>local)\s+(?:problem\s+)?(?:{SHARE}|problem|domain|mesh|box)\s*[:=]?\s*(?:{_GRID}|[:=]\s*{_AMOUNT}))\W*"
)
"""``1M cells per node``, ``size per rank: 64x64x64``: as a title, or what ends one."""
_NOT_HERE = Pattern(
    r"(?i)\b(?:elsewhere|future work|(?:is|are|was|were) (?:left|not|no)"
    r"|not (?:shown|done|yet|included))\b"
)
"""What a text says of a study that stands in another place, or nowhere."""
_MAY_SAY = Pattern(rf"(?i)\b(?:strong|weak)(?:ly)?[\s_-]*scal|\b(?:{SHARE})\b")
_LONGEST: Final = 200
_WHOLE_TEXT: Final = 2_000
"""Characters of prose in which it is looked for."""


@lru_cache(maxsize=1024)
def kind_of_scaling(text: str) -> str | None:
    """Return ``strong`` or ``weak`` where a text says one of them; ``None`` of both or neither."""
    text = text[:_WHOLE_TEXT].replace("_", " ")
    if _NOT_HERE.search(text):
        return None
    if _PER_PART.search(text):
        return "weak"
    is_sentence = _SENTENCE.match(text) is not None
    if is_sentence and not _IN_SENTENCE.search(text):
        title = _TITLE.match(text)
        if title is None or not _SCALING.search(title[0]):
            return None
        text = title[0]
    kinds = {match.lower() for match in _KIND.findall(text)}
    kinds |= {kind for kind, said in _OF_SIZES.items() if said.search(text)}
    if not kinds and _SCALING.search(text):
        kinds = {kind for kind, said in _ELSEWHERE.items() if said.search(text)}
    return kinds.pop() if len(kinds) == 1 else None


def said_of_scaling(lines: Iterable[str]) -> list[str]:
    """Return the first of ``lines`` of an output that says how it scales, if all agree that do.

    Prose and titles alike; of what says no more than ``weak`` nothing is known.
    """
    said = {
        kind: line.strip()
        for line in reversed([*lines])
        if len(line) <= _LONGEST
        and _MAY_SAY.search(line)
        and (kind := kind_of_scaling(line.strip()))
    }
    return [*said.values()] if len(said) == 1 else []


def part_with_amount(text: str) -> str | None:
    """Return the part that a title gives so much work each, ``""`` of any: ``1M cells per node``.

    ``None`` where it says no such thing, or says of which kind the scaling is.
    """
    told = "per" in text or "/" in text or "each" in text.lower() or "local" in text.lower()
    found = _AMOUNT_PER_PART.fullmatch(text) if told and len(text) <= _LONGEST else None
    if found is None or _KIND.search(text):
        return None
    if not found["each"] and _SENTENCE.match(text):
        return None
    return found["part"] or found["other"] or found["each"] or ""

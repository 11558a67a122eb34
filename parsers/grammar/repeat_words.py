"""How people call the repeats of one run, in the singular."""

from __future__ import annotations

from typing import Final

from parsers.grammar.patterns import Pattern

REPEAT_WORDS: Final = ("run", "trial", "rep", "repeat", "repetition", "attempt", "replicate", "try")
"""What says it wherever it stands."""
MAY_BE_REPEATS: Final = (
    *("round", "pass", "test", "sample", "measurement", "experiment"),
    *("replica", "it", "iter", "iteration", "r"),
)
"""What says it in some places, and something else in others."""
REPEAT: Final = "|".join(REPEAT_WORDS)
"""These as alternatives of a regular expression."""
_ORDINAL = Pattern(
    rf"(?i)\b(?P<number>\d{{1,3}})(?:st|nd|rd|th)(?![^\W_])(?:[\s_]+(?:{REPEAT})\b)?"
)


_NUMBERED_ABROAD = Pattern(
    r"第\s?(?P<before>\d{1,3})\s?[次回轮輪](?:运行|執行|执行|実行|测试|測試|実験|实验|試行)?"
    r"|(?<![\w.,])(?P<behind>\d{1,3})\s?(?:回目|회차)"
)


def with_number_behind(text: str) -> str:
    """Return ``run 2`` for ``2nd``, ``2nd run``, ``第2次`` and ``2回目``."""
    text = _NUMBERED_ABROAD.sub(lambda found: f"run {found['before'] or found['behind']}", text)
    return _ORDINAL.sub(r"run \g<number>", text)

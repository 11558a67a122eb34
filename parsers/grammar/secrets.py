"""What no record may hold: environments, keys and passwords, by the names that they go by."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = (
    r"(?:token|secret|passw(?:or)?d|credentials?|(?:api|access|private|auth|secret)[_-]?key)"
)
_PARTS: Final = ("token", "secret", "passw", "credential", "key")
"""One stands in each of the words: what has none need not be searched for them."""
_NAME: Final = re.compile(rf"(?:^|[_.-]){_WORDS}\Z", re.I)
_GIVEN: Final = re.compile(
    rf"(?P<name>(?<![\w-])(?:--[\w-]*{_WORDS} +(?!-)|[\w-]*{_WORDS}=['\"]?))"
    r"(?!\d+\b)[^\s'\"]{8,}",
    re.I,
)
GIVEN_IN_POLARS: Final = rf"(?i:{_WORDS})[= ]['\"]?\S{{8}}"
"""Whatever ``without_values`` changes matches this, and little else."""


def names_secret(name: str) -> bool:
    """Whether ``name`` is that of a key or a password: ``HF_TOKEN``, ``apiKey``, ``passwd``."""
    return _NAME.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)) is not None


def without_values(text: str) -> str:
    """Return a command without the keys that it gives: ``HF_TOKEN=... ./app --api-key ...``.

    Numbers stay (``--max-token 4096``), as no key is one.
    """
    lower = text.lower()
    if not any(part in lower for part in _PARTS):
        return text
    return _GIVEN.sub(lambda match: f"{match['name']}...", text)

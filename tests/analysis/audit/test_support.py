"""How many claims have to follow a rule for each that does not."""

from __future__ import annotations

import pytest

from analysis.audit.support import RuleSupport


@pytest.mark.parametrize(
    ("agreeing", "departing", "usual", "plain", "beyond_doubt"),
    [
        (0, 1, False, False, False),
        (1, 2, False, False, False),
        (1, 1, True, False, False),
        (2, 1, True, True, False),
        (3, 1, True, True, True),
        (5, 2, True, True, False),
        (6, 2, True, True, True),
        (1, 0, True, False, False),
    ],
)
def test_the_claims_that_follow_are_weighed_against_those_that_do_not(
    agreeing: int, departing: int, usual: bool, plain: bool, beyond_doubt: bool
) -> None:
    support = RuleSupport(agreeing, agreeing + departing)
    assert (support.is_usual, support.is_plain) == (usual, plain)
    assert support.is_beyond_doubt is beyond_doubt

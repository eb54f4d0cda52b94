"""Which rule each misconception fails."""

from __future__ import annotations

from derivquiz.decks.library import Library
from derivquiz.folders import shipped
from derivquiz.maths.diagnosing.malrule_table import MALRULES
from derivquiz.memory.order import is_of_rule
from derivquiz.sitting import remedies


def test_a_rule_that_a_misconception_fails_is_drilled_by_a_shipped_template() -> None:
    rules = {template.rule for deck in Library.open([shipped()]).decks for template in deck.templates}
    known = [slug for slug in MALRULES if remedies.words(slug)]
    assert len(known) > 60
    assert not [slug for slug in known if not any(is_of_rule(rule, remedies.words(slug)) for rule in rules)]


def test_a_slip_that_is_no_rules_in_particular_brings_nothing_back() -> None:
    assert remedies.words("sign-flipped") == remedies.words("no-such-slug") == ()

"""Mutants that no test can fail on: the module, a part of the line, the change as it is printed, and why nothing changes."""

from __future__ import annotations

EQUIVALENT: tuple[tuple[str, str, str, str], ...] = (
    ("", "strict=True", "True  →  False", "what is zipped there always has one length"),
    ("maths/", "return False", "return False  →  return None", "nothing but its truth is asked"),
    ("maths/", "[0] if len(", "0  →  -1", "the first of one is its last"),
    ("reading/reader.py", "rows[0] + more[0]", "0  →  -1", "the first of one is its last"),
    ("reading/reader.py", "if len(same) > 1", "1  →  0", "the reading with one place changed is there already"),
    (
        "reading/reader.py",
        "if len(same) > 1",
        "len(same) > 1  →  len(same) >= 1",
        "the reading with one place changed is there already",
    ),
    ("reading/lexing.py", "i, spaced = 0, False", "False  →  True", "a blank parts two signs, and before the first stands none"),
    ("reading/lexing.py", 'Token("end"', "1  →  0", "nobody asks where the end ends"),
    ("reading/lexing.py", 'Token("end"', "1  →  2", "nobody asks where the end ends"),
    (
        "reading/lists.py",
        "while i < end:",
        "i < end  →  i <= end",
        "what stands at the end closes, and neither parts nor compares",
    ),
    (
        "reading/vocabulary.py",
        "letters = {name for",
        "meaning.kind == 'name' and len(name) == 1  →  meaning.kind == 'name' or len(name) == 1",
        "no function is called as another is behind a letter that is known anyway",
    ),
    ("reading/unknown.py", "range(1, len(rest))", "1  →  0", "all of the rest is no name, or it would be none"),
    (
        "marking/equality.py",
        "return Finding.NOTHING",
        "return Finding.NOTHING  →  return None",
        "no search asks for a point that says nothing",
    ),
    ("marking/equality.py", "self.sharp = MOST_SHARP if", "0  →  1", "bits are counted by thousands"),
    ("marking/equality.py", "self.sharp = MOST_SHARP if", "0  →  -1", "bits are counted by thousands"),
    ("marking/equality.py", "CLIMB[-1], ", "-1  →  1", "the last of two is the second"),
    (
        "marking/equality.py",
        "PLAIN_DENOMINATOR = 1000",
        "1000  →  1001",
        "friendly points have denominators to 2, random ones of six digits",
    ),
    (
        "marking/equality.py",
        "PLAIN_DENOMINATOR = 1000",
        "1000  →  999",
        "friendly points have denominators to 2, random ones of six digits",
    ),
    (
        "marking/equality.py",
        "at.denominator > PLAIN_DENOMINATOR",
        "at.denominator > PLAIN_DENOMINATOR  →  at.denominator >= PLAIN_DENOMINATOR",
        "friendly points have denominators to 2, random ones of six digits",
    ),
    ("memory/scheduler.py", "elapsed = 0 if memory is None", "0  →  1", "FSRS asks for no interval before the first review"),
    ("memory/scheduler.py", "days = [reviews[0][1] if", "0  →  -1", "FSRS asks for no interval before the first review"),
    ("memory/scheduler.py", "days = [reviews[0][1] if", "1  →  0", "FSRS asks for no interval before the first review"),
    (
        "memory/scheduler.py",
        "if interval > start:",
        "interval > start  →  interval >= start",
        "at the start itself nothing is added",
    ),
    (
        "memory/scheduler.py",
        "least - _SLACK <= weight",
        "least - _SLACK <= weight <= most + _SLACK  →  least - _SLACK < weight <= most + _SLACK",
        "the slack stands for rounding errors far smaller than itself",
    ),
    (
        "memory/scheduler.py",
        "least - _SLACK <= weight",
        "least - _SLACK <= weight <= most + _SLACK  →  least - _SLACK <= weight < most + _SLACK",
        "the slack stands for rounding errors far smaller than itself",
    ),
)

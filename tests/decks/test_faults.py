"""One reading of a deck file tells all its faults, each once and where it stands, and none that only follows from another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivquiz.decks import toml
from derivquiz.decks.faults import MOST, faults
from derivquiz.errors import DeckError

HEAD = 'format = 1\nid = "mine"\ntitle = "Mine"\n'
GOOD = '[[template]]\nid = "power"\ntitle = "A power"\nkind = "formula"\nrule = "power"\nfunction = "x^3"\n'


def told(folder: Path, text: str) -> list[tuple[int | None, str]]:
    file = folder / "deck.toml"
    file.write_text(text)
    return [(error.line, error.key) for error in faults(file).errors]


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    deck = (
        'format = 1\nid = "My Deck"\ntitel = "Mine"\n'
        '[[template]]\nid = "power"\ntitle = ""\nkind = "formula"\nrule = "Power Rule"\nfunction = "x^3"\nchoices = ["a"]\n'
        '[[template]]\nid = "power"\ntitle = "Again"\nkind = "valu"\nrule = "sum"\nlesson = 3\nfunction = "x^2"\n'
        '[[template]]\nid = "third"\nkind = "value"\nfunctoin = "x^2"\nrule = "sum"\n'
    )
    assert sorted(told(tmp_path, deck), key=lambda one: (one[0] or 0, one[1])) == [
        (2, "id"),
        (3, "titel"),
        (6, "template.title"),
        (8, "template.rule"),
        (10, "template.choices"),
        (12, "template.id"),
        (14, "template.kind"),
        (16, "template.lesson"),
        (18, "template"),
        (18, "template"),
        (21, "template.functoin"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        'parameters = { n = "3..x" }\nprompt = "Differentiate {n} and {m}."',
        'variables = "2"\nat = "q"',
        'given = { 3 = "x" }\nform = "given"',
        "let = 5",
    ],
)
def test_nothing_is_told_that_follows_from_a_fault(tmp_path: Path, line: str) -> None:
    assert len(told(tmp_path, f"{HEAD}{GOOD}{line}\n")) == 1


def test_a_misspelt_key_is_read_on_as_what_it_is_meant_to_be(tmp_path: Path) -> None:
    misspelt = GOOD.replace("title = ", "titel = ").replace("rule = ", "rul = ").replace('"A power"', '""')
    assert told(tmp_path, HEAD + misspelt) == [(6, "template.titel"), (8, "template.rul"), (4, "template.title")]


def test_the_templates_without_a_fault_are_left(tmp_path: Path) -> None:
    file = tmp_path / "deck.toml"
    file.write_text(HEAD + GOOD + GOOD.replace('"power"\ntitle', '"other"\ntitle').replace('kind = "formula"', 'kind = "x"'))
    found = faults(file)
    assert len(found.errors) == 1
    assert found.sound is not None
    assert [template.id for template in found.sound.templates] == ["power"]


def test_a_sound_deck_has_no_fault_and_what_is_no_toml_has_one(tmp_path: Path) -> None:
    assert told(tmp_path, HEAD + GOOD) == []
    assert told(tmp_path, "format = \nid") == [(1, "")]
    assert told(tmp_path, "format = 9\n") == [(1, "format")]
    assert len(told(tmp_path, HEAD)) == 1


def test_a_file_that_is_wrong_throughout_is_told_so_often_and_no_more(tmp_path: Path) -> None:
    assert len(told(tmp_path, HEAD + GOOD + "".join(f"wrong{n} = {n}\n" for n in range(2 * MOST)))) == MOST


_LINES = st.sampled_from((HEAD + GOOD + GOOD.replace("power", "sum")).splitlines())
_WRONG = st.sampled_from(
    [
        "id = 3",
        'kind = "value"',
        'at = { y = "1" }',
        "x = 1",
        'title = ""',
        'variables = ["x", "x"]',
        "[template.parameters]",
        "[[template]]",
    ]
)


@given(st.lists(st.one_of(_LINES, _WRONG), max_size=14))
@settings(max_examples=60, deadline=None)
def test_of_any_file_the_first_fault_is_that_of_reading_it(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    file = tmp_path_factory.mktemp("decks") / "deck.toml"
    file.write_text(HEAD + "\n".join(lines))
    found = faults(file).errors
    first: str | None = None
    try:
        toml.load(file)
    except DeckError as error:
        first = str(error)
    assert (str(found[0]) if found else None) == first
    assert len(set(map(str, found))) == len(found) <= MOST

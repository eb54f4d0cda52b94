"""Keys in sentences: each is called by what is bound to it now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import derivquiz.tui
from derivquiz.settings import Settings
from derivquiz.tui.key_names import KEY, spoken, worded
from derivquiz.tui.widgets.plain import Plain
from tests.tui.fakes import FakeGame
from tests.tui.frames import answer, frame, game_app, press, rest

WRONG = "4(3x^2+1)^3"
SENTENCES = [
    found
    for file in Path(derivquiz.tui.__file__).parent.rglob("*.py")
    for found in KEY.findall(file.read_text(encoding="utf-8").replace("{{", "{").replace("}}", "}"))
    if file.name != "key_names.py" or found[0] != "drill.hint"
]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("f2", "F2"),
        ("ctrl+g", "Ctrl+G"),
        ("shift+tab", "Shift+Tab"),
        ("enter,space", "Enter"),
        ("p", "p"),
        ("up", "↑"),
        ("ctrl+up", "Ctrl+↑"),
        ("question_mark", "?"),
    ],
)
def test_a_key_is_called_as_it_stands_on_the_keyboard(key: str, name: str) -> None:
    assert spoken(key) == name


def test_every_key_in_a_sentence_is_that_of_a_binding() -> None:
    bound = {binding.id: binding.key.split(",") for binding in game_app(FakeGame()).every_binding()}
    assert len(SENTENCES) > 20
    for name, key in SENTENCES:
        assert key in bound[name], name


def test_no_sentence_names_a_key_but_by_its_binding() -> None:
    """Quoted words alone: Settings' own Enter and Escape can't be bound anew."""
    said = re.compile(r'"[^"\n]*\b(?:F\d|Ctrl\+|Tab\b|Enter\b|Escape\b)[^"\n]*"')
    found = [
        (file.name, line)
        for file in Path(derivquiz.tui.__file__).parent.rglob("*.py")
        for line in said.findall(re.sub(r'""".*?"""', "", file.read_text(encoding="utf-8"), flags=re.DOTALL))
        if file.name not in {"key_names.py", "settings.py"}
    ]
    assert not found


async def test_the_drill_names_the_keys_that_were_chosen() -> None:
    game = FakeGame()
    game.settings.change(Settings(keys={"drill.reveal": "ctrl+o", "answer.next": "f10", "drill.steps": "ctrl+o"}))
    app = game_app(game, focus="rules")
    async with app.run_test() as pilot:
        await rest(pilot)
        await answer(pilot, WRONG)
        await rest(pilot)
        assert "Ctrl+O shows the answer." in frame(app)
        await press(pilot, "ctrl+o")
        await rest(pilot)
        assert "F10 goes on" in frame(app)
        assert "Enter" not in frame(app)


async def test_a_text_that_is_not_ours_is_no_sentence_with_keys() -> None:
    app = game_app(FakeGame())
    async with app.run_test() as pilot:
        await rest(pilot)
        notice = app.screen.query_one("#notice", Plain)
        notice.say("{drill.reveal=f2}")
        assert notice.text == "{drill.reveal=f2}"
        assert worded(notice, "{no braces}") == "{no braces}"

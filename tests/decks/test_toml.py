import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derivquiz.decks import toml
from derivquiz.decks.deck import Deck, Level, Parameter
from derivquiz.errors import DeckError
from tests.pace import units

HEAD = 'format = 1\nid = "mine"\ntitle = "Mine"\n'
PLAIN = '[[template]]\nid = "power"\ntitle = "A power"\nkind = "formula"\nrule = "power"\nfunction = "x^n"\n'


def load(tmp_path: Path, text: str | bytes) -> Deck:
    file = tmp_path / "mine.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return toml.load(file)


def refuse(tmp_path: Path, text: str | bytes) -> DeckError:
    with pytest.raises(DeckError) as caught:
        load(tmp_path, text)
    assert caught.value.file == tmp_path / "mine.toml"
    return caught.value


def test_a_plain_deck_is_read_with_its_defaults(tmp_path: Path) -> None:
    deck = load(tmp_path, HEAD + PLAIN + 'parameters = { n = "2..4", c = [1, 0.5, "pi"] }\n')
    (template,) = deck.templates
    assert (deck.id, deck.title, deck.about, deck.file.name) == ("mine", "Mine", "", "mine.toml")
    assert (template.variables, template.wrt, template.order, template.places) == (("x",), ("x",), 1, None)
    assert {p.name: p.values for p in template.parameters} == {"n": ("2", "3", "4"), "c": ("1", "0.5", "pi")}
    assert (template.functions, template.prompts, template.conventions, template.revision) == (("x^n",), (), ("",), 1)
    assert template.line == 4
    assert deck.key(template) == "mine/power"


def test_parameters_may_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    deck = load(tmp_path, HEAD + PLAIN + '[template.parameters]\nn = "2..4"\n')
    assert deck.templates[0].parameters[0].values == ("2", "3", "4")


def test_a_level_narrows_parameters_and_functions(tmp_path: Path) -> None:
    body = PLAIN.replace('"x^n"', '["x^n", "c x^n"]') + 'parameters = { n = "2..9", c = "2..9" }\n'
    (template,) = load(tmp_path, HEAD + body + 'levels = [{ function = 1, n = "2..4" }, {}]\n').templates
    first, second = template.levels
    assert first == Level((Parameter("n", ("2", "3", "4")),), (0,))
    assert second == Level()


def test_a_prerequisite_without_a_deck_is_one_of_the_same_deck(tmp_path: Path) -> None:
    deck = load(tmp_path, HEAD + PLAIN + 'requires = ["sum", "rules/root"]\n')
    assert deck.templates[0].requires == ("mine/sum", "rules/root")


def test_an_edit_changes_the_hash_and_nothing_else_does(tmp_path: Path) -> None:
    first, again, edited = (load(tmp_path, HEAD + PLAIN + line).templates[0] for line in ("", "# a comment\n", "revision = 2\n"))
    assert first.hash == again.hash != edited.hash


VALUE = PLAIN.replace('"formula"', '"value"') + "at = 2\n"
CHOICE = PLAIN.replace('"formula"', '"choice"')

MISTAKES = {
    "an unknown key": (PLAIN + 'paramters = { n = "2..9" }', 10, "template.paramters", "'parameters'"),
    "an unknown key of the deck": ("tittle = 2\n" + PLAIN, 4, "tittle", "'title'"),
    "a kind that isn't": (PLAIN.replace('"formula"', '"formulas"'), 7, "template.kind", "'formula'"),
    "no kind": (PLAIN.replace("kind", "#"), 4, "template", "formula"),
    "no function": (PLAIN.replace("function", "#"), 4, "template", ""),
    "a number for a text": (PLAIN.replace('"A power"', "3"), 6, "template.title", "quotes"),
    "a text for a number": (VALUE + 'places = "3"', 11, "template.places", "whole number"),
    "a truth value for a number": (VALUE + "places = true", 11, "template.places", "whole number"),
    "too many places": (VALUE + "places = 100", 11, "template.places", "1 to 12"),
    "a level of a function that isn't": (
        PLAIN + 'levels = [{ function = "1..2" }]',
        10,
        "template.levels.function",
        "1 functions",
    ),
    "a level of a parameter that isn't": (PLAIN + "levels = [{ n = 2 }]", 10, "template.levels.n", "function"),
    "a level beyond the ranges": (PLAIN + "parameters = { n = 2 }\nlevels = [{ n = 3 }]", 11, "template.levels.n", "a part of"),
    "a let of a name that is taken": (PLAIN + 'parameters = { n = 2 }\nlet = { n = "3" }', 11, "template.let.n", "neither"),
    "answers for other functions": (
        CHOICE + 'choices = ["a", "b"]\nexpected = ["a", "b"]',
        11,
        "template.expected",
        "1 functions",
    ),
    "an answer that is no text": (CHOICE + 'choices = ["a", "b"]\nexpected = [3]', 11, "template.expected", "write"),
    "a condition that is no text": (CHOICE + 'choices = ["a", "b"]\nexpected = { a = true }', 11, "template.expected.a", ""),
    "a date": (PLAIN + "lesson = 2024-01-01", 10, "template.lesson", "quotes"),
    "a bad id": (PLAIN.replace('"power"\ntitle', '"A Power"\ntitle'), 5, "template.id", "a-power"),
    "an id twice": (PLAIN + PLAIN, 11, "template.id", "line 4"),
    "an alias that is taken": (PLAIN + 'aliases = ["power"]', 10, "template.aliases", "line 4"),
    "an empty range": (PLAIN + 'parameters = { n = "2..3 except 2..3" }', 10, "template.parameters.n", "lower end"),
    "a range that runs down": (PLAIN + '[template.parameters]\nn = "9..2"', 11, "template.parameters.n", '"2..9"'),
    "a range of nothing": (PLAIN + '[template.parameters]\nn = "two"', 11, "template.parameters.n", "2..9"),
    "an empty array": (PLAIN + "parameters = { n = [] }", 10, "template.parameters.n", "at least one"),
    "too many values": (PLAIN + 'parameters = { n = "1..9999" }', 10, "template.parameters.n", "shorter"),
    "a value twice": (PLAIN + "parameters = { n = [2, 2] }", 10, "template.parameters.n", "once"),
    "a huge number": (PLAIN + "parameters = { n = [10000000] }", 10, "template.parameters.n", ""),
    "a point that is no number": (PLAIN.replace("formula", "value") + "at = nan", 10, "template.at", ""),
    "an infinite number": (PLAIN + "parameters = { n = [inf] }", 10, "template.parameters.n", ""),
    "a parameter that is a variable": (PLAIN + "parameters = { x = [2] }", 10, "template.parameters.x", "letter"),
    "a parameter called e": (PLAIN + "parameters = { e = [2] }", 10, "template.parameters.e", "letter"),
    "a long name": (PLAIN + "parameters = { weight = [2] }", 10, "template.parameters.weight", "letter"),
    "a key below the parameters": (
        PLAIN + '[template.parameters]\nn = [2]\nwhere = "a != b"',
        12,
        "template.parameters.where",
        "above",
    ),
    "a value without a point": (VALUE.replace("at = 2", ""), 4, "template", "at = 2"),
    "a point of a formula": (PLAIN + "at = 2", 10, "template.at", "leave"),
    "a point of too few": (VALUE.replace("x^n", "x y") + 'variables = ["x", "y"]\nwrt = "x"', 10, "template.at", "y ="),
    "a point of another letter": (VALUE.replace("at = 2", "at = { y = 2 }"), 10, "template.at.y", "known"),
    "a formula in two variables": (PLAIN + 'variables = ["x", "y"]', 4, "template.wrt", "gradient"),
    "a variable that isn't one": (PLAIN + 'wrt = "y"', 10, "template.wrt", "known"),
    "a placeholder that isn't": (PLAIN + 'prompt = "Take {b}."', 10, "template.prompt", "known"),
    "a single brace": (PLAIN + 'prompt = "Take {b."', 10, "template.prompt", "parameter"),
    "a placeholder that reaches inside": (PLAIN + 'prompt = "{x.__class__}"', 10, "template.prompt", "known"),
    "one choice in a table": (CHOICE + 'choices = { a = "it rises" }', 10, "template.choices", "two"),
    "a choice that says no text": (CHOICE + 'choices = { a = "it rises", b = 3 }', 10, "template.choices.b", "says"),
    "a choice that says nothing": (CHOICE + 'choices = { a = "it rises", b = " " }', 10, "template.choices.b", "write"),
    "one choice": (CHOICE + 'choices = ["0"]', 10, "template.choices", "two"),
    "no choices": (CHOICE, 4, "template", ""),
    "a form that isn't": (PLAIN + 'form = "factorised"', 10, "template.form", "'factored'"),
    "a form without a name": (PLAIN + 'form = "given"', 10, "template.form", "given ="),
    "a control character": (PLAIN + 'lesson = "a\\u001b[2Jb"', 10, "template.lesson", "remove"),
    "a turned text": (PLAIN + 'lesson = "a\\u202eb"', 10, "template.lesson", "remove"),
    "a long text": (PLAIN + f'prompt = "{"x" * 500}"', 10, "template.prompt", "400"),
    "an empty text": (PLAIN + 'lesson = " "', 10, "template.lesson", "leave"),
    "templates as a table": ('[template]\nid = "power"', 4, "template", "[[template]]"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_at_its_line_with_its_key_and_what_would_be_right(tmp_path: Path, name: str) -> None:
    body, line, key, hint = MISTAKES[name]
    error = refuse(tmp_path, HEAD + body)
    assert (error.line, error.key) == (line, key), str(error)
    assert error.message
    assert hint in error.hint, str(error)
    assert "None" not in str(error)


def test_a_deck_without_a_format_or_of_a_later_one_is_refused(tmp_path: Path) -> None:
    assert "format = 1" in refuse(tmp_path, 'id = "a"').hint
    assert "update" in refuse(tmp_path, HEAD.replace("= 1", "= 2") + PLAIN).hint


def test_a_deck_without_templates_is_refused(tmp_path: Path) -> None:
    assert "[[template]]" in refuse(tmp_path, HEAD).hint


def test_what_is_not_toml_is_refused_at_its_line_and_column(tmp_path: Path) -> None:
    error = refuse(tmp_path, HEAD + "title = \n")
    assert (error.line, error.column) == (4, 9)
    assert "TOML" in error.message


def test_what_is_not_text_is_refused_at_its_line(tmp_path: Path) -> None:
    error = refuse(tmp_path, HEAD.encode() + b'about = "\xff"\n')
    assert error.line == 4
    assert "UTF-8" in error.message


def test_a_file_that_is_too_large_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    body = b"#" * 50_000_000
    assert units(lambda: refuse(tmp_path, body)) < 200
    assert "1 MB" in refuse(tmp_path, body).message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(DeckError, match="file"):
        toml.load(tmp_path / "mine.toml")
    with pytest.raises(DeckError):
        toml.load(tmp_path / "none.toml")


HOSTILE = {
    "nested arrays": "a = " + "[" * 100_000,
    "nested tables": "a = " + "{a = " * 100_000,
    "a long integer": "a = " + "9" * 500_000,
    "a long decimal": "a = 1." + "9" * 500_000,
    "a huge power of ten": "a = 1e999999999",
    "a dotted key": "a" + ".a" * 400_000 + " = 1",
    "a dotted key in quotes": '"a b"' + ' . "a b"' * 100_000 + " = 1",
    "a dotted key inside": "x = { a" + ".a" * 400_000 + " = 1 }",
    "a dotted header": "[a" + ".a" * 400_000 + "]",
    "a long word": "a" * 900_000,
    "an open quote": '"' * 900_000,
    "quotes of both kinds": "'\"" * 450_000,
    "tables without end": "[[template]]\n" * 70_000,
    "keys without end": "".join(f"a{n} = 1\n" for n in range(80_000)),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_toml_is_refused_at_once(tmp_path: Path, body: str) -> None:
    assert units(lambda: refuse(tmp_path, HEAD + body)) < 1000


def test_too_many_templates_are_refused(tmp_path: Path) -> None:
    body = "".join(PLAIN.replace('"power"\ntitle', f'"power-{number}"\ntitle') for number in range(1001))
    assert "1000" in refuse(tmp_path, HEAD + body).hint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_spoiled_deck_is_read_or_refused_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    text = HEAD + VALUE + 'where = ["a != c"]\nparameters = { n = "2..9" }\n'
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 9)))
    put = data.draw(st.text('"[]{}=\n\\#.,ax1-', max_size=5))
    with contextlib.suppress(DeckError):
        load(tmp_path, text[:start] + put + text[end:])

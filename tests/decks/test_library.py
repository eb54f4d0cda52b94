import subprocess
import sys
from pathlib import Path

import pytest

from derivquiz.decks.library import Library
from derivquiz.errors import UnknownCardError, UnknownDeckError
from derivquiz.folders import shipped

DECK = """format = 1
id = "{id}"
title = "A deck"
[[template]]
id = "power"
title = "A power"
kind = "formula"
rule = "power"
function = "x^3"
aliases = ["old-power"]
"""


def write(folder: Path, name: str, deck_id: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(DECK.format(id=deck_id))
    return path


def test_a_broken_file_stops_no_other(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "first")
    (tmp_path / "b.toml").write_text("format = ")
    write(tmp_path, "c.toml", "third")
    library = Library.open([tmp_path])
    assert [deck.id for deck in library.decks] == ["first", "third"]
    assert [error.file for error in library.errors] == [tmp_path / "b.toml"]


def test_an_id_that_two_files_claim_is_refused_naming_both(tmp_path: Path) -> None:
    one, two = write(tmp_path / "here", "a.toml", "same"), write(tmp_path / "there", "b.toml", "same")
    other = write(tmp_path / "there", "c.toml", "other")
    library = Library.open([tmp_path / "here", tmp_path / "there"])
    assert [deck.file for deck in library.decks] == [other]
    assert len(library.errors) == 2
    for error in library.errors:
        assert str(one) in str(error)
        assert str(two) in str(error)


def test_decks_stand_in_the_order_of_their_positions_then_of_their_files(tmp_path: Path) -> None:
    for name, position in (("a", ""), ("b", "position = 2\n"), ("c", "position = 1\n"), ("d", "")):
        path = write(tmp_path, f"{name}.toml", name)
        path.write_text(position + path.read_text())
    assert [deck.id for deck in Library.open([tmp_path]).decks] == ["c", "b", "a", "d"]


def test_a_file_that_is_reached_twice_is_one_deck(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "same")
    library = Library.open([tmp_path, tmp_path])
    assert len(library.decks) == 1
    assert library.errors == ()


def test_a_folder_that_is_missing_holds_no_decks(tmp_path: Path) -> None:
    assert Library.open([tmp_path / "none"]) == Library(())


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / ".hidden.toml").write_text("hello")
    assert Library.open([tmp_path]) == Library(())


def test_an_unknown_deck_names_those_that_exist_and_the_nearest() -> None:
    with pytest.raises(UnknownDeckError) as caught:
        Library.open([shipped()]).find("chains")
    assert "did you mean chain?" in str(caught.value)
    assert "meaning, rules, chain, activations, partials" in str(caught.value)


def test_a_template_is_found_by_its_key_and_by_a_former_one(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "first")
    library = Library.open([tmp_path])
    assert library.template("first/power") == library.template("first/old-power")
    for card, would in (
        ("first/pwer", "did you mean first/power"),
        ("power", "did you mean first/power"),
        ("xyz", "called deck/template"),
        ("", "such as chain/"),
    ):
        with pytest.raises(UnknownCardError, match=would):
            library.template(card)


def test_reading_decks_loads_no_maths() -> None:
    code = (
        "import sys; from derivquiz.decks.library import Library; from derivquiz.folders import shipped;"
        "assert len(Library.open([shipped()]).decks) == 8;"
        "bad = [m for m in sys.modules if m.split('.')[0] in {'flint', 'sympy', 'numpy'} or m.startswith('derivquiz.maths')];"
        "sys.exit(str(bad) if bad else 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_how_far_the_reading_got_is_told_before_each_file(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.toml").write_text("not a deck", encoding="utf-8")
    told: list[tuple[int, int]] = []
    Library.open([tmp_path], told=lambda read, there: told.append((read, there)))
    assert told == [(0, 3), (1, 3), (2, 3)]

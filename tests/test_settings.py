"""The settings: what is written is read again, and what is wrong in the file is said and changes nothing."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as some

from derivquiz.choices import CHOICES, GRAINS, MOST_LEVEL, MOST_NEW
from derivquiz.cli import main
from derivquiz.errors import DataFolderError, SettingsError
from derivquiz.folders import SETTINGS
from derivquiz.game import Game
from derivquiz.memory.events import DAY_START
from derivquiz.memory.figures import NEW_A_DAY
from derivquiz.memory.scheduler import LEAST_RETENTION, MOST_RETENTION, RETENTION
from derivquiz.settings import DEFAULTS, Settings, SettingsFile, as_toml, read, write
from derivquiz.tui.configured import DARK
from derivquiz.wire import Grain
from tests.memory.worlds import Clock

names = some.text(some.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
keys = some.lists(names.filter(lambda name: "," not in name), min_size=1, max_size=3).map(",".join)
chosen = some.builds(
    Settings,
    theme=names,
    retention=some.floats(0.8, 0.97),
    new_a_day=some.integers(0, MOST_NEW),
    level=some.none() | some.integers(1, MOST_LEVEL),
    grain=some.sampled_from(GRAINS),
    animation=some.booleans(),
    day_start=some.integers(0, 23),
    keys=some.dictionaries(names, keys, max_size=4),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings") / SETTINGS


@given(chosen)
@example(DEFAULTS)
@example(Settings(theme='"\\', keys={'a"\\.b': "f1,ctrl+k"}))
def test_what_was_written_is_read_again(file: Path, settings: Settings) -> None:
    write(file, settings)
    assert read(file) == (settings, ())


@given(some.binary(max_size=200) | some.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@example(b"\xff")
@example(b"retention = 1e999")
@example(b"a" * 30_000)
@example(b"retention = " + b"[" * 5000)
@example(b"theme = 1979-05-27")
@example(b"a." * 4000 + b"a = 1")
@example(b'[keys]\n"a.b" = "\\u001b[2J"')
def test_a_file_that_is_wrong_is_said_in_sentences_and_is_left_as_it_was(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    settings, wrong = read(file)
    assert all(sentence.endswith(".") and sentence.isprintable() and SETTINGS in sentence for sentence in wrong)
    assert file.read_bytes() == data
    write(file, settings)
    assert read(file) == (settings, ())
    if not wrong:
        return
    file.write_bytes(data)
    kept = SettingsFile(file)
    kept.change(Settings(day_start=3))
    with pytest.raises(SettingsError):
        kept.save()
    assert kept.now.day_start == 3
    assert file.read_bytes() == data


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("retention = 0.99", "line 2: retention is 0.99; a number from 0.8 to 0.97 would do, and 0.9 is used."),
        ("retention = nan", "line 2: retention is NaN; a number"),
        ("retention = true", "line 2: retention is true; a number"),
        ('new_a_day = "10"', 'line 2: new_a_day is "10"; a whole number from 0 to 1000 would do, and 10 is used.'),
        ("new_a_day = true", "line 2: new_a_day is true;"),
        ("level = 0", 'line 2: level is 0; "adaptive" or a whole number from 1 to 9 would do, and "adaptive" is used.'),
        ('grain = "coarse"', '"every", "fused" or "expert" would do, and "fused" is used.'),
        ("animation = 0", "line 2: animation is 0; true or false would do, and true is used."),
        ("day_start = 24", "line 2: day_start is 24; a whole number from 0 to 23 would do, and 4 is used."),
        ("theme = [1]", 'line 2: theme is [1]; a name in quotes, such as "tokyo-night", would do'),
        ("retension = 0.9", "line 2: retension is no setting; did you mean retention."),
        ("keys = 3", "line 2: keys is 3; a table would do"),
        ('keys = { "home.sprint" = 3 }', "keys.home.sprint is 3; a key in quotes would do"),
        ("retention = ", "line 2: this is not TOML (invalid value)"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_with_what_would_do(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / SETTINGS
    file.write_text(f"# mine\n{line}\n")
    settings, (sentence,) = read(file)
    assert said in sentence
    assert settings == DEFAULTS


def test_what_is_right_beside_something_wrong_holds(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text('retention = 2\nnew_a_day = 3\n[keys]\nhome.sprint = "f10"\nhome.exam = ""\n')
    settings, wrong = read(tmp_path / SETTINGS)
    assert settings == Settings(new_a_day=3, keys={"home.sprint": "f10"})
    assert [re.search(r"line \d", sentence)[0] for sentence in wrong if "line" in sentence] == ["line 1", "line 5"]  # type: ignore[index]  # each of these has a line


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).mkdir()
    assert "no file that can be read" in read(tmp_path / SETTINGS).wrong[0]
    with pytest.raises(DataFolderError, match="can't be written"):
        write(tmp_path / SETTINGS, DEFAULTS)
    assert [path.name for path in tmp_path.iterdir()] == [SETTINGS]


def test_the_file_has_a_sentence_for_each_key() -> None:
    text = as_toml(DEFAULTS)
    for name in (one.name for one in fields(Settings)):
        assert re.search(rf"^# .+\.\n(\[{name}\]|{name} = )", text, re.MULTILINE) or name == "keys"
    assert [choice.name for choice in CHOICES] + ["keys"] == [one.name for one in fields(Settings)]


def test_the_defaults_are_those_of_the_rooms_they_are_for() -> None:
    assert (DEFAULTS.retention, DEFAULTS.new_a_day, DEFAULTS.day_start) == (RETENTION, NEW_A_DAY, DAY_START)
    assert tuple(Grain) == GRAINS
    assert DEFAULTS.theme == DARK
    offered = next(choice.values for choice in CHOICES if choice.name == "retention")
    assert (offered[0], offered[-1]) == (LEAST_RETENTION, MOST_RETENTION)


def test_what_somebody_wrote_meanwhile_stays_but_for_what_was_changed(tmp_path: Path) -> None:
    kept = SettingsFile(tmp_path / SETTINGS)
    assert kept.now == DEFAULTS
    write(tmp_path / SETTINGS, Settings(new_a_day=3))
    kept.change(Settings(theme="nord"))
    kept.save()
    assert read(tmp_path / SETTINGS).settings == Settings(theme="nord", new_a_day=3)


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).symlink_to(tmp_path / "mine.toml")
    write(tmp_path / SETTINGS, DEFAULTS)
    assert (tmp_path / SETTINGS).is_symlink()
    assert read(tmp_path / "mine.toml").settings == DEFAULTS


async def test_the_game_goes_by_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivquiz.memory.events.minutes_east", lambda _: 0)
    write(tmp_path / SETTINGS, Settings(retention=0.8, new_a_day=3, day_start=20, grain="expert"))
    game = Game(data=tmp_path, random=Random(1), wall=Clock(), clock=Clock())
    try:
        overview = await game.overview()
        assert overview.new == 3
        assert (await game.statistics()).new == 3
        assert game.store().scheduler.retention == 0.8
        assert game.session().grain is Grain.EXPERT
        early = game.store().today()
        await game.keep(Settings(retention=0.95, new_a_day=5, day_start=0))
        assert game.store().scheduler.retention == 0.95
        assert game.store().today() == early + 1
        assert (await game.overview()).new == 5
        assert game.session().grain is Grain.FUSED
    finally:
        await game.close()


async def test_what_is_wrong_in_the_file_is_said_on_home(tmp_path: Path) -> None:
    (tmp_path / SETTINGS).write_text("retention = 2\n")
    game = Game(data=tmp_path, random=Random(1), wall=Clock(), clock=Clock())
    try:
        assert "line 1: retention is 2" in (await game.overview()).notice
    finally:
        await game.close()


def test_the_command_says_what_holds_and_makes_the_file_on_request(tmp_path: Path) -> None:
    said = CliRunner().invoke(main, ["settings", "--data", str(tmp_path)])
    assert said.exit_code == 0
    assert str(tmp_path / SETTINGS) in said.output
    assert "retention = 0.9" in said.output
    assert not (tmp_path / SETTINGS).exists()
    said = CliRunner().invoke(main, ["settings", "--init", "--data", str(tmp_path)])
    assert read(tmp_path / SETTINGS) == (DEFAULTS, ())
    (tmp_path / SETTINGS).write_text("new_a_day = 7\nlevel = 10\n")
    said = CliRunner().invoke(main, ["settings", "--init", "--data", str(tmp_path)])
    assert said.exit_code == 1
    assert "new_a_day = 7" in said.output
    assert "line 2: level is 10" in said.output
    assert (tmp_path / SETTINGS).read_text() == "new_a_day = 7\nlevel = 10\n"

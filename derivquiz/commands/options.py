"""What may be said before or after any command, and how its errors are said."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivquiz.errors import DerivquizError

if TYPE_CHECKING:
    from derivquiz.decks.codes import Code
    from derivquiz.game import Game


@dataclass
class Options:
    """What was said before the command."""

    data: Path | None = None
    folders: tuple[Path, ...] = ()
    seed: int | None = None
    mix: bool = False
    plain: bool = False
    as_json: bool = False

    def game(self, code: Code | None = None) -> Game:
        """The game on the learner's data, or on the one problem of a share code; nothing is opened yet."""
        from random import Random, SystemRandom

        from derivquiz.game import Game
        from derivquiz.places import data_folder

        random = SystemRandom() if self.seed is None else Random(self.seed)  # noqa: S311  # problems are no secret
        game = Game(data=data_folder(self.data), folders=self.folders, random=random, code=code, mix=self.mix)
        click.get_current_context().call_on_close(lambda: _say(game.take_unsaid()))
        return game


class Program(click.Group):
    """All that may be typed: an error of ours becomes one sentence on standard error and exit code 1; a closed pipe is none."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """What was typed, read; the help and the version are printed here."""
        with _plainly():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """The command that was typed, run."""
        with _plainly():
            return super().invoke(ctx)


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except DerivquizError as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        if sys.stderr is not None:
            sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = error.filename or "what is printed can't be written"
        raise click.ClickException(f"{where}: {error.strerror or error}") from error


def _say(sentence: str) -> None:
    """Say at a command's end what happened to the history and was not said yet."""
    if sentence:
        with suppress(OSError):
            click.echo(sentence, err=True)


FOLDER = click.Path(file_okay=False, path_type=Path)
DATA_FOLDER = click.Path(path_type=Path)
"""Told to be a file only when it is opened: `derivquiz due` may not fail even there."""

DATA = "The folder of your history, settings and own decks."
DECKS = "A folder of further decks; may be given several times."


def deck_ids(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The decks whose files begin like what was typed, for completion by a shell."""
    found = {file.stem for folder in _folders(context) for file in folder.glob("*.toml")}
    return sorted(name for name in found if name.startswith(begun))


def _folders(context: click.Context) -> tuple[Path, ...]:
    """The folders of decks as far as the command line was typed."""
    from derivquiz.game import OWN_DECKS
    from derivquiz.places import data_folder, shipped

    given = context.find_root().params
    return (shipped(), data_folder(given.get("data")) / OWN_DECKS, *given.get("folders", ()))


def codes(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The templates that a share code may name, as far as the "#", for completion by a shell."""
    from derivquiz.decks.library import Library

    decks = Library.open(_folders(context)).decks
    return sorted(key for deck in decks for template in deck.templates if (key := f"{deck.key(template)}#").startswith(begun))


def with_folders(command: Callable[..., Any]) -> Callable[..., Any]:
    """--data and --decks may also stand after a command."""

    def data(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.obj.data = value

    def folders(context: click.Context, _: click.Parameter, value: tuple[Path, ...]) -> None:
        context.obj.folders += value

    command = click.option("--decks", type=FOLDER, multiple=True, expose_value=False, callback=folders, help=DECKS)(command)
    return click.option("--data", type=DATA_FOLDER, expose_value=False, callback=data, help=DATA)(command)

"""What may be said before or after any command, and how its errors are said."""

from __future__ import annotations

import itertools
import json
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

        from derivquiz.folders import data_folder
        from derivquiz.game import Game

        random = SystemRandom() if self.seed is None else Random(self.seed)  # noqa: S311  # problems are no secret
        game = Game(data=data_folder(self.data), folders=self.folders, random=random, code=code, mix=self.mix)
        click.get_current_context().call_on_close(lambda: _say(game.take_unsaid()))
        return game


INTERRUPTED = 130
"""The exit code after Ctrl+C, as shells have it."""


class Program(click.Group):
    """All that may be typed: an error of ours becomes one sentence on standard error and exit code 1; a closed pipe is none.

    With --json an error is also an object on standard output, {"error": sentence}: who reads that finds JSON in any case.
    """

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        """What was typed, read; the help and the version are printed here."""
        as_json = "--json" in itertools.takewhile(lambda word: word != "--", args)
        with _plainly(as_json=as_json):
            context = super().make_context(info_name, args, *rest, **extra)
        context.meta[_JSON] = as_json
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """The command that was typed, run."""
        with _plainly(as_json=ctx.meta.get(_JSON, False)):
            return super().invoke(ctx)


_JSON = "derivquiz.json"


@contextmanager
def _plainly(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        _tell(error.format_message(), as_json=as_json)
        raise
    except DerivquizError as error:
        _tell(str(error), as_json=as_json)
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        if sys.stderr is not None:
            sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = error.filename or "what is printed can't be written"
        _tell(f"{where}: {error.strerror or error}", as_json=as_json)
        raise click.ClickException(f"{where}: {error.strerror or error}") from error


def _tell(sentence: str, *, as_json: bool) -> None:
    """Tell a program that reads standard output of an error."""
    if as_json:
        with suppress(OSError):
            click.echo(json.dumps({"error": sentence}, ensure_ascii=False))


def _say(sentence: str) -> None:
    """Say at a command's end what happened to the history and was not said yet."""
    if sentence:
        with suppress(OSError):
            click.echo(sentence, err=True)


def examples(*lines: str) -> str:
    """Command lines that may be typed, for the end of a command's help."""
    return "\b\nFor example:\n" + "\n".join(f"  {line}" for line in lines)


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
    from derivquiz.folders import OWN_DECKS, data_folder, shipped

    given = context.find_root().params
    return (shipped(), data_folder(given.get("data")) / OWN_DECKS, *given.get("folders", ()))


def codes(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """A share code of each template, for completion by a shell: the number may be changed."""
    return [code for key in _keys(context) if (code := f"{key}#1").startswith(begun)]


def cards(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The templates whose keys begin like what was typed, for completion by a shell."""
    return [key for key in _keys(context) if key.startswith(begun)]


def _keys(context: click.Context) -> list[str]:
    """The keys of all templates there are, as far as the command line was typed."""
    from derivquiz.decks.library import Library

    return sorted(deck.key(template) for deck in Library.open(_folders(context)).decks for template in deck.templates)


def with_folders(command: Callable[..., Any]) -> Callable[..., Any]:
    """--data and --decks may also stand after a command."""

    def data(context: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            context.obj.data = value

    def folders(context: click.Context, _: click.Parameter, value: tuple[Path, ...]) -> None:
        context.obj.folders += value

    command = click.option("--decks", type=FOLDER, multiple=True, expose_value=False, callback=folders, help=DECKS)(command)
    return click.option("--data", type=DATA_FOLDER, expose_value=False, callback=data, help=DATA)(command)

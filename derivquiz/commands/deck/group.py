"""The commands of derivquiz deck, as they are typed; but for `edit`, which needs the screens."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derivquiz.commands.options import Options, examples, with_folders


@click.group("deck", short_help="Write and check decks.")
def deck_group() -> None:
    """Write decks: check them, start one, look at what they ask."""


PATHS = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))


@deck_group.command(
    "check",
    short_help="Audit decks: what they say, and what they ask.",
    epilog=examples("derivquiz deck check my-decks", "derivquiz deck check --strict --draws 1000 softplus.toml"),
)
@PATHS
@click.option("--draws", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help="Draws of each template.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@with_folders
@click.pass_obj
def check_command(options: Options, paths: tuple[Path, ...], draws: int, strict: bool, as_json: bool) -> None:
    """Audit deck files and folders of them: what they say, and what their draws show.

    Without a PATH, all decks of the game. The exit code is 0 where nothing is wrong and 1 where something is.
    """
    from derivquiz.commands.deck import check

    sys.exit(check.run(options.game(), paths, draws=draws, as_json=as_json, strict=strict))


@deck_group.command("new", epilog=examples("derivquiz deck new softplus.toml --title Softplus"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="What lists show.")
def new_command(file: Path, title: str) -> None:
    """Write a commented deck to start from."""
    from derivquiz.commands.deck import new

    new.run(file, title)


@deck_group.command(
    "preview",
    short_help="Show what a deck asks.",
    epilog=examples("derivquiz deck preview softplus.toml --template softplus-neuron"),
)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--template", default="", help="Only this template.")
@click.option("-n", "--number", type=click.IntRange(1, 1000), default=3, show_default=True, help="Draws of each template.")
@click.option("--seed", type=int, default=0, show_default=True, help="The seed of the first draw.")
@with_folders
@click.pass_obj
def preview_command(options: Options, path: Path, template: str, number: int, seed: int) -> None:
    """Show what a deck asks: problems, answers, steps and misconceptions of some draws."""
    from derivquiz.commands.deck import preview

    preview.run(options.game(), path, template=template, number=number, seed=seed)


@deck_group.command("schema", epilog=examples("derivquiz deck schema > deck.schema.json"))
def schema_command() -> None:
    """Print the JSON Schema of a deck, for editors that complete TOML."""
    from derivquiz.commands.deck import schema

    schema.run()

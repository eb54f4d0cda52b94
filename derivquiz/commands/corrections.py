"""The commands that correct what a history says: what may be typed, each with its help."""

from __future__ import annotations

import sys

import click

from derivquiz.commands.options import Options, cards, deck_ids, examples, with_folders

YES = click.option("--yes", is_flag=True, help="Don't ask.")


@click.command("regrade")
@click.option("--deck", default="", shell_complete=deck_ids, help="Only the answers of this deck.")
@YES
@with_folders
@click.pass_obj
def regrade_command(options: Options, deck: str, yes: bool) -> None:
    """Judge your old answers again, after the marking was corrected.

    Each is judged from the problem as it was shown and the text as it was typed. What would change is listed; then it asks, and
    the schedule is derived anew. Nothing is deleted.
    """
    from derivquiz.commands import regrade

    regrade.run(options.game(), deck, sure=yes)


@click.command("disputes", short_help="Print the verdicts you disputed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a dispute.")
@with_folders
@click.pass_obj
def disputes_command(options: Options, as_json: bool) -> None:
    """Print the verdicts you disputed: what to send to the author of the deck or of the program."""
    from derivquiz.commands import disputes

    disputes.run(options.game(), as_json=as_json)


@click.command("reset", epilog=examples("derivquiz reset chain"))
@click.argument("deck", shell_complete=deck_ids)
@YES
@with_folders
@click.pass_obj
def reset_command(options: Options, deck: str, yes: bool) -> None:
    """Start DECK over, as if you had never answered anything in it.

    It asks first. Your answers stay in the history and no longer count.
    """
    from derivquiz.commands import reset

    reset.run(options.game(), deck, sure=yes)


@click.command(
    "suspended",
    short_help="List the cards you set aside, or bring one back.",
    epilog=examples("derivquiz suspended", "derivquiz suspended chain/power-of-quadratic"),
)
@click.argument("cards", nargs=-1, metavar="[CARD]...", shell_complete=cards)
@with_folders
@click.pass_obj
def suspended_command(options: Options, cards: tuple[str, ...]) -> None:
    """List the cards you suspended or put off; with CARD (deck/template) ask that card again."""
    from derivquiz.commands import suspended

    suspended.run(options.game(), cards)


@click.command("settings", short_help="Print your settings.")
@click.option("--init", is_flag=True, help="Make the file, with a sentence for each key, where there is none.")
@with_folders
@click.pass_obj
def settings_command(options: Options, init: bool) -> None:
    """Print where your settings are and what they say; exit code 1 where something in the file is wrong.

    The file is settings.toml in the folder of your history. The game has a screen for it, too, a key away from Home.
    """
    from derivquiz.commands import settings

    sys.exit(settings.run(options.game(), init=init))


CORRECTIONS = (regrade_command, disputes_command, reset_command, suspended_command, settings_command)

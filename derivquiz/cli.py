"""The commands. Nothing heavy is imported until a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivquiz import __version__, opening, terminal
from derivquiz.commands.completion import completion_command
from derivquiz.commands.corrections import CORRECTIONS
from derivquiz.commands.deck.group import deck_group
from derivquiz.commands.history import COMMANDS
from derivquiz.commands.options import DATA, DATA_FOLDER, DECKS, FOLDER, Options, Program, codes, deck_ids, examples, with_folders
from derivquiz.mastery import KNOWN

if TYPE_CHECKING:
    from derivquiz.game import Game


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples("derivquiz", "derivquiz --deck chain -n 20", "derivquiz --plain --json < answers.txt"),
)
@click.version_option(__version__, prog_name="derivquiz", message="%(prog)s %(version)s")
@click.option("--deck", shell_complete=deck_ids, help="Practise this deck alone, from its first template on.")
@click.option("--mix", is_flag=True, help="With --deck: about a third is what is due in other decks.")
@click.option("-n", "--number", type=click.IntRange(1), help="Stop after this many problems.")
@click.option("--seed", type=int, help="Draw the same problems again for the same seed and history.")
@click.option("--data", type=DATA_FOLDER, envvar="DERIVQUIZ_DATA", help=DATA)
@click.option("--decks", "folders", type=FOLDER, multiple=True, help=DECKS)
@click.option(
    "--plain", is_flag=True, help="Ask line by line, for screen readers, pipes and scripts; exit code 1 after a wrong one."
)
@click.option("--json", "as_json", is_flag=True, help="With --plain: say everything as JSON Lines.")
@click.pass_context
def main(context: click.Context, /, **given: Any) -> None:
    """Drill derivatives for neural networks, in the terminal.

    Without a command it opens the game: what is due today, and the decks.
    """
    options = Options(given["data"], given["folders"], given["seed"], mix=given["mix"])
    if given["mix"] and given["deck"] is None:
        raise click.UsageError("--mix goes with --deck: without a deck everything that is due is mixed anyway")
    context.obj = options
    if context.invoked_subcommand is None:
        play(options, given["deck"], given["number"], plain=given["plain"], as_json=given["as_json"])
    elif said := [name for name in OF_A_SESSION if given[name]]:
        _require_fitting(context.invoked_subcommand, said)
        options.plain, options.as_json = given["plain"], given["as_json"]


OF_A_SESSION = {"deck": "--deck", "number": "-n", "plain": "--plain", "as_json": "--json"}
"""What may be said before a command of a session alone."""


def _require_fitting(name: str, said: Sequence[str]) -> None:
    """Raise UsageError for options before a command that don't go with it, or belong behind any but `play`, which takes them."""
    known = {parameter.name for parameter in main.commands[name].params}
    for option in said:
        if option not in known:
            raise click.UsageError(f"{OF_A_SESSION[option]} doesn't go with `derivquiz {name}`; see `derivquiz {name} --help`")
        if name != "play":
            raise click.UsageError(f"say {OF_A_SESSION[option]} after the command: derivquiz {name} {OF_A_SESSION[option]} …")


def play(options: Options, deck: str | None, number: int | None, *, plain: bool, as_json: bool) -> None:
    """Open the screens, or ask line by line."""
    _hold(plain=plain, as_json=as_json)
    game = options.game()
    if deck is not None:
        if not opening.hindrance():
            game.begin()  # the maths is imported there while the decks are read here
        deck = game.library().find(deck).id
    _ask(game, deck, number, plain=plain, as_json=as_json)


def _hold(*, plain: bool, as_json: bool) -> None:
    """Let the terminal keep what is typed for the screens, where they are about to open."""
    if not (plain or as_json or opening.hindrance()):
        terminal.hold()


def _ask(game: Game, deck: str | None, number: int | None, *, plain: bool, as_json: bool) -> None:
    """Ask in the screens, or line by line; never returns."""
    if plain:
        from derivquiz.commands import plain as line_by_line

        sys.exit(line_by_line.run(game, deck or "", number, as_json=as_json))
    if as_json:
        raise click.UsageError("--json goes with --plain")
    needs_terminal()
    opening.show(game, deck, number)


def needs_terminal() -> None:
    """Refuse to draw screens where there is none; raises UsageError."""
    if hindrance := opening.hindrance():
        raise click.UsageError(hindrance)


for command in (*COMMANDS, *CORRECTIONS):
    main.add_command(command)


@main.command("decks", short_help="List the decks, with what is due and new.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_folders
@click.pass_obj
def decks_command(options: Options, as_json: bool) -> None:
    """List the decks, with what is due and what is new."""
    from derivquiz.commands import decks

    decks.run(options.game(), as_json=as_json)


@main.command("stats", epilog=KNOWN, short_help="Say what your history holds.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@with_folders
@click.pass_obj
def stats_command(options: Options, as_json: bool) -> None:
    """Say what your history holds: what comes due, what was right when it came back, what is known."""
    from derivquiz.commands import stats

    stats.run(options.game(), as_json=as_json)


@main.command("sheet", epilog=examples("derivquiz sheet --deck chain -n 20 --seed 7 --format latex > sheet.tex"))
@click.option("--deck", required=True, shell_complete=deck_ids, help="The deck to draw from.")
@click.option("-n", "--number", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many problems.")
@click.option("--level", type=click.IntRange(1, 9), help="Draw at this level of difficulty, 1 the easiest.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed prints the same sheet on every machine.")
@click.option("--format", type=click.Choice(["text", "markdown", "latex", "json"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one object a problem; the same as --format json.")
@with_folders
@click.pass_obj
def sheet_command(options: Options, /, as_json: bool, **given: Any) -> None:
    """Print problems and their answers: a worksheet with its key."""
    from derivquiz.commands import sheet

    sheet.run(options.game(), sheet.Order(**given | ({"format": "json"} if as_json else {})))


@main.command(
    "play", short_help="Ask the problem that a share code names.", epilog=examples("derivquiz play chain/power-of-quadratic#7")
)
@click.argument("code", shell_complete=codes)
@click.option("--plain", is_flag=True, help="Ask line by line; the exit code is 1 after a wrong answer.")
@click.option("--json", "as_json", is_flag=True, help="With --plain: say everything as JSON Lines.")
@with_folders
@click.pass_obj
def play_command(options: Options, code: str, plain: bool, as_json: bool) -> None:
    """Ask exactly the problem that a share code names.

    A sheet prints the code below each problem.
    """
    from derivquiz.decks.codes import Code

    asked = Code.parse(code)
    plain, as_json = plain or options.plain, as_json or options.as_json
    _hold(plain=plain, as_json=as_json)
    game = options.game(asked)
    if not opening.hindrance():
        game.begin()
    deck, _ = game.library().template(asked.card)
    _ask(game, deck.id, 1, plain=plain, as_json=as_json)


@main.command(
    "grade",
    short_help="Mark answers without a screen.",
    epilog=examples(
        'derivquiz grade --function "sin(x^2)" --answer "2x cos(x^2)"',
        """echo '{"function": "x^3", "at": {"x": "2"}, "answer": "12"}' | derivquiz grade""",
    ),
)
@click.option("--function", help="Mark against the derivative of this.")
@click.option("--expected", help="Mark against this expression itself.")
@click.option("--answer", help="The answer to mark; without it, JSON Lines are read from standard input.")
@click.option("--variable", multiple=True, help="A name that may occur; the function is differentiated by the first.")
@click.option("--order", type=click.IntRange(1, 6), default=1, show_default=True, help="How often it is differentiated.")
@click.option("--at", multiple=True, metavar="NAME=VALUE", help="The point; may be given several times.")
@click.option("--places", type=click.IntRange(0, 50), help="How many decimal places are asked.")
def grade_command(**given: Any) -> None:
    """Mark answers without a screen: one from the options, or JSON Lines from standard input.

    Each answer gives one JSON object with its verdict. The exit code is 0 when every line got one, whatever it was.
    """
    from derivquiz.commands import grade

    sys.exit(grade.run(given))


@main.command(
    "explain",
    short_help="Print the worked steps of a derivative.",
    epilog=examples(
        'derivquiz explain "sin(x^2) e^x"',
        'derivquiz explain "x^2 y" --wrt x,y --at x=1 --at y=2',
        'derivquiz explain "x^3" --difference central --at x=2 --h 0.1 --h 0.01',
    ),
)
@click.argument("function")
@click.option("--wrt", multiple=True, metavar="NAME", help="Differentiate by this; several (x,y) give every partial derivative.")
@click.option("--order", type=click.IntRange(1, 6), default=1, show_default=True, help="How often it is differentiated.")
@click.option("--at", multiple=True, metavar="NAME=VALUE", help="Put this in at the end; may be given several times.")
@click.option("--places", type=click.IntRange(0, 50), help="Round the value to so many decimal places, once.")
@click.option(
    "--grain",
    type=click.Choice(["every", "fused", "expert"]),
    default="fused",
    show_default=True,
    help="A line for every rule, simple parts fused into one line, or a line for each derivative.",
)
@click.option(
    "--difference",
    type=click.Choice(["limit", "forward", "central", "second"]),
    help="Instead of the rules: the limit of the difference quotient, or a difference quotient in numbers.",
)
@click.option("--h", multiple=True, metavar="VALUE", help="The h of a difference quotient, else 0.1; several compare errors.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option("--latex", is_flag=True, help="Print LaTeX, for XeLaTeX or LuaLaTeX with amsmath.")
def explain_command(**given: Any) -> None:
    """Print the worked steps of a derivative.

    FUNCTION is typed as an answer is; "-" reads it from standard input, and one that begins with a minus goes behind "--". A
    vector such as "(x*y, x + y)" gives the rows of its Jacobian. The exit code is 1 where that can't be read or worked out.

    \b
    The object of --json:
      function     {line, latex}: what was read
      variables    the letters that occur
      wrt, order, at, grain: what was asked
      derivatives  a list of {name, steps, answer}; a step is
                   {rule, line, latex, picture}, an answer {line, latex}
      notes        what else the function could have meant

    `line` is in the input language, `picture` plain text in two dimensions.
    """  # noqa: D301  # click wants the backspace itself, which a raw text has not
    from derivquiz.commands import explain

    sys.exit(explain.run(given))


main.add_command(deck_group)
main.add_command(completion_command)


@deck_group.command("edit", short_help="Write a deck beside its problems.")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_folders
@click.pass_obj
def edit_command(options: Options, path: Path) -> None:
    """Write a deck beside its problems, drawn anew whenever the file is saved, here or elsewhere."""
    needs_terminal()
    terminal.hold()
    from derivquiz.commands.deck.desk import Desk
    from derivquiz.tui.author import AuthorApp

    game = options.game()
    opening.run(AuthorApp(Desk(game, path), game))

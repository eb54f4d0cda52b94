"""The commands that look after a history: what may be typed, each with its help."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derivquiz.commands.options import Options, examples, with_folders


@click.command("backup", epilog=examples("derivquiz backup", "derivquiz backup /media/stick/derivquiz.db"))
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@with_folders
@click.pass_obj
def backup_command(options: Options, file: Path | None) -> None:
    """Back your history up, to FILE or among the daily backups.

    The game does so by itself on every day of use, and keeps 7 daily, 4 weekly and 12 monthly backups.
    """
    from derivquiz.commands import backup

    backup.back_up(options.game(), file)


@click.command(
    "restore",
    short_help="Restore your history from a backup.",
    epilog=examples("derivquiz restore", "derivquiz restore history-000012-2026-03-01.db"),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--list", "as_list", is_flag=True, help="List the backups there are.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@with_folders
@click.pass_obj
def restore_command(options: Options, file: Path | None, as_list: bool, yes: bool) -> None:
    """Restore your history from a backup: a file, or one of those that are listed without FILE.

    It asks first. The present history is renamed, never deleted.
    """
    from derivquiz.commands import backup

    if file is None or as_list:
        backup.show(options.game())
    else:
        backup.restore(options.game(), file, sure=yes)


@click.command("sync", epilog=examples("derivquiz sync ~/Dropbox/derivquiz"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_folders
@click.pass_obj
def sync_command(options: Options, folder: Path) -> None:
    """Make your histories on several machines one, through FOLDER.

    FOLDER is one that your machines share, by any tool that carries files. Each machine writes a file of its own into it and
    reads the others'. Run it on each, in any order, as often as you like.
    """
    from derivquiz.commands import exchange

    exchange.sync(options.game(), folder)


@click.command("export", epilog=examples("derivquiz export history.jsonl"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_folders
@click.pass_obj
def export_command(options: Options, file: Path) -> None:
    """Write all of your history to FILE, as JSON Lines."""
    from derivquiz.commands import exchange

    exchange.export(options.game(), file)


@click.command(
    "import", short_help="Take over what a file holds beyond your history.", epilog=examples("derivquiz import history.jsonl")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_folders
@click.pass_obj
def import_command(options: Options, file: Path) -> None:
    """Take over what FILE holds beyond your history; what is known already is not counted twice."""
    from derivquiz.commands import exchange

    exchange.take_in(options.game(), file)


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Set right what is wrong; the present file is kept aside where it is damaged.")
@with_folders
@click.pass_obj
def doctor_command(options: Options, repair: bool) -> None:
    """Examine your history, and say whether all is well.

    The exit code is 0 where it is, or was repaired, and 1 where something is wrong.
    """
    from derivquiz.commands import doctor

    sys.exit(doctor.run(options.game(), repair=repair))


@click.command("fit")
@click.option("--forget", is_flag=True, help="Go back to the weights that FSRS-6 comes with.")
@with_folders
@click.pass_obj
def fit_command(options: Options, forget: bool) -> None:
    """Fit the scheduler to your memory.

    It is fitted to the earlier four fifths of your reviews; the new weights are kept only where they predict the later fifth
    better than the present ones.
    """
    from derivquiz.commands import fit

    fit.run(options.game(), forget=forget)


@click.command("due", short_help="Say how many problems are due, for a prompt.", epilog=examples(r"PS1='$(derivquiz due) \w$ '"))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@with_folders
@click.pass_obj
def due_command(options: Options, as_json: bool) -> None:
    """Say how many problems are due, for a shell prompt; quick, and the exit code is always 0."""
    from derivquiz import prompt

    prompt.main(data=options.data, folders=options.folders, as_json=as_json)


COMMANDS = (
    due_command,
    backup_command,
    restore_command,
    sync_command,
    export_command,
    import_command,
    doctor_command,
    fit_command,
)

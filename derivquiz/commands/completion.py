"""derivquiz completion: what a shell is told so that it completes commands, options and decks."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
HOW = {
    "bash": 'eval "$(derivquiz completion bash)"   in ~/.bashrc',
    "zsh": 'eval "$(derivquiz completion zsh)"   in ~/.zshrc, below compinit',
    "fish": "derivquiz completion fish | source   in ~/.config/fish/config.fish",
}


@click.command("completion", epilog="Put this where your shell starts:\n\n" + "\n\n".join(f"\b\n  {how}" for how in HOW.values()))
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  # the choice holds those that click has
    click.echo(kind(context.find_root().command, {}, "derivquiz", "_DERIVQUIZ_COMPLETE").source())

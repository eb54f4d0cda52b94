"""derivquiz fit: the scheduler fitted to a learner."""

from __future__ import annotations

import click

from derivquiz.game import Game
from derivquiz.memory import fitting


def run(game: Game, *, forget: bool) -> None:
    """Fit, print both losses, and keep what predicts better; or go back to the weights of FSRS-6."""
    with game.store() as store:
        if forget:
            store.keep_weights(None)
            click.echo("Scheduled by FSRS-6's own weights again.")
            return
        found = fitting.fit(store.reviews_of_cards(), store.scheduler)
        if isinstance(found, str):
            click.echo(f"Nothing was changed. {found}")
            return
        click.echo(f"Fitted to {found.fitted_on} reviews, judged on the {found.judged_on} after them.")
        click.echo(f"Log-loss there: {found.before:.4f} with the present weights, {found.after:.4f} with the new ones.")
        if found.improves:
            store.keep_weights(found.weights)
            click.echo("The new weights are kept, and everything is scheduled anew; `derivquiz fit --forget` goes back.")
        else:
            click.echo("Nothing was changed: the new weights predict no better.")

"""python -m derivquiz, and the command derivquiz."""

from __future__ import annotations

import io
import os
import signal
import sys


def main() -> None:
    """Run the command line; what a shell prompt asks and the bare game, for which one waits, load nothing of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends imports without a word
    _fill_descriptors()
    if sys.argv[1:] in (["due"], ["due", "--json"]):
        from derivquiz import prompt

        prompt.main(as_json="--json" in sys.argv)
    elif not sys.argv[1:] and _can_open():
        from derivquiz import opening

        opening.home()
    else:
        from derivquiz import cli

        _end_by_signals()
        _replace_what_cannot_be_printed()
        cli.main()


def _can_open() -> bool:
    """Whether the game can open at once: no shell asks for completions, and there is a terminal."""
    from derivquiz import opening

    return "_DERIVQUIZ_COMPLETE" not in os.environ and not opening.hindrance()


def _end_by_signals() -> None:
    """Let Ctrl+C, a SIGTERM and a terminal that goes away end a command as any error would: what it opened is closed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(number, _end)


def _end(number: int, _: object) -> None:
    sys.exit(128 + number)


def _replace_what_cannot_be_printed() -> None:
    """Print a question mark for a sign that the terminal's encoding doesn't have, rather than nothing at all."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _fill_descriptors() -> None:
    """Open nothing in the place of a closed standard stream, so that no pipe to the maths process gets its number."""
    found = -1
    while found <= 2:  # 0, 1 and 2 are the standard streams
        found = os.open(os.devnull, os.O_RDWR)
        os.set_inheritable(found, True)
    os.close(found)


if __name__ == "__main__":
    main()

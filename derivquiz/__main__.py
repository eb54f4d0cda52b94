"""python -m derivquiz, and the command derivquiz."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; what a shell prompt asks is answered before anything else is loaded."""
    _fill_descriptors()
    if sys.argv[1:] in (["due"], ["due", "--json"]):
        from derivquiz import prompt

        prompt.main(as_json="--json" in sys.argv)
    else:
        from derivquiz import cli

        cli.main()


def _fill_descriptors() -> None:
    """Open nothing in the place of a closed standard stream, so that no pipe to the maths process gets its number."""
    found = -1
    while found <= 2:  # 0, 1 and 2 are the standard streams
        found = os.open(os.devnull, os.O_RDWR)
        os.set_inheritable(found, True)
    os.close(found)


if __name__ == "__main__":
    main()

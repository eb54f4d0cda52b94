"""python -m derivquiz, and the command derivquiz."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what a shell prompt asks is answered before anything else is loaded."""
    if sys.argv[1:] in (["due"], ["due", "--json"]):
        from derivquiz import prompt

        prompt.main(as_json="--json" in sys.argv)
    else:
        from derivquiz import cli

        cli.main()


if __name__ == "__main__":
    main()

"""python -m derivquiz."""

from derivquiz.cli import main

if __name__ == "__main__":
    main()

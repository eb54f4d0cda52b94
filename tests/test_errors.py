"""The tree of errors, as it is written out and as it is."""

from __future__ import annotations

from collections.abc import Iterator

from derivquiz import errors


def below(kind: type[Exception], depth: int = 0) -> Iterator[tuple[int, str]]:
    yield depth, kind.__name__
    for one in kind.__subclasses__():
        if one.__module__ == errors.__name__:
            yield from below(one, depth + 1)


def test_the_tree_that_is_written_out_is_the_one_there_is() -> None:
    lines = [line for line in (errors.__doc__ or "").splitlines() if "Error " in line]
    written = [((len(line) - len(line.lstrip("│├└─ "))) // 4, line.lstrip("│├└─ ").split()[0]) for line in lines]
    assert sorted(written) == sorted(below(errors.DerivquizError))

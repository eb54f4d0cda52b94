"""A deck on its author's desk: its text, and the problems that it asks as it stands."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from pathlib import Path

from derivquiz.commands.deck.check import of_error, of_remark, unmet
from derivquiz.commands.deck.files import Chosen, choose
from derivquiz.commands.sheet import as_text
from derivquiz.decks import toml
from derivquiz.decks.deck import Deck, Template
from derivquiz.errors import DeckError, DerivquizError
from derivquiz.game import Game
from derivquiz.reports import Proof, ProofPage
from derivquiz.saving import save
from derivquiz.worker import AUDITOR, Worker

DRAWS = 3
"""Problems of each template that an author sees at once."""


class Desk:
    """A deck file that is being written."""

    def __init__(self, game: Game, file: Path) -> None:
        self._game = game
        self._file = file.resolve()
        self._worker = Worker()
        self._auditor = Worker(engine=AUDITOR)
        self._seen: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._file.name

    def read(self) -> str:
        """The text of the file; raises DeckError where it can't be read."""
        text = toml.read(self._file)
        self._seen = self._state()
        return text

    def write(self, text: str) -> None:
        """Save a text, all of it or nothing; raises DeckError where it can't be."""
        try:
            save(self._file, [text.encode("utf-8")], stat.S_IMODE(self._file.stat().st_mode))
        except OSError as error:
            raise DeckError(f"can't be saved: {error.strerror or error}", file=self._file) from None
        self._seen = self._state()

    def changed(self) -> bool:
        """Whether the file is another than was last read or written here."""
        return self._state() != self._seen

    async def proof(self, seed: int) -> Proof:
        """Problems of each template of the saved file, and what is wrong with it."""
        chosen = choose(self._game, [self._file])
        if not chosen.decks:
            return Proof(tuple(str(of_error(error)) for error in chosen.errors))
        findings = [str(of_error(error)) for error in chosen.errors] + [str(finding) for finding in unmet(chosen)]
        pages = []
        async for template, problems in self._pages(chosen, seed, findings):
            pages.append(ProofPage(template.id, template.line, "\n".join(problems)))
        return Proof(tuple(findings), tuple(pages))

    async def close(self) -> None:
        """End both processes."""
        self._worker.close()
        self._auditor.close()

    async def _pages(self, chosen: Chosen, seed: int, findings: list[str]) -> AsyncIterator[tuple[Template, list[str]]]:
        text = toml.read(self._file)
        for deck, template in chosen.templates():
            try:
                remarks = await self._auditor.inspect(template)
                if not remarks:
                    remarks = (await self._auditor.audit(deck.id, template, range(seed, seed + DRAWS))).remarks
                findings += [str(of_remark(deck, template, remark, text)) for remark in remarks]
                problems = [] if any(remark.level == "error" for remark in remarks) else await self._drawn(deck, template, seed)
            except DerivquizError as error:
                findings.append(f"{deck.file.name}:{template.line}: {template.id}: {error}")
                problems = []
            yield template, problems

    async def _drawn(self, deck: Deck, template: Template, seed: int) -> list[str]:
        problems = []
        for number in range(DRAWS):
            problem = await self._worker.draw(deck.id, template, seed + number)
            problems.append(as_text(number + 1, problem, await self._worker.solve(problem)))
        return problems

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

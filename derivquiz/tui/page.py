"""PageScreen: a page that asks for its figures once it stands, and scrolls."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable

from textual import on
from textual.getters import query_one
from textual.message import Message

from derivquiz.errors import DerivquizError
from derivquiz.tui.messages import Failed
from derivquiz.tui.sized import SizedScreen
from derivquiz.tui.widgets.plain import Plain
from derivquiz.tui.widgets.scroll import Scroll


async def told(work: Callable[[], Awaitable[Message]]) -> Message:
    """What a piece of work has to say; the sentence of what foreseen went wrong in it, otherwise."""
    try:
        return await work()
    except DerivquizError as error:
        return Failed(str(error))


class PageScreen(SizedScreen):
    """`look` gives the message that brings what is shown; it is awaited after the first frame."""

    AUTO_FOCUS = "#scroll"
    _scroll = query_one("#scroll", Scroll)

    def __init__(self, look: Callable[[], Awaitable[Message]]) -> None:
        super().__init__()
        self._look = look

    def on_mount(self) -> None:
        """Show the frame, then ask what there is to show."""
        self.run_worker(self._load(), group="look")

    async def _load(self) -> None:
        self.post_message(await told(self._look))

    @on(Failed)
    def _fail(self, event: Failed) -> None:
        self.query_one("#notice", Plain).say(event.sentence)

    def on_resize(self) -> None:
        """Make the page as wide as there is room."""
        self.call_after_refresh(self._list)

    @abstractmethod
    def _list(self) -> None:
        """Show what was found, as wide as the page is now."""

    @property
    def _width(self) -> int:
        return max(20, self._scroll.scrollable_content_region.width)

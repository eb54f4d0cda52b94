"""What a diagnosis finds: a wrong rule that gives an answer, or two at once, and where."""

from __future__ import annotations

from dataclasses import dataclass

from derivquiz.maths.diagnosing.sites import Site
from derivquiz.maths.expression import Expression


@dataclass(frozen=True, slots=True)
class Found:
    """A wrong rule that gives an answer."""

    slug: str
    site: Site | None = None
    """The one node where it was followed; None where it was followed at all, and for slips of the whole answer."""
    way: int = 0
    """Which of the rule's operators it was."""
    also: Found | None = None
    """The other rule, where it takes two."""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slug, and the other one where it takes two."""
        return (self.slug,) if self.also is None else (self.slug, *self.also.slugs)

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The parts of the function that its places name."""
        own = () if self.site is None or self.site.place is None else (self.site.place.part,)
        return own if self.also is None else (*own, *self.also.parts)

import re
from pathlib import Path

import pytest

from derivquiz.decks import deck, hinting, templates, toml
from derivquiz.decks.drawing import draw
from derivquiz.decks.kinds import KINDS
from derivquiz.wire import Outcome
from tests.decks import test_drawing

GUIDE = Path(__file__).parents[2] / "CONTRIBUTING.md"

EXAMPLES: list[str] = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(1, len(EXAMPLES)))
def test_the_templates_of_the_guide_have_hints_that_leave_the_answer_to_the_learner(tmp_path: Path, number: int) -> None:
    made = test_drawing.template(tmp_path, EXAMPLES[number])
    for seed in range(3):
        problem = draw("mine", made, seed)
        answer = KINDS[problem.kind].solve(problem).answer
        hints = hinting.hints(problem)
        assert 0 < len(hints) <= 4
        assert all(answer not in {hint.text, *hint.picture.splitlines()} for hint in hints)


@pytest.mark.parametrize("number", range(1, len(EXAMPLES)))
def test_the_templates_of_the_guide_work_as_they_stand(tmp_path: Path, number: int) -> None:
    made = test_drawing.template(tmp_path, EXAMPLES[number])
    for seed in range(10):
        problem = draw("mine", made, seed)
        kind = KINDS[problem.kind]
        assert kind.mark(problem, kind.solve(problem).answer, proof=False).outcome is Outcome.CORRECT
        assert max(map(len, problem.picture.splitlines())) <= 70


def test_the_deck_of_the_guide_works_as_it_stands(tmp_path: Path) -> None:
    example = EXAMPLES[0]
    file = tmp_path / "softplus.toml"
    file.write_text(example, encoding="utf-8")
    read = toml.load(file)
    assert len(read.templates) == 2
    for template in read.templates:
        for seed in range(30):
            problem = draw(read.id, template, seed)
            kind = KINDS[problem.kind]
            assert kind.mark(problem, kind.solve(problem).answer, proof=False).outcome is Outcome.CORRECT


def test_the_guide_names_every_key_and_every_kind() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for key in {*templates.COMMON, *templates.KIND_KEYS, *deck.KINDS, "position", "about", "format"}:
        assert f"`{key}`" in text, key


def test_the_guide_gives_each_kind_the_keys_that_it_takes() -> None:
    of_a_stated_answer = {"answer", "slips", "significant", "lines"}
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \|([^|]*)\|([^|]*)\|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    said = {kind: tuple(set(re.findall(r"`(\w+)`", keys)) for keys in both) for kind, *both in rows if kind in deck.KINDS}
    assert said.keys() == deck.KINDS.keys()
    for kind, (must, may) in said.items():
        keys = deck.KINDS[kind]
        assert keys.needs <= must
        assert must | may <= keys.needs | keys.allows | {"function"}
        assert keys.allows - must - may <= of_a_stated_answer, kind

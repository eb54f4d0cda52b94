from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from derivquiz.memory.order import prerequisites, topological

names = st.sampled_from("abcdefgh")
graphs = st.dictionaries(names, st.lists(st.one_of(names, st.just("unknown")), max_size=4))


@given(graphs)
def test_every_graph_has_an_order_with_what_is_required_first(requires: dict[str, list[str]]) -> None:
    before = prerequisites(requires)
    order = topological(before)
    assert sorted(order) == sorted(requires)
    for card, befores in before.items():
        assert befores <= set(requires[card])
        assert all(order.index(one) < order.index(card) for one in befores)


@given(graphs)
def test_only_circles_and_unknown_cards_are_ignored(requires: dict[str, list[str]]) -> None:
    forwards = {card: [one for one in befores if one < card] for card, befores in requires.items()}
    assert prerequisites(forwards) == {card: set(befores) & set(requires) for card, befores in forwards.items()}


def test_cards_keep_the_order_of_the_file_where_nothing_else_is_required() -> None:
    before = prerequisites({"d": (), "c": ("a",), "b": (), "a": ("d",)})
    assert topological(before) == ["d", "b", "a", "c"]


def test_a_circle_leaves_other_requirements_alone() -> None:
    before = prerequisites({"c": ("a",), "a": ("b",), "b": ("a", "z"), "z": ("z",)})
    assert before == {"c": {"a"}, "a": set(), "b": {"z"}, "z": set()}

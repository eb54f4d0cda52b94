"""The JSON Schema of a deck says what the reader of decks says."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from derivquiz.decks import deck, templates
from derivquiz.decks.schema import KEYS, schema
from derivquiz.folders import shipped

VALIDATOR = Draft202012Validator(schema())
SOUND: dict[str, Any] = {
    "format": 1,
    "id": "a",
    "title": "A",
    "template": [{"id": "b", "title": "B", "kind": "formula", "rule": "power", "function": "a x^2", "parameters": {"a": "2..9"}}],
}


def changed(**keys: object) -> dict[str, Any]:
    return {**SOUND, "template": [{**SOUND["template"][0], **keys}]}


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_it_knows_every_key_of_a_template_and_says_what_it_is() -> None:
    assert set(KEYS) == templates.COMMON | templates.KIND_KEYS
    assert all(said.endswith(".") for said, _ in KEYS.values())


@pytest.mark.parametrize("file", sorted(shipped().glob("*.toml")), ids=lambda file: file.stem)
def test_the_shipped_decks_fit(file: Any) -> None:
    errors = list(VALIDATOR.iter_errors(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert not errors


@pytest.mark.parametrize(
    "document",
    [
        {},
        {**SOUND, "format": 2},
        {**SOUND, "autor": "me"},
        changed(kind="formla"),
        changed(rulle="power"),
        changed(id="Not An Id"),
        changed(kind="value"),
        changed(places=3),
        changed(parameters={"e": 1, "2": "2..3"}),
        changed(order=9),
    ],
    ids=str,
)
def test_what_the_reader_refuses_doesnt_fit(document: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(document))


def test_every_kind_has_its_own_keys() -> None:
    for kind, keys in deck.KINDS.items():
        for key in templates.KIND_KEYS - keys.needs - keys.allows:
            assert list(VALIDATOR.iter_errors(changed(kind=kind, **{key: "1"}))), (kind, key)

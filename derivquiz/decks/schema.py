"""The deck format as a JSON Schema, so that editors complete the keys of a deck and underline what can't be right."""

from __future__ import annotations

from typing import Any

from derivquiz.decks import fields, parameters, ranges, stated, templates, terms, toml
from derivquiz.decks.deck import FORMAT, FORMS, KINDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ID: Schema = {"type": "string", "pattern": f"^{fields.ID.pattern}$", "maxLength": fields.LONGEST_ID}
_EXPRESSION: Schema = {"type": "string", "maxLength": terms.LONGEST_EXPRESSION}
_SENTENCE: Schema = {"type": "string", "maxLength": terms.LONGEST_SENTENCE}
_NUMBER: Schema = {"type": "number", "minimum": -ranges.LARGEST, "maximum": ranges.LARGEST}
_CHOICE: Schema = {"type": "string", "maxLength": templates.LONGEST_CHOICE}
_NAME: Schema = {"type": "string", "pattern": f"^{parameters.NAME.pattern}$"}


def _several(item: Schema, most: int) -> Schema:
    """One, or an array of several."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "maxItems": most, "uniqueItems": True}]}


def _by_name(item: Schema, most: int) -> Schema:
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": item, "maxProperties": most}


_VALUES: Schema = {
    "anyOf": [
        {"type": "string", "examples": ["2..9", "-9..9 except -1..1", "-3..3 step 1/2 except 0"]},
        _NUMBER,
        {"type": "array", "items": {"anyOf": [_NUMBER, _EXPRESSION]}, "minItems": 1, "maxItems": ranges.MOST_VALUES},
    ]
}
_TERM: Schema = {"anyOf": [_NUMBER, _EXPRESSION]}

KEYS: dict[str, tuple[str, Schema]] = {
    "id": ("Lower-case words joined by hyphens; for good: a learner's memory is kept under deck/template.", _ID),
    "title": (
        "What lists show; hidden until the answer, since it may give away the rule.",
        {"type": "string", "maxLength": templates.LONGEST_TITLE},
    ),
    "kind": ("What is asked.", {"enum": sorted(KINDS)}),
    "rule": ("What it drills, in a word: two problems in a row don't share one where there is a choice.", _ID),
    "function": ("In the input language, with parameters in it; of an array one is drawn.", _several(_EXPRESSION, 50)),
    "prompt": (
        "What is asked; {a} is the value of the parameter a, {at} the point. Of an array one is drawn.",
        _several(_SENTENCE, 20),
    ),
    "variables": ("The letters that are no parameters.", _several(_NAME, 8)),
    "letters": ("Other letters for the one variable; one is drawn.", _several(_NAME, 8)),
    "wrt": ("By what it is differentiated.", _several(_NAME, 8)),
    "order": ("How many times; 0 asks for the function's own value.", {"type": "integer", "minimum": 0, "maximum": 4}),
    "at": ("The point: an expression in the parameters, or one for each variable.", {"anyOf": [_TERM, _by_name(_TERM, 8)]}),
    "places": (
        "Decimal places of a value; without it the exact value is asked.",
        {"type": "integer", "minimum": 1, "maximum": 12},
    ),
    "given": ("Names that an answer may use, with what they stand for.", _by_name(_TERM, 8)),
    "form": ("The form that is asked for.", {"enum": list(FORMS)}),
    "choices": (
        "What may be chosen; in a table with what choosing it says.",
        {
            "anyOf": [
                {"type": "array", "items": _CHOICE, "minItems": 2, "maxItems": templates.MOST_CHOICES},
                {
                    "type": "object",
                    "propertyNames": _CHOICE,
                    "additionalProperties": _SENTENCE,
                    "minProperties": 2,
                    "maxProperties": templates.MOST_CHOICES,
                },
            ]
        },
    ),
    "expected": (
        "The right answer: one, one for each function, or a table of answers and when each is right.",
        {"anyOf": [_EXPRESSION, {"type": "object"}, {"type": "array", "maxItems": 50}]},
    ),
    "convention": (
        'The slope at a corner that the prompt agrees on; "" is mathematically undefined.',
        _several({"type": "string", "maxLength": 20}, 5),
    ),
    "answer": (
        "The right answer as an expression in the parameters, in which f is the function; of several parts one each.",
        {"anyOf": [_TERM, {"type": "object", "additionalProperties": _TERM, "maxProperties": stated.MOST_ANSWERS}]},
    ),
    "significant": ("Significant digits of a value, typed as 9.54e-7.", {"type": "integer", "minimum": 1, "maximum": 12}),
    "slips": (
        "Wrong answers, by the slug of the misconception that leads to them.",
        {"type": "object", "propertyNames": _ID, "additionalProperties": _TERM, "maxProperties": stated.MOST_ANSWERS},
    ),
    "words": ("What a part of an answer may be that is no expression.", _several({"type": "string", "maxLength": 40}, 10)),
    "lines": (
        'A worked solution, "words: name = expression" each; what may be blank stands in [[…]].',
        {"type": "array", "items": _EXPRESSION, "minItems": 1, "maxItems": stated.MOST_LINES},
    ),
    "nodes": (
        "The nodes of a computational graph, each a formula over what stands before it.",
        _by_name(_TERM, stated.MOST_NODES),
    ),
    "ask": (
        'What is asked of a graph: "forward", "adjoints", or names such as "u" and "dL/dw".',
        _several({"type": "string"}, 40),
    ),
    "show": ("What is shown of a graph, in the same words.", _several({"type": "string"}, 40)),
    "composite": (
        'What a table asks the slope of: "g(h(x))", "g(x)*h(x)" or "g(x)/h(x)"; of an array one is drawn.',
        _several(_EXPRESSION, 10),
    ),
    "bugs": ("The misconceptions that a worked solution may follow; without it any of them.", _several(_ID, 40)),
    "window": ("From where to where curves are drawn.", {"type": "array", "items": _TERM, "minItems": 2, "maxItems": 2}),
    "rate": ("The learning rate of gradient descent.", _TERM),
    "steps": ("How many steps of gradient descent are asked.", _TERM),
    "blank": ("Which blank is left, counted from the last.", _TERM),
    "blanks": ("How many of the blanks are left, counted from the last.", _TERM),
    "parameters": ("The letters that are drawn, each with its values.", _by_name(_VALUES, parameters.MOST_PARAMETERS)),
    "levels": (
        "Presets of difficulty, the easiest first: parts of the values, and of the functions.",
        {"type": "array", "items": {"type": "object"}},
    ),
    "where": ("What must hold between parameters.", _several(_EXPRESSION, 20)),
    "let": ("Names for what is worked out from the parameters.", _by_name(_TERM, parameters.MOST_PARAMETERS)),
    "requires": ('Templates that come first: "power" of this deck, "rules/power" of another.', _several({"type": "string"}, 20)),
    "aliases": ("Ids it had before, so that nobody's memory is lost.", _several(_ID, 20)),
    "revision": ("Raise it when a change makes it another exercise.", {"type": "integer", "minimum": 1, "maximum": 10**6}),
    "lesson": ("The rule in a sentence, for the first time.", {"type": "string", "maxLength": 2 * terms.LONGEST_SENTENCE}),
}
"""Every key of a template, with what it says and what it may hold."""


def schema() -> Schema:
    """The JSON Schema of a deck file, draft 2020-12."""
    return {
        "$schema": DIALECT,
        "title": "A deck of derivquiz",
        "type": "object",
        "required": ["format", "id", "title", "template"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT, "description": "The version of the format."},
            "id": {"description": KEYS["id"][0], **_ID},
            "title": {"description": "What lists show.", "type": "string", "maxLength": templates.LONGEST_TITLE},
            "about": {"description": "A sentence or two.", **_SENTENCE},
            "position": {"description": "Where it stands in lists, low first.", "type": "integer", "minimum": 1, "maximum": 1000},
            "template": {"type": "array", "minItems": 1, "maxItems": toml.MOST_TEMPLATES, "items": _template()},
        },
    }


def _template() -> Schema:
    return {
        "type": "object",
        "required": ["id", "title", "kind", "rule"],
        "additionalProperties": False,
        "properties": {key: {"description": said, **holds} for key, (said, holds) in KEYS.items()},
        "allOf": [_of_kind(kind) for kind in KINDS],
    }


def _of_kind(kind: str) -> Schema:
    """What a template of a kind must have, and may not have."""
    keys = KINDS[kind]
    refused = templates.KIND_KEYS - keys.needs - keys.allows
    then: Schema = {"properties": dict.fromkeys(sorted(refused), False)}
    whole: Schema = {"required": sorted({"function", *keys.needs})}
    instead = [{"required": sorted({key, *keys.needs} - {"at"})} for key in sorted(keys.instead)]
    then |= {"anyOf": [whole, *instead]} if instead else whole
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}

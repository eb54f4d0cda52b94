"""A [[template]] table of a deck file -> Template, with every key checked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from derivquiz.decks import lines, stated, terms
from derivquiz.decks.deck import FORMS, KINDS, Expected, Parameter, Template
from derivquiz.decks.fields import FieldError, Fields, check_id, clean, kind_of, shown, suggestion
from derivquiz.decks.parameters import check_name, read_levels, read_parameters

Pairs = tuple[tuple[str, str], ...]
LONGEST_TITLE = 60
LONGEST_ANSWER = 100
LONGEST_CHOICE = 60
MOST_CHOICES = 10

COMMON = frozenset(
    {"id", "title", "kind", "rule", "function", "prompt", "variables", "letters", "wrt", "parameters", "where"}
    | {"requires", "aliases", "revision", "lesson", "levels", "let"}
)
"""Keys that every template may have."""
KIND_KEYS = frozenset(key for keys in KINDS.values() for key in keys.needs | keys.allows)
"""Keys that some kinds of question have."""
SEVERAL = frozenset({"gradient", "jacobian", "hessian", "update"})
"""Kinds of question that differentiate by several variables."""


def read_template(table: object, path: lines.Path, deck: str, line: int) -> Template:
    """The template that a TOML table says; raises FieldError."""
    fields = Fields(table, path, COMMON | KIND_KEYS)
    kind = _kind(fields)
    _check_keys(fields, kind)
    template_id = fields.id("id")
    variables = _names(fields, "variables", ("x",))
    parameters = read_parameters(fields, variables, COMMON | KIND_KEYS)
    letters = _letters(fields, variables, parameters)
    functions = fields.texts("function", terms.LONGEST_EXPRESSION, count=50)
    wrt, order = _differentiated(fields, kind, variables)
    let, given = _named(fields, {*variables, *(parameter.name for parameter in parameters)})
    at = _point(fields, variables)
    prompts = fields.texts("prompt", terms.LONGEST_SENTENCE, count=20)
    form = _form(fields, given)
    placeholders = {"at", *variables, *(parameter.name for parameter in parameters), *(name for name, _ in let)}
    return Template(
        id=template_id,
        title=fields.text("title", LONGEST_TITLE),
        kind=kind,
        rule=fields.id("rule"),
        functions=functions,
        prompts=terms.placed(fields, "prompt", prompts, placeholders),
        variables=variables,
        letters=letters,
        wrt=wrt,
        order=order,
        at=at,
        places=fields.integer("places", 1, 12, None),
        given=given,
        form=form,
        choices=_choices(fields, placeholders),
        means=_means(fields, placeholders),
        expected=_expected(fields, len(functions), len(prompts), placeholders),
        conventions=terms.placed(fields, "convention", fields.texts("convention", 20, count=5, empty=True), placeholders)
        or ("",),
        parameters=parameters,
        levels=read_levels(fields, functions, parameters),
        let=let,
        where=fields.texts("where", terms.LONGEST_EXPRESSION, count=20),
        requires=_keys(fields, deck),
        aliases=tuple(check_id(alias, fields.at("aliases")) for alias in fields.texts("aliases", 60, count=20)),
        revision=fields.integer("revision", 1, 10**6, 1) or 1,
        lesson=fields.text("lesson", 2 * terms.LONGEST_SENTENCE, ""),
        hash=hashlib.blake2b(repr(fields.table).encode(), digest_size=8).hexdigest(),
        line=line,
        asked=stated.read_asked(fields, kind, placeholders),
    )


def _kind(fields: Fields) -> str:
    """The kind of question that is named."""
    kind = fields.table.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    known = "one of " + ", ".join(sorted(KINDS))
    fields.need("kind", known)
    hint = suggestion(kind, KINDS) if isinstance(kind, str) else known
    raise FieldError(fields.at("kind"), f"{shown(kind)!r} is no kind of question", hint)


def _is_stated(fields: Fields, kind: str) -> bool:
    """Whether something stands in for the function, and for the point."""
    return any(key in fields for key in KINDS[kind].instead)


def _check_keys(fields: Fields, kind: str) -> None:
    """Refuse a key that means nothing in this kind of question, and the lack of one that it needs."""
    keys = KINDS[kind]
    for key in fields.table:
        if key in KIND_KEYS and key not in keys.needs | keys.allows:
            raise FieldError(fields.at(key), f"means nothing in a question of kind {kind!r}", "leave it out")
    needed = {"id", "title", "rule", *keys.needs}
    needed = needed - {"at"} if _is_stated(fields, kind) else needed | {"function"}
    for key in sorted(needed):
        fields.need(key, "leave `at` out of a formula, but a value is one at a point: at = 2" if key == "at" else "")


def _letters(fields: Fields, variables: tuple[str, ...], parameters: tuple[Parameter, ...]) -> tuple[str, ...]:
    """The letters that the one variable may be called."""
    letters = _names(fields, "letters", ())
    if letters and len(variables) != 1:
        raise FieldError(fields.at("letters"), "belong to one variable", "leave it out where there are several")
    taken = {parameter.name for parameter in parameters} & {*letters}
    if taken:
        raise FieldError(fields.at("letters"), f"{min(taken)!r} is a parameter", "give the parameter another letter")
    return letters


def _differentiated(fields: Fields, kind: str, variables: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """By what it is differentiated, and how many times; by nothing where an answer is stated."""
    wrt = _names(fields, "wrt", variables)
    for name in wrt:
        if name not in variables:
            raise FieldError(fields.at("wrt"), f"{name!r} is not a variable", suggestion(name, variables))
    order = fields.integer("order", 0, 4, 1) or 0
    if "answer" in fields or "function" not in fields or _is_stated(fields, kind):
        wrt, order = (), 0
    if kind not in SEVERAL and len(wrt) != 1 and order:
        raise FieldError(fields.at("wrt"), f"names {len(wrt)} variables", 'say which one: wrt = "x"; or kind = "gradient"')
    if kind == "hessian" and len(wrt) < 2:
        raise FieldError(fields.at("wrt"), "names one variable", 'kind = "formula" with order = 2 asks for f″')
    return wrt, order


def _named(fields: Fields, taken: set[str]) -> tuple[Pairs, Pairs]:
    """What `let` and `given` name; no name is taken twice."""
    given = terms.pairs(fields, "given")
    let = terms.pairs(fields, "let")
    for name, _ in let:
        if name in taken:
            raise FieldError((*fields.at("let"), name), "is taken", "a name of `let` is neither a variable nor a parameter")
        taken = taken | {name}
    for name, _ in given:
        if name in taken:
            raise FieldError(fields.at("given"), f"{name!r} is taken", "a given name is neither a variable nor a parameter")
    return let, given


def _form(fields: Fields, given: Pairs) -> str:
    """The form that is asked for."""
    form = fields.text("form", 40, "")
    if form and form not in FORMS:
        raise FieldError(fields.at("form"), f"{form!r} is no form", suggestion(form, FORMS))
    if form == "given" and not given:
        raise FieldError(fields.at("form"), "asks for given names, and there are none", 'given = { s = "sigmoid(z)" }')
    return form


def _names(fields: Fields, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    found = fields.texts(key, 10, count=8) or default
    for name in found:
        check_name(name, fields.at(key))
    return found


def _point(fields: Fields, variables: tuple[str, ...]) -> Pairs:
    if "at" not in fields:
        return ()
    value = fields.table["at"]
    if not isinstance(value, dict):
        if len(variables) != 1:
            names = ", ".join(f'{name} = "…"' for name in variables)
            raise FieldError(fields.at("at"), f"is {kind_of(value)}", f"every variable needs a value: at = {{ {names} }}")
        return ((variables[0], terms.expression(value, fields.at("at"))),)
    point = dict(terms.pairs(fields, "at"))
    for name in point:
        if name not in variables:
            raise FieldError((*fields.at("at"), name), "is not a variable", suggestion(name, variables))
    for name in variables:
        if name not in point:
            raise FieldError(fields.at("at"), f"has no value for {name}", "every variable needs one")
    return tuple((name, point[name]) for name in variables)


def _choices(fields: Fields, known: Collection[str]) -> tuple[str, ...]:
    stated = fields.table.get("choices")
    if isinstance(stated, dict):
        path = fields.at("choices")
        texts = tuple(clean(choice, path, LONGEST_CHOICE) for choice in stated)
        if len(texts) > MOST_CHOICES:
            raise FieldError(path, f"holds {len(texts)} choices", f"at most {MOST_CHOICES} are allowed")
    else:
        texts = fields.texts("choices", LONGEST_CHOICE, count=MOST_CHOICES, single=False)
    choices = terms.placed(fields, "choices", texts, known)
    if len(choices) == 1:
        raise FieldError(fields.at("choices"), "holds one choice", "two at least make a question")
    return choices


def _means(fields: Fields, known: Collection[str]) -> Pairs:
    """What choosing each of a table of choices says."""
    stated = fields.table.get("choices")
    found: list[tuple[str, str]] = []
    for choice, said in stated.items() if isinstance(stated, dict) else ():
        path = (*fields.at("choices"), choice)
        if not isinstance(said, str):
            raise FieldError(path, f"is {kind_of(said)}", 'write what choosing it says: { rising = "f′ is above 0" }')
        text = clean(said, path, terms.LONGEST_SENTENCE)
        terms.placed(fields, "choices", (text,), known)
        found.append((clean(choice, path, LONGEST_CHOICE), text))
    return tuple(found)


def _expected(fields: Fields, functions: int, prompts: int, known: Collection[str]) -> tuple[Expected, ...]:
    """The stated answers: one, or one for each function or prompt; each a text, or a table of answers and when they are right."""
    found = fields.table.get("expected", [])
    path = fields.at("expected")
    items = found if isinstance(found, list) else [found]
    if len(items) not in (0, 1, functions, prompts):
        hint = f"one, or one for each of the {functions} functions or of the {prompts} prompts"
        raise FieldError(path, f"holds {len(items)} answers", hint)
    rows: list[Expected] = []
    for i, item in enumerate(items):
        if not isinstance(item, str | dict):
            raise FieldError(path, f"is {kind_of(item)}", 'write the answer, or { answer = "a > 0", … }')
        one_of = (i, None) if len(items) == functions > 1 else (None, i) if len(items) > 1 else (None, None)
        for answer, condition in item.items() if isinstance(item, dict) else ((item, ""),):
            text = terms.placed(fields, "expected", (clean(answer, path, LONGEST_ANSWER),), known)[0]
            rows.append(Expected(text, terms.expression(condition, (*path, answer)) if condition != "" else "", *one_of))
    return tuple(rows)


def _keys(fields: Fields, deck: str) -> tuple[str, ...]:
    found = []
    for key in fields.texts("requires", 2 * 60 + 1, count=20):
        first, slash, second = key.partition("/")
        for part in (first, second) if slash else (first,):
            check_id(part, fields.at("requires"))
        found.append(key if slash else f"{deck}/{key}")
    return tuple(found)

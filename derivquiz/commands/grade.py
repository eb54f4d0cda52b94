"""derivquiz grade: marks without a screen."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Iterable, Mapping
from typing import Any

import click

from derivquiz.commands import typed
from derivquiz.errors import RequestError, WorkerError
from derivquiz.wire import Outcome, Reading, Request, Verdict
from derivquiz.worker import Worker

LONGEST_LINE = 100_000
LONGEST_ERROR = 600


def run(given: Mapping[str, Any]) -> int:
    """Mark the answer of the options, or every line of standard input; the exit code."""
    if given["answer"] is not None:
        lines: Iterable[str] = [json.dumps(_from_options(given))]
    elif given["function"] is not None or given["expected"] is not None:
        raise click.UsageError("--function and --expected need --answer")
    else:
        there = typed.standard_input()
        if there is None:
            raise click.UsageError("standard input is closed: pipe JSON Lines in, or give --answer")
        lines = there
    return asyncio.run(_mark_all(lines))


def _from_options(given: Mapping[str, Any]) -> dict[str, Any]:
    if given["function"] is None and given["expected"] is None:
        raise click.UsageError("say what to mark against: --function or --expected")
    line: dict[str, Any] = {
        key: given[key] for key in ("function", "expected", "answer", "order", "places") if given[key] is not None
    }
    if given["variable"]:
        line["variable"] = given["variable"][0]
        line["variables"] = list(given["variable"])
    if point := typed.point(given["at"]):
        line["at"] = point
    return line


async def _mark_all(lines: Iterable[str]) -> int:
    worker = Worker()
    failed = 0
    try:
        await worker.warm()
        for number, text in enumerate(lines, 1):
            if not text.strip("\ufeff \t\r\n"):
                continue
            answer = await _mark_line(worker, text, number)
            failed |= "error" in answer
            # a lone surrogate, which JSON can name and UTF-8 can't hold, becomes its escape again
            click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    finally:
        worker.close()
    return int(failed)


async def _mark_line(worker: Worker, text: str, number: int) -> dict[str, Any]:
    named: dict[str, Any] = {}
    try:
        fields = _object(text)
        named = {"id": fields["id"]} if "id" in fields else {}
        asked, answer = request(fields), _answer(fields)
        problem = await worker.pose(asked)
    except (RequestError, WorkerError) as error:
        is_plain = isinstance(named.get("id"), str | int | float)
        return {**(named if is_plain else {}), "error": shortened(str(error)), "line": number}
    began = time.perf_counter()
    try:
        verdict = await worker.mark(problem, answer)
    except WorkerError as error:
        verdict = Verdict(Outcome.UNDECIDED, Reading(answer), message=str(error))
    took = (time.perf_counter() - began) * 1000
    return {**named, **as_fields(verdict), "ms": round(took, 3)}


def shortened(text: str) -> str:
    """A sentence without the middle of a very long quotation."""
    return text if len(text) <= LONGEST_ERROR else f"{text[: LONGEST_ERROR // 2]} … {text[-LONGEST_ERROR // 2 :]}"


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large")
    return number


def _object(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_LINE:
        raise RequestError(f"a line of more than {LONGEST_LINE} characters")
    try:
        fields = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"this is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise RequestError("a line must be a JSON object")
    return fields


def request(fields: Mapping[str, Any]) -> Request:
    """The request of a JSON object; raises RequestError where a value is of the wrong type. Unknown keys are ignored."""
    variable = _text(fields, "variable")
    variables = _texts(fields, "variables")
    if variable and variable not in variables:
        variables = (variable, *variables) if variables else ()
    order = fields.get("order", 1)
    places = fields.get("places")
    if not isinstance(order, int) or isinstance(order, bool):
        raise RequestError('"order" must be a whole number')
    if places is not None and (not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= 50):
        raise RequestError('"places" must be a whole number from 0 to 50')
    at = fields.get("at") or {}
    if not isinstance(at, dict) or not all(_is_value(value) for value in at.values()):
        raise RequestError('"at" must be an object such as {"x": "1"}')
    return Request(
        function=_text(fields, "function"),
        expected=_text(fields, "expected"),
        variables=variables,
        wrt=_texts(fields, "wrt") or ((variable,) if variable else ()),
        order=order,
        at=tuple((name, str(value)) for name, value in at.items()),
        places=places,
    )


def _is_value(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RequestError(f'"{key}" must be a text')
    return value


def _answer(fields: Mapping[str, Any]) -> str:
    if not isinstance(fields.get("answer"), str):
        raise RequestError('"answer" is missing, or is no text')
    return _text(fields, "answer")


def _texts(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RequestError(f'"{key}" must be a list of names')
    return tuple(value)


def as_fields(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `derivquiz grade` prints it."""
    witness = verdict.witness
    fields: dict[str, Any] = {
        "verdict": verdict.outcome.value,
        "certainty": verdict.certainty.value if verdict.certainty else None,
        "reading": verdict.reading.line or None,
        "witness": {"at": dict(witness.at), "yours": witness.yours, "correct": witness.correct} if witness else None,
        "misconceptions": list(verdict.misconceptions),
        "message": verdict.message,
        "column": verdict.reading.column,
    }
    if not verdict.form:
        fields["form"] = False
    if verdict.notes:
        fields["notes"] = list(verdict.notes)
    return fields

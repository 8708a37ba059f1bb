"""What every model of the schema shares: strictness, Italian scalars, and Italian problems.

Pydantic's own text coercions are off: every scalar arrives as text and is read by `scalars`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from macros import scalars
from macros.catalogue import Refusal, problem
from macros.formula import parse
from macros.messages import Problem, suggestion
from macros.yaml_nodes import Node, locate, plain

SCHEMA_VERSION = "1"


def _reads(reader: Callable[[str], Any]) -> BeforeValidator:
    def read(value: object) -> object:
        return reader(value) if isinstance(value, str) else value

    return BeforeValidator(read)


Count = Annotated[Decimal, _reads(scalars.read_count)]
Year = Annotated[int, _reads(scalars.read_year)]
Line = Annotated[int, _reads(scalars.read_line)]
Flag = Annotated[bool, _reads(scalars.read_flag)]
Id = Annotated[str, _reads(scalars.read_id)]
Text = Annotated[str, _reads(scalars.read_text)]
Lines = Annotated[tuple[int, int], _reads(scalars.read_lines)]
Day = Annotated[date, _reads(scalars.read_date)]


def _is_formula(text: str) -> str:
    parse(text)
    return text


FormulaText = Annotated[Text, AfterValidator(_is_formula)]


def _known_version(version: str) -> str:
    if version != SCHEMA_VERSION:
        raise Refusal("D207", text=version, known=SCHEMA_VERSION)
    return version


class Block(BaseModel):
    """A block of keys. Unknown keys are refused; models are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DataFile(Block):
    """The top of a file; `schema` is the version of its form, for later migrations."""

    schema_version: Annotated[Text, AfterValidator(_known_version)] = Field(
        alias="schema", description="Versione della forma del file: 1"
    )


Model = TypeVar("Model", bound=Block)


def validate(model: type[Model], tree: Node) -> tuple[Model | None, list[Problem]]:
    """Type a tree by the schema: the model, or None with every problem found, each in its place."""
    try:
        return model.model_validate(plain(tree)), []
    except ValidationError as error:
        details: list[dict[str, Any]] = [dict(detail) for detail in error.errors()]
        problems = [_problem(model, tree, detail) for detail in details]
        pairs = list(zip(details, problems, strict=True))
        spelled = {(tuple(d["loc"])[:-1], p.cure) for d, p in pairs if p.code == "D202"}
        return None, [p for d, p in pairs if not _misspelled(d, p, spelled)]


def _misspelled(detail: dict[str, Any], found: Problem, spelled: set[tuple[Any, str]]) -> bool:
    """Tell whether a missing key is one that the same block misspells: one message is enough."""
    *above, key = detail["loc"] or ("",)
    return found.code == "D201" and any(
        block == tuple(above) and f"«{key}»" in cure for block, cure in spelled
    )


def refuse_twice(key: str, names: Iterable[str], *field: str) -> None:
    """Refuse a list under `key` with two entries that are, or whose `field` is, the same.

    Raises Refusal.
    """
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise Refusal("D215", (key, index, *field), text=name)
        seen.add(name)


def _problem(model: type[Block], tree: Node, error: dict[str, Any]) -> Problem:
    """Turn one of Pydantic's errors into ours."""
    path, kind = tuple(error["loc"]), error["type"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Refusal):
        return cause.problem(locate(tree, path + cause.at))
    name = str(path[-1]) if path else "il file"
    if kind == "missing":
        return problem("D201", locate(tree, path[:-1]), key=name)
    if kind == "extra_forbidden":
        known = known_keys(model, path[:-1])
        near = suggestion(name.lower(), known) or "correggi il nome della chiave, o toglila"
        return problem(
            "D202", locate(tree, path, key=True), key=name, known=", ".join(known), near=near
        )
    place = locate(tree, path)
    if kind == "literal_error" and isinstance(error["input"], str):
        known = str(error["ctx"]["expected"]).replace("' or '", "', '").strip("'").split("', '")
        near = suggestion(str(error["input"]), known) or "scegli uno dei valori ammessi"
        return problem("D203", place, text=error["input"], known=", ".join(known), near=near)
    if kind in ("list_type", "tuple_type"):
        return problem("D204", place, key=name)
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return problem("D205", place, key=name)
    return problem("D206", place, key=name)


def known_keys(model: type[Block], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand at `path` below a model, in the order of the schema."""
    annotation: Any = model
    for step in path:
        annotation = _below(annotation, step)
    block = _block_of(annotation)
    return [field.alias or name for name, field in block.model_fields.items()] if block else []


def _below(annotation: Any, step: str | int) -> Any:
    """Return the type of what stands at a step below a type."""
    block = _block_of(annotation)
    if block is not None:
        for name, field in block.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return annotation
    return get_args(annotation)[0] if get_args(annotation) else annotation


def _block_of(annotation: Any) -> type[Block] | None:
    """Return the block a type is, or may be."""
    if isinstance(annotation, type) and issubclass(annotation, Block):
        return annotation
    if get_origin(annotation) in (Union, UnionType, Annotated):
        return next((found for arg in get_args(annotation) if (found := _block_of(arg))), None)
    return None

"""What every model of the schema shares: strictness, Italian scalars, and Italian problems.

Pydantic's own text coercions are off: every scalar arrives as text and is read by `scalars`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from macros import scalars
from macros.messages import Problem, suggestion
from macros.scalars import ScalarError
from macros.yaml_reader import Node, locate, plain

SCHEMA_VERSION = "1"


def _reads(reader: Callable[[str], Any]) -> BeforeValidator:
    def read(value: object) -> object:
        return reader(value) if isinstance(value, str) else value

    return BeforeValidator(read)


Amount = Annotated[Decimal, _reads(scalars.read_amount)]
Count = Annotated[Decimal, _reads(scalars.read_count)]
Year = Annotated[int, _reads(scalars.read_year)]
Line = Annotated[int, _reads(scalars.read_line)]
Flag = Annotated[bool, _reads(scalars.read_flag)]
Id = Annotated[str, _reads(scalars.read_id)]
Text = Annotated[str, _reads(scalars.read_text)]
Day = Annotated[date, _reads(scalars.read_date)]


class Block(BaseModel):
    """A block of keys. Unknown keys are refused; models are frozen."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )


class DataFile(Block):
    """The top of a file; `schema` is the version of its form, for later migrations."""

    schema_version: Annotated[str, _reads(scalars.read_text)] = Field(
        alias="schema", description="Versione della forma del file: 1"
    )


Model = TypeVar("Model", bound=Block)


def validate(
    model: type[Model], tree: Node, context: Any = None
) -> tuple[Model | None, list[Problem]]:
    """Type a tree by the schema: the model, or None with every problem found, each in its place."""
    try:
        return model.model_validate(plain(tree), context=context), []
    except ValidationError as error:
        return None, [_problem(model, tree, dict(detail)) for detail in error.errors()]


def _problem(model: type[Block], tree: Node, error: dict[str, Any]) -> Problem:
    path, kind = tuple(error["loc"]), error["type"]
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ScalarError):
        place = locate(tree, path + cause.at)
        return Problem(place, cause.code, cause.what, cause.why, cause.cure)
    name = str(path[-1]) if path else ""
    if kind == "missing":
        return Problem(
            locate(tree, path[:-1]),
            "D201",
            f"manca «{name}»",
            "senza questa chiave il dato non si può pubblicare.",
            f"aggiungi la riga  {name}: …",
        )
    if kind == "extra_forbidden":
        known = known_keys(model, path[:-1])
        near = suggestion(name.lower(), known)
        return Problem(
            locate(tree, path, key=True),
            "D202",
            f"la chiave «{name}» non esiste qui",
            f"qui si possono scrivere solo: {', '.join(known)}.",
            near or "correggi il nome della chiave, o toglila",
        )
    place = locate(tree, path)
    if kind in ("literal_error", "enum"):
        allowed = str(error["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
        near = suggestion(str(error["input"]), allowed.split(", "))
        return Problem(
            place,
            "D203",
            f"«{error['input']}» non è fra i valori ammessi",
            f"i valori ammessi sono: {allowed}.",
            near or "scegli uno dei valori ammessi",
        )
    if kind in ("list_type", "tuple_type"):
        return Problem(
            place,
            "D204",
            f"«{name}» deve essere un elenco",
            "qui stanno più voci, una per riga, ciascuna con il suo trattino.",
            "scrivi ogni voce su una riga:  - …",
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return Problem(
            place,
            "D205",
            f"«{name}» deve contenere altre chiavi",
            "qui serve un blocco, rientrato di due spazi, con una chiave per riga.",
            "per un numero scrivi, rientrate,  valore: …  e  riga: …",
        )
    return Problem(
        place,
        "D206",
        f"«{name}» non ha il contenuto giusto",
        "qui serve un testo semplice su una riga.",
        "controlla i rientri e i due punti",
    )


def known_keys(model: type[Block], path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that may stand at `path` below a model, in the order of the schema."""
    annotation: Any = model
    for step in path:
        annotation = _step(annotation, step)
    target = _block_of(annotation)
    return [field.alias or name for name, field in target.model_fields.items()] if target else []


def _step(annotation: Any, step: str | int) -> Any:
    block = _block_of(annotation)
    if block is not None:
        for name, field in block.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return annotation
    args = get_args(annotation)
    if get_origin(annotation) in (Union, Annotated, type(int | str)):
        return next((_step(arg, step) for arg in args if _holds_block(arg)), annotation)
    return args[-2] if len(args) > 1 and args[-1] is Ellipsis else args[-1] if args else annotation


def _holds_block(annotation: Any) -> bool:
    return _block_of(annotation) is not None or any(map(_holds_block, get_args(annotation)))


def _block_of(annotation: Any) -> type[Block] | None:
    if isinstance(annotation, type) and issubclass(annotation, Block):
        return annotation
    if get_origin(annotation) in (Union, Annotated, type(int | str)):
        return next((found for arg in get_args(annotation) if (found := _block_of(arg))), None)
    return None


def keyed(values: Mapping[str, object]) -> str:
    """Return the ids of a vocabulary, for messages."""
    return ", ".join(values)

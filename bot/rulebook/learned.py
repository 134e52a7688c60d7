"""Reads the learned reader's file into a model, or says why it cannot be one. Writes it too, for training."""

import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.detectors.model import BUCKETS, Model, Sureness
from bot.detectors.traits import BLOCKS, VERSION
from bot.errors import FileError
from bot.finding import Concern
from bot.shipped import DATA

MODEL = DATA / "reader" / "model.npz"
LARGEST = 16_000_000  # bytes, unpacked: what is not ours must not fill the memory
_CARD = "card.json"
_ARRAYS = {"table": np.int8, "marks": np.uint8, "scales": np.float32, "bias": np.float32}
_FIRST = (1980, 1, 1, 0, 0, 0)  # a zip's first day: the same weights are the same file


class Card(BaseModel):
    """What a model says of itself."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["schoolgate-reader"]
    version: int
    concerns: tuple[Concern, ...] = Field(min_length=1)
    limits: dict[Sureness, float]


@cache
def load_model(path: Path = MODEL) -> Model:
    """Raises FileError with the reason it is refused."""
    try:
        with ZipFile(path) as packed:
            return _model(packed, path)
    except FileNotFoundError:
        raise FileError(f"{path}: there is no such file; install Schoolgate again, or run 'make train'") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror})") from error
    except (BadZipFile, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise FileError(f"{path}: this is no model of a reader, or not all of one ({error})") from error


def save_model(model: Model, path: Path) -> None:
    """The same model is the same file, to the byte."""
    limits = {sureness.value: model.limits[sureness] for sureness in Sureness}
    concerns = [concern.value for concern in model.concerns]
    card = {"format": "schoolgate-reader", "version": VERSION, "concerns": concerns, "limits": limits}
    with ZipFile(path, "w") as packed:
        packed.writestr(ZipInfo(_CARD, _FIRST), json.dumps(card, indent=1))
        for name in _ARRAYS:
            array = BytesIO()
            np.save(array, getattr(model, name), allow_pickle=False)
            packed.writestr(ZipInfo(f"{name}.npy", _FIRST), array.getvalue(), ZIP_DEFLATED, 9)


def _model(packed: ZipFile, path: Path) -> Model:
    if sum(part.file_size for part in packed.infolist()) > LARGEST:
        raise FileError(f"{path}: unpacked it is more than {LARGEST:,} bytes; this is no model of ours")
    try:
        card = Card.model_validate_json(packed.read(_CARD))
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{'.'.join(map(str, first['loc'])) or _CARD}: {first['msg']}") from None
    if card.version != VERSION:
        raise FileError(f"{path}: made for version {card.version} of the traits, this is {VERSION}; run 'make train'")
    arrays = {name: _array(packed, name) for name in _ARRAYS}
    width = len(card.concerns)
    shapes = {"table": (BUCKETS, width), "marks": (BUCKETS,), "scales": (len(BLOCKS),), "bias": (width,)}
    _fit(arrays, shapes)
    if set(card.limits) != set(Sureness) or not all(0 < limit < 1 for limit in card.limits.values()):
        raise ValueError("its limits are not shares between 0 and 1, one for each sureness")
    return Model(card.concerns, **arrays, limits=card.limits)


def _array(packed: ZipFile, name: str) -> NDArray[Any]:
    return np.load(BytesIO(packed.read(f"{name}.npy")), allow_pickle=False)  # type: ignore[no-any-return]


def _fit(arrays: Mapping[str, NDArray[Any]], shapes: Mapping[str, tuple[int, ...]]) -> None:
    for name, kind in _ARRAYS.items():
        array = arrays[name]
        if array.dtype != kind or array.shape != shapes[name]:
            raise ValueError(f"'{name}' is {array.dtype} {array.shape}, not {np.dtype(kind)} {shapes[name]}")
        if not np.isfinite(array).all():
            raise ValueError(f"'{name}' holds something that is no number")

"""The library as a whole, and what is brought into it."""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from affetto.affect_json import JSON_DIGITS
from affetto.library.composition import LibraryComposition, Use
from affetto.library.folder_browsing import BrowsedFolder
from affetto.library.moods import MoodOrigin
from affetto.library.records import LibraryStats, MoodColumns, Quadrant

_MAX_PATH = 4096


class LibraryOut(BaseModel):
    """Figures of the whole library, as `affetto library stats --json` has them."""

    tracks: int
    files: int
    failed_files: int
    analysed_tracks: int
    duration_s: float
    mean_tempo_bpm: float | None
    genres: dict[str, int] = Field(description="Tracks by genre, the most frequent first.")
    quadrants: dict[Quadrant, int] = Field(description="Tracks by quarter of the plane.")
    tracks_without_mood: int
    moods: dict[MoodOrigin, int] = Field(description="Tracks by who states their mood first.")
    uses: dict[Use, int] = Field(description="Tracks by what they may be used for.")
    sources: dict[str, int] = Field(description="Tracks by where they can be played.")

    @classmethod
    def of(cls, stats: LibraryStats, composition: LibraryComposition) -> Self:
        """The figures of a library."""
        return cls.model_validate({**vars(stats), **vars(composition)})


class MoodMapOut(BaseModel):
    """Where tracks lie in the plane: columns, an entry in each for every track."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ids": [1, 2],
                    "valence": [0.4, -0.2],
                    "arousal": [0.1, -0.5],
                    "uncertainty": [0.2, 0.3],
                    "total": 3,
                    "left_out": 0,
                }
            ]
        }
    )

    ids: list[int]
    valence: list[float]
    arousal: list[float]
    uncertainty: list[float] = Field(description="Standard deviation of either coordinate.")
    total: int = Field(description="Tracks that pass, with a mood or without.")
    left_out: int = Field(
        description="Tracks with a mood that are not shown, because there are too many."
    )

    @classmethod
    def of(cls, columns: MoodColumns) -> Self:
        """The columns of a library. They are as they should be, so nothing checks each number."""
        return cls.model_construct(
            ids=columns.ids.tolist(),
            **{
                name: np.round(getattr(columns, name), JSON_DIGITS).tolist()
                for name in ("valence", "arousal", "uncertainty")
            },
            total=len(columns.ids) + columns.left_out + columns.without_mood,
            left_out=columns.left_out,
        )


class FolderOut(BaseModel):
    """A folder in another one."""

    name: str
    path: str


class BrowsedFolderOut(BaseModel):
    """A folder of the machine that the service runs on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "path": "/home/ada",
                    "parent": "/home",
                    "folders": [{"name": "Music", "path": "/home/ada/Music"}],
                    "music_files": 0,
                }
            ]
        }
    )

    path: str
    parent: str | None = Field(description="The folder it lies in; null at the top.")
    folders: list[FolderOut]
    music_files: int = Field(description="In the folder itself.")

    @classmethod
    def of(cls, folder: BrowsedFolder) -> Self:
        """A folder that was looked into."""
        return cls(
            path=str(folder.path),
            parent=None if folder.parent is None else str(folder.parent),
            folders=[FolderOut(name=path.name, path=str(path)) for path in folder.folders],
            music_files=folder.music_files,
        )


class AdditionIn(BaseModel):
    """What is to be added: a file or folder of this machine, or the free starter tracks."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"path": "/music"}, {"starter": True}]}
    )

    path: Annotated[str, Field(min_length=1, max_length=_MAX_PATH)] | None = None
    starter: bool = False

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if (self.path is None) != self.starter:
            raise ValueError("say a path, or that the starter music is meant")
        return self

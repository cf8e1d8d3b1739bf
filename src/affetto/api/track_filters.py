"""What to pass over in the library, as the query of an address says it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from affetto.api.dependencies import UserDep
from affetto.library.records import TrackFilter
from affetto.licences import LicenceUse


def read_filter(
    user: UserDep,
    text: Annotated[
        str, Query(max_length=200, description="Words in title, artist, album or path.")
    ] = "",
    genre: Annotated[
        list[str] | None, Query(max_length=20, description="Any of these.", examples=[["jazz"]])
    ] = None,
    decade: Annotated[
        list[Annotated[int, Field(ge=1000, le=3000)]] | None,
        Query(max_length=20, description="Any of these, by first year.", examples=[[1980]]),
    ] = None,
    licence: Annotated[LicenceUse, Query(description="What it may be used for.")] = LicenceUse.ANY,
    *,
    liked: Annotated[bool, Query(description="Only what you like.")] = False,
) -> TrackFilter:
    """The tracks that are asked for, wherever in the plane they lie."""
    return TrackFilter(
        text=text,
        genres=tuple(genre or ()),
        decades=tuple(decade or ()),
        licence=licence,
        liked_by=user if liked else None,
    )


TrackFilterDep = Annotated[TrackFilter, Depends(read_filter)]

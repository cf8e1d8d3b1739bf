"""What can be asked for."""

from __future__ import annotations

from fastapi import APIRouter

from affetto import __version__
from affetto.affect import EMOTION_POINTS, SURE_FROM, FaceEmotion
from affetto.api.dependencies import ChoicesDep, UploadLimitsDep
from affetto.api.schemas.matches import MAX_TRACKS
from affetto.api.schemas.options import (
    DecadeOut,
    DurationsOut,
    EmotionOut,
    GenreOut,
    LanguageOut,
    LimitsOut,
    OptionsOut,
    ProviderOut,
    StrategyOut,
)
from affetto.api.uploads import MAX_PICTURES
from affetto.app.options import describe_strategies
from affetto.licences import LicenceUse
from affetto.recommend.filters import Popularity
from affetto.recommend.query import Intent, Personalization

router = APIRouter(tags=["music"])

# More genres than anybody looks through; a filter takes any other name as well.
_GENRES = 200
_FACE_WORDS = frozenset(FaceEmotion)


@router.get("/options", summary="Tell what can be asked for")
def tell_options(choices: ChoicesDep, limits: UploadLimitsDep) -> OptionsOut:
    """Words, strategies and filters, with what the library has of them."""
    choice = choices.current()
    return OptionsOut(
        version=__version__,
        emotions=[
            EmotionOut(
                word=word,
                kind="face" if word in _FACE_WORDS else "scene",
                valence=point.valence,
                arousal=point.arousal,
            )
            for word, point in EMOTION_POINTS.items()
        ],
        strategies=[
            StrategyOut(name=name, summary=summary)
            for name, summary in describe_strategies().items()
        ],
        intents=list(Intent),
        popularities=list(Popularity),
        personalizations=list(Personalization),
        licences=list(LicenceUse),
        genres=[
            GenreOut(name=name, tracks=count)
            for name, count in list(choice.genres.items())[:_GENRES]
        ],
        decades=[DecadeOut(decade=year, tracks=count) for year, count in choice.decades.items()],
        providers=[
            ProviderOut(name=name, tracks=count) for name, count in choice.providers.items()
        ],
        languages=[
            LanguageOut(code=code, tracks=count) for code, count in choice.languages.items()
        ],
        durations=(
            DurationsOut(least_s=choice.duration_s[0], most_s=choice.duration_s[1])
            if choice.duration_s
            else None
        ),
        limits=LimitsOut(upload_mb=limits.picture_mb, pictures=MAX_PICTURES, tracks=MAX_TRACKS),
        sure_from=SURE_FROM,
    )

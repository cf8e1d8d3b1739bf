"""What the user typed about a track, and how it wins over all that others say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from affetto.affect import Point
from affetto.errors import InputError
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.records import LicenceOrigin
from affetto.library.tables import TrackRow
from affetto.library.texts import make_storable
from affetto.library.wording import index_words, name_genres
from affetto.mood_words import mood_of_word


class EditedField(StrEnum):
    """What of a track can be edited."""

    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    GENRES = "genres"
    YEAR = "year"
    LICENCE = "licence"
    # A statement beside those of others (`affetto.library.moods`), which hides none of them.
    MOOD = "mood"


# Who states the moods that were typed; and how exactly people point at a place in the plane,
# standard deviation of either coordinate. Our choice: about the breadth of a finger on a screen.
_USER = "you"
_POINTING_UNCERTAINTY = 0.1

# Of recorded music: Scott de Martinville's phonautogram of "Au clair de la lune" is from 1860.
_YEARS = range(1860, 2200)


def apply_edits(row: TrackRow) -> None:
    """Puts what the user typed over what a row was just given by a file or a catalogue.

    What stood there is kept as the original of the edit, to return when it is taken back. Call it
    once, when all edited fields of the row say what others say of the track: at the end of
    describing a row anew, or after `lift_edits` and a change.
    """
    for edit in row.edits:
        if edit.field != EditedField.MOOD:
            edit.original = value_of(row, EditedField(edit.field))
            write_value(row, EditedField(edit.field), edit.value)


def lift_edits(row: TrackRow) -> None:
    """Brings back what others say of a track, for the time of a change that rests on it."""
    for edit in row.edits:
        if edit.field != EditedField.MOOD:
            write_value(row, EditedField(edit.field), edit.original)


def value_of(row: TrackRow, field: EditedField) -> Any:
    """What a row says in a field, in the form in which edits are kept."""
    match field:
        case EditedField.GENRES:
            return [genre.name for genre in row.genres]
        case EditedField.LICENCE:
            return {"text": row.licence, "origin": row.licence_origin}
        case _:
            return getattr(row, field.value)


def write_value(row: TrackRow, field: EditedField, value: Any) -> None:
    """Writes a value, in the form in which edits are kept, into a field of a row."""
    match field:
        case EditedField.GENRES:
            name_genres(row, value)
        case EditedField.LICENCE:
            row.licence, row.licence_origin = value["text"], value["origin"]
        case _:
            setattr(row, field.value, value)
            index_words(row)


def keep_value(field: EditedField, typed: Any) -> Any:
    """What a user typed for a field, in the form in which edits are kept.

    Args:
        field: what is edited.
        typed: a text; of the year a whole number, of the genres a list of texts, of the mood an
            object with `valence` and `arousal`, or with `word`. Empty texts and lists say that
            there is none, which a title cannot.

    Raises:
        InputError: it is nothing that the field can hold.
    """
    match field:
        case EditedField.TITLE:
            return _check_title(typed)
        case EditedField.YEAR:
            return _check_year(typed)
        case EditedField.GENRES:
            return _check_genres(typed)
        case EditedField.LICENCE:
            text = _check_text(field, typed)
            return {"text": text, "origin": LicenceOrigin.USER.value if text else ""}
        case EditedField.MOOD:
            return _check_mood(typed)
        case _:
            return _check_text(field, typed)


def typed_value(field: EditedField, kept: Any) -> Any:
    """What a user typed, from the form in which edits are kept: the way back of `keep_value`."""
    return kept["text"] if field is EditedField.LICENCE else kept


def mood_statement(kept: Mapping[str, Any]) -> MoodStatement:
    """What the user says of a mood, from the form in which edits are kept."""
    if "word" in kept:
        return _say_word(kept["word"])
    point = Point(kept["valence"], kept["arousal"])
    return MoodStatement(MoodOrigin.USER, _USER, point, _POINTING_UNCERTAINTY)


def _check_text(field: EditedField, value: Any) -> str:
    if not isinstance(value, str):
        raise InputError(field.value, f"{value!r} is no text")
    return make_storable(value).strip()


def _check_title(value: Any) -> str:
    title = _check_text(EditedField.TITLE, value)
    if not title:
        raise InputError(EditedField.TITLE.value, "must not be empty")
    return title


def _check_year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise InputError(
            EditedField.YEAR.value, f"{value!r} is no year from {_YEARS[0]} to {_YEARS[-1]}"
        )
    return value


def _check_genres(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise InputError(EditedField.GENRES.value, f"{value!r} is no list of texts")
    genres = [_check_text(EditedField.GENRES, genre) for genre in value]
    return list(dict.fromkeys(genre for genre in genres if genre))


def _check_mood(value: Any) -> dict[str, Any]:
    if isinstance(value, dict) and isinstance(value.get("word"), str):
        _say_word(value["word"])
        return {"word": value["word"]}
    try:
        point = Point(float(value["valence"]), float(value["arousal"]))
    except (TypeError, KeyError, ValueError) as error:
        reason = "needs a word, or valence and arousal from -1 to 1"
        raise InputError(EditedField.MOOD.value, reason) from error
    return {"valence": point.valence, "arousal": point.arousal}


def _say_word(word: str) -> MoodStatement:
    mood = mood_of_word(word)
    if mood is None:
        reason = f"{word!r} names no mood that is known; say valence and arousal instead"
        raise InputError(EditedField.MOOD.value, reason)
    return MoodStatement(MoodOrigin.USER, _USER, mood.point, mood.uncertainty, (word,))

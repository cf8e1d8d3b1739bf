"""What the cells of tables and the fields of records say: numbers, years, keys, lists.

An empty cell says nothing, which is no error; a cell that says something impossible is one, for
then its row, and perhaps the whole table, is not what it seems.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from affetto.music import Mode
from affetto.text import printable

_UNKNOWN = frozenset(
    {"", "nan", "NaN", "NAN", "none", "None", "NONE", "null", "NULL", "na", "NA", "n/a", "N/A", "-"}
)
_SHOWN_CHARACTERS = 40

# What is still believed of a recording. All our choice, far outside what music is.
_LONGEST_S = 7 * 24 * 3600.0
_FASTEST_BPM = 1000.0
_LOUDNESS_RANGE_DB = (-120.0, 20.0)
_YEARS = range(1500, 2101)
# Shares are computed in floating point, so that a whole may be a little more.
_ROUNDING = 1e-6

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_DECADE = re.compile(r"'?(\d0)'?s")
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)")
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")  # ISO 3901
_MBID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_PITCH_CLASSES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11, "h": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "s": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}
_KEY = re.compile(
    r"([a-h])\s*(#|♯|♭|sharp|flat|b|s(?!h))?(?:/[a-g][#♯b♭]?)?\s*(m|min|minor|maj|major|dur|moll)?",
    re.IGNORECASE,
)
_MINOR = frozenset({"m", "min", "minor", "moll", "0", "0.0"})
_MAJOR = frozenset({"M", "maj", "major", "dur", "1", "1.0"})
# The wheels on which disc jockeys number keys by fifths. 1A of Camelot is A flat minor and 1B is
# B major; 1m of Open Key is A minor and 1d is C major.
_WHEEL = re.compile(r"(\d{1,2})\s*([abmd])", re.IGNORECASE)
_WHEEL_STARTS = {
    "a": (8, Mode.MINOR),
    "b": (11, Mode.MAJOR),
    "m": (9, Mode.MINOR),
    "d": (0, Mode.MAJOR),
}
_FIFTH = 7


def clean(text: str) -> str:
    """Words on one line, without control characters and needless space."""
    return " ".join(printable(text).split())


def is_unknown(text: str) -> bool:
    """Whether a cell says nothing, or that nothing is known."""
    return text in _UNKNOWN


def shown(text: str) -> str:
    """A cell as messages quote it."""
    short = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
    return repr(printable(short))


def number(text: str, name: str) -> float | None:
    """A finite number; None where nothing is said.

    Raises:
        ValueError: it is no number, or infinite.
    """
    if text in _UNKNOWN:
        return None
    try:
        value = float(text)
    except ValueError:
        stripped = text.strip()
        if stripped != text:
            return number(stripped, name)
        raise ValueError(f"{name} is {shown(text)}, not a number") from None
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise ValueError(f"{name} is infinite")
    return value


def share(text: str, name: str, whole: float = 1.0) -> float | None:
    """A share in [0, 1], written as parts of `whole`.

    Raises:
        ValueError: it is no number, or out of range.
    """
    value = number(text, name)
    if value is None:
        return None
    value /= whole
    if 0 <= value <= 1:
        return value
    if not -_ROUNDING <= value <= 1 + _ROUNDING:
        raise ValueError(f"{name} is {shown(text)}, which is not from 0 to {whole:g}")
    return min(1.0, max(0.0, value))


def seconds(text: str, name: str = "the duration", per_second: float = 1.0) -> float | None:
    """A length of time in seconds, also as "3:45" or "1:02:03"; None where it is 0.

    Args:
        per_second: how many of the units it is counted in make a second.

    Raises:
        ValueError: it is no length of time that a recording could have.
    """
    if clock := _CLOCK.fullmatch(text.strip()):
        hours, minutes, rest = clock.groups()
        value: float | None = int(hours or 0) * 3600 + int(minutes) * 60 + float(rest)
    else:
        value = number(text, name)
        value = value / per_second if value is not None else None
    if value is None or value == 0:
        return None
    if not 0 < value <= _LONGEST_S:
        raise ValueError(f"{name} is {shown(text)}, which no recording lasts")
    return value


def tempo(text: str) -> float | None:
    """Beats per minute; None for 0, by which catalogues say that there is no beat.

    Raises:
        ValueError: it is no tempo.
    """
    value = number(text, "the tempo")
    if value is None or value == 0:
        return None
    if not 0 < value <= _FASTEST_BPM:
        raise ValueError(f"the tempo is {shown(text)}, which no music has")
    return value


def loudness_db(text: str) -> float | None:
    """A level relative to full scale, dB.

    Raises:
        ValueError: it is no such level.
    """
    value = number(text, "the loudness")
    if value is None:
        return None
    if not _LOUDNESS_RANGE_DB[0] <= value <= _LOUDNESS_RANGE_DB[1]:
        raise ValueError(f"the loudness is {shown(text)} dB, which nothing has")
    return value


def percentage(text: str, name: str) -> int | None:
    """A whole number from 0 to 100.

    Raises:
        ValueError: it is none.
    """
    value = number(text, name)
    if value is None:
        return None
    if not 0 <= value <= 100:
        raise ValueError(f"{name} is {shown(text)}, which is not from 0 to 100")
    return round(value)


def year(text: str) -> int | None:
    """The year in a date in any order, or the first year of a decade; None where there is none.

    Raises:
        ValueError: there are words or numbers, but no year.
    """
    if text in _UNKNOWN or not text.strip("0.-/ "):
        return None
    if found := _YEAR.search(text):
        value = int(found[1])
        if value in _YEARS:
            return value
    elif decade := _SHORT_DECADE.fullmatch(text.strip()):
        # "20s" may be either century; music that is listened to is rather of the last hundred.
        return int(decade[1]) + (2000 if int(decade[1]) < 30 else 1900)
    raise ValueError(f"the date {shown(text)} has no year")


def truth(text: str, name: str) -> bool | None:
    """Yes or no.

    Raises:
        ValueError: it is neither.
    """
    if text in _UNKNOWN:
        return None
    match text.strip().casefold():
        case "true" | "1" | "1.0" | "yes" | "y" | "t" | "explicit":
            return True
        case "false" | "0" | "0.0" | "no" | "n" | "f" | "clean":
            return False
    raise ValueError(f"{name} is {shown(text)}, neither yes nor no")


def mode(text: str) -> Mode | None:
    """Major or minor, as a word or as 1 and 0.

    Raises:
        ValueError: it is neither.
    """
    if text in _UNKNOWN:
        return None
    word = text.strip()
    # "CM" is in major and "Cm" in minor, so capitals count before they are folded.
    if word in _MAJOR or word.casefold() in _MAJOR:
        return Mode.MAJOR
    if word.casefold() in _MINOR:
        return Mode.MINOR
    if word in {"-1", "-1.0"}:
        return None
    raise ValueError(f"the mode is {shown(text)}, neither major nor minor")


def key(text: str) -> tuple[int | None, Mode | None]:
    """Tonic and mode of a key: "7", "F#", "F#m", "Db minor", "8A", "1m"; None for what is not said.

    Numbers alone are pitch classes, 0 = C; -1 says that there is no key.

    Raises:
        ValueError: it is no key.
    """
    if text in _UNKNOWN:
        return None, None
    name = text.strip()
    if wheel := _WHEEL.fullmatch(name):
        return _key_on_wheel(wheel, text)
    if spelled := _KEY.fullmatch(name):
        letter, accidental, quality = spelled.groups()
        tonic = _PITCH_CLASSES[letter.lower()] + _ACCIDENTALS[(accidental or "").lower()]
        return tonic % 12, mode(quality) if quality else None
    value = number(name, "the key")
    if value == -1:
        return None, None
    if value is None or value not in range(12):
        raise ValueError(f"the key is {shown(text)}, which is none")
    return int(value), None


def _key_on_wheel(wheel: re.Match[str], text: str) -> tuple[int, Mode]:
    hour = int(wheel[1])
    if not 1 <= hour <= 12:
        raise ValueError(f"the key is {shown(text)}, which is none")
    start, its_mode = _WHEEL_STARTS[wheel[2].lower()]
    return (start + _FIFTH * (hour - 1)) % 12, its_mode


def names(text: str, separators: str = "") -> tuple[str, ...]:
    """The names in a list: "['A', 'B']" as Python and JSON write it, or with separators.

    Args:
        separators: characters that part names; none where a name may hold any of them.
    """
    if text in _UNKNOWN:
        return ()
    listed = text.strip()
    if listed.startswith("[") and listed.endswith("]"):
        quoted = [single or double for single, double in _QUOTED.findall(listed)]
        parts: Iterable[str] = (re.sub(r"\\(.)", r"\1", name) for name in quoted)
        if not quoted:
            parts = listed[1:-1].split(",")
    elif separators:
        parts = re.split(f"[{re.escape(separators)}]", listed)
    else:
        parts = (listed,)
    found = (clean(part) for part in parts)
    return tuple(dict.fromkeys(name for name in found if name not in _UNKNOWN))


def isrc(text: str) -> str:
    """A recording code as ISO 3901 writes it; "" for anything else."""
    if not text:
        return ""
    code = re.sub(r"[^A-Za-z0-9]", "", text).upper().removeprefix("ISRC")
    return code if _ISRC.fullmatch(code) else ""


def mbid(text: str) -> str:
    """An identifier of MusicBrainz, also at the end of an address; "" for anything else."""
    identifier = text.strip().casefold().rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return identifier if _MBID.fullmatch(identifier) else ""

"""Text in the forms in which it is shown, searched and compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What moves a terminal's cursor, gives it orders or breaks a line (C0, C1, U+2028, U+2029), and
# the surrogates by which Python stands for the bytes of a file name that are not UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

# A spreadsheet runs a cell that begins so as a formula (OWASP, "CSV Injection"), the wide forms
# of East Asian input included.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001

# Numbers before a title that stand for its place: "01", "1-03", "7." and "12 -". A number that may
# belong to the title ("99 Luftballons", "24-Hour Party") stays.
_TRACK_NUMBER = re.compile(
    r"(?:0\d|\d{1,2}-\d\d)[ .)-]+(?=\S)|\(?\d{1,3}(?:\.\s+|\)\s*|\s+-\s+)(?=\S)"
)
_LETTER = re.compile(r"[^\W\d_]")

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text on one line and harmless to a terminal, as long as it was.

    Line breaks, tabs and the like become spaces; other control characters and what no encoding
    takes become U+FFFD.
    """
    return _UNPRINTABLE.sub(lambda found: " " if found[0].isspace() else _REPLACEMENT, text)


def title_of_file(stem: str) -> str:
    """What a recording is called whose file has no title: the file's name, to be read by people.

    Args:
        stem: the name without its ending.

    >>> title_of_file("01_calm_evening"), title_of_file("1-03 - Rain"), title_of_file("99 Red")
    ('calm evening', 'Rain', '99 Red')
    """
    title = " ".join(stem.replace("_", " ").split())
    bare = _TRACK_NUMBER.sub("", title, count=1) if _TRACK_NUMBER.match(title) else title
    return (bare if _LETTER.search(bare) else title) or stem


def inert_cell(text: str) -> str:
    """The text as a cell of a table that no spreadsheet runs as a formula."""
    # An apostrophe in front makes a spreadsheet show the text instead of running it.
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def fold(text: str) -> str:
    """The text as it is searched and sorted: without accents, without upper case, printable."""
    bare = printable(text)
    if not bare.isascii():
        letters = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


# A library has many tracks and few genres.
@lru_cache(maxsize=4096)
def words_key(text: str) -> str:
    """The words of a name between spaces: "Synth-Pop" is " synth pop ".

    The words of one name stand side by side in another where its key is in the other's key:
    "rock" is in "Indie Rock", not in "Rockabilly". Empty for a text without letters and digits.
    """
    words = re.findall(r"[^\W_]+", fold(text))
    return f" {' '.join(words)} " if words else ""

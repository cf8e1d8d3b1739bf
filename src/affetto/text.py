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

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The text on one line and harmless to a terminal, as long as it was.

    Line breaks, tabs and the like become spaces; other control characters and what no encoding
    takes become U+FFFD.
    """
    return _UNPRINTABLE.sub(lambda found: " " if found[0].isspace() else _REPLACEMENT, text)


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

"""What a licence, as a tag or a catalogue writes it, lets a person do with a recording.

Reading is strict: every word of a text must be understood, because a wrong "yes" puts somebody's
film off the air and a wrong "no" only hides a track.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class LicenceUse(StrEnum):
    """What the music is for."""

    ANY = "any"
    PERSONAL = "personal"
    FILM = "film"


@dataclass(frozen=True)
class LicenceTerms:
    """The terms of one open licence.

    Attributes:
        attribution: the author must be credited.
        share_alike: what is made with it must carry the same licence.
        no_derivatives: it must not be changed; setting it to pictures is a change.
        non_commercial: it must not be used for profit.
    """

    attribution: bool = False
    share_alike: bool = False
    no_derivatives: bool = False
    non_commercial: bool = False

    @property
    def film_safe(self) -> bool:
        """Whether it may be cut to a picture that is sold or shown under any licence."""
        return not (self.share_alike or self.no_derivatives or self.non_commercial)


@dataclass(frozen=True)
class Licence:
    """An open licence.

    Attributes:
        spdx_id: its SPDX identifier; "" where the version is open, or SPDX has none.
    """

    spdx_id: str
    terms: LicenceTerms


# Texts are read piece by piece, in small letters and with spaces for punctuation.
_PUNCTUATION = re.compile(r"""[\s_,;:/()\[\]"'–—-]+|(?<!\d)\.|\.(?!\d)""")
_CC_ADDRESS = re.compile(
    r"(?<![\w./?=&@-])(?:https?://)?(?:www\.)?creativecommons\.org/"
    r"(?:licen[cs]es/(?P<licence>by(?:-(?:nc|nd|sa))*)(?:/(?P<version>\d\.\d))?"
    r"|publicdomain/(?P<dedication>zero|mark)/1\.0)"
    r"(?:/(?:[a-z]{2}|igo|scotland))?(?:/(?:deed|legalcode)(?:\.[a-z_-]+)?)?/?(?:\?ref=[\w-]+)?"
    r"(?=[\s,;)\]\"'>]|\.?$|\.\s)"
)
_NON_COMMERCIAL = r"\b(?:nc|non ?commercial)\b"
_NO_DERIVATIVES = r"\b(?:nd|no ?deriv(?:ative)?s?(?: works)?)\b"
_SHARE_ALIKE = r"\b(?:sa|share ?alike)\b"
_PIECE = re.compile(
    r"(?:(?P<by>(?:(?:cc|creative commons) )?(?:by|attribution)"
    rf"(?: (?:{_NON_COMMERCIAL}|{_NO_DERIVATIVES}|{_SHARE_ALIKE}))*"
    r"(?: (?:v|version )?\d(?:\.\d)?)?(?: (?:international|unported|generic|us|uk|de|fr))?)"
    r"|(?P<zero>(?:public domain )?(?:(?:creative commons )?cc ?(?:0|zero)|creative commons zero)"
    r"(?: v?1(?:\.0)?)?(?: universal)?(?: public domain(?: dedication)?)?)"
    r"|(?P<mark>(?:public domain mark|pdm)(?: 1\.0)?)"
    r"|(?P<public_domain>public domain|pd)"
    # Permissive software licences that music is published under: credit is all they ask.
    r"|(?P<permissive>mit(?: 0)?|expat|isc|0bsd|bsd(?: [23] clause)?|apache(?: 2\.0)?|zlib"
    r"|bsl 1\.0|unlicense|wtfpl)"
    # Free, but what is made with it must be as free.
    r"|(?P<copyleft>[al]?gpl(?: ?v?[1-3](?:\.[01])?)?(?: only| or later|\+)?|lal 1\.[23]"
    r"|(?:free art licen[cs]e|fal)(?: 1\.[0-3])?)"
    # What stands around a name without changing what it gives.
    r"|(?:this|the|a|an|work|track|recording|is|in|to|of|under|terms|public|licen[cs]ed?"
    r"|released|published|available|cc|creative commons))"
    r"(?: |$)"
)
_CC = re.compile(r"\b(?:cc|creative commons)\b")
_CC_ELEMENTS = frozenset({"BY", "BY-NC", "BY-ND", "BY-SA", "BY-NC-ND", "BY-NC-SA"})
_CC_VERSIONS = frozenset({"", "1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
_SPDX_IDS = {
    name.casefold(): name
    for name in (
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "ISC"),
        *("GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later"),
        *("LAL-1.2", "LAL-1.3", "MIT", "MIT-0", "Unlicense", "WTFPL", "Zlib"),
    )
}

_MARK = r"(?:©|℗|\([cp]\)|copyright) ?"
_YEARS = r"\d{4}(?:[-–]\d{4})?,?"
_HOLDER = r"(?P<holder>[\w &'’-]{1,80})"
_NOTICE = re.compile(rf"(?:(?:{_MARK})+(?:{_YEARS} )?|{_YEARS} ){_HOLDER}\.?")
# As Creative Commons has licences written into the copyright tag of an MP3 file.
_EMBEDDED = re.compile(
    rf"(?:{_MARK})*{_YEARS} {_HOLDER}\. licensed to the public under (?P<address>\S+)"
    r"(?: verify at \S+)?"
)
# A name is any words at all, so those that speak of a licence are left to be read as such.
_NO_NAME = re.compile(
    r"\b(?:all|no|not|non\w*|only|except|unless|without|private|personal|reserved|commercial\w*|use"
    r"|licen[cs]e\w*|cc\d*|creative|public|by|nc|nd|sa)\b"
)


# A library has many tracks and few licences.
@lru_cache(maxsize=1024)
def read_licence(text: str) -> Licence | None:
    """The licence that a text names by SPDX identifier, by address or in words.

    Returns:
        None where the text names no open licence, names two, or says anything more that may
        restrict one. Ported versions of a licence count as the unported one.
    """
    plain = _plain(text)
    embedded = _EMBEDDED.fullmatch(plain)
    if embedded and not _NO_NAME.search(embedded["holder"]):
        plain = embedded["address"]
    words = _PUNCTUATION.sub(" ", _CC_ADDRESS.sub(_name_address, plain)).strip()
    named: dict[tuple[str, LicenceTerms], set[Licence]] = {}
    position = 0
    while position < len(words):
        piece = _PIECE.match(words, position)
        if piece is None:
            return None
        if kind := piece.lastgroup:
            licence = _read_name(kind, piece[kind])
            # "Attribution" and "by" are words of every day unless Creative Commons is named too.
            if licence is None or (kind == "by" and not _CC.search(words)):
                return None
            family = piece[kind] if kind in {"permissive", "copyleft"} else kind
            named.setdefault((family, licence.terms), set()).add(licence)
        position = piece.end()
    if len(named) != 1:
        return None
    (mentions,) = named.values()
    # One mention may leave open the version that another one names.
    exact = {licence for licence in mentions if licence.spdx_id} or mentions
    return exact.pop() if len(exact) == 1 else None


def is_rights_notice(text: str) -> bool:
    """Whether a text names the holder of the rights and nothing else, as in "© 2020 Ada"."""
    notice = _NOTICE.fullmatch(_plain(text))
    return notice is not None and not _NO_NAME.search(notice["holder"])


# How addresses begin of what lies on people's own disks and servers.
OWN_PLACES = ("file:", "opensubsonic:", "jellyfin:", "mpd:")


def allows(licence: str, uri: str, use: LicenceUse) -> bool:
    """Whether a recording may be used for `use`.

    - `any`: always; nothing is asked about the licence.
    - `personal`: it lies on the person's own disk or server, or has an open licence of any kind.
    - `film`: CC0, public domain, CC BY, or MIT-like. Never ND (cutting to picture is a change),
      nor NC, nor SA, nor a licence that is not known, wherever the file lies.

    Args:
        licence: what the tags or the catalogue say; may be empty.
        uri: where the recording can be played.
        use: what it is wanted for.
    """
    if use is LicenceUse.ANY:
        return True
    read = read_licence(licence)
    if use is LicenceUse.PERSONAL:
        return read is not None or uri.startswith(OWN_PLACES)
    return read is not None and read.terms.film_safe


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _name_address(address: re.Match[str]) -> str:
    if address["licence"]:
        return f" cc {address['licence']} {address['version'] or ''} "
    return " cc0 1.0 " if address["dedication"] == "zero" else " pdm 1.0 "


def _read_name(kind: str, name: str) -> Licence | None:
    match kind:
        case "by":
            return _read_cc(name)
        case "zero":
            return Licence("CC0-1.0", LicenceTerms())
        case "mark":
            return Licence("CC-PDM-1.0", LicenceTerms())
        case "public_domain":
            return Licence("", LicenceTerms())
    spdx_id = _SPDX_IDS.get(name.replace(" ", "-"), "")
    return Licence(spdx_id, LicenceTerms(attribution=True, share_alike=kind == "copyleft"))


def _read_cc(name: str) -> Licence | None:
    terms = LicenceTerms(
        attribution=True,
        share_alike=bool(re.search(_SHARE_ALIKE, name)),
        no_derivatives=bool(re.search(_NO_DERIVATIVES, name)),
        non_commercial=bool(re.search(_NON_COMMERCIAL, name)),
    )
    marks = {"NC": terms.non_commercial, "ND": terms.no_derivatives, "SA": terms.share_alike}
    elements = "-".join(["BY", *(mark for mark, is_named in marks.items() if is_named)])
    number = re.search(r"(\d)(?:\.(\d))?", name)
    version = f"{number[1]}.{number[2] or 0}" if number else ""
    if elements not in _CC_ELEMENTS or version not in _CC_VERSIONS:
        return None
    return Licence(f"CC-{elements}-{version}" if version else "", terms)

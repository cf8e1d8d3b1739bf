"""What a title says besides the name of a piece: guests, remasters, and other versions.

Catalogues write such marks in brackets or behind a dash ("Song (Live)", "Song - Remastered 2011"),
pages for videos anywhere. A mark is of one of three kinds:
- it leaves the recording as it is: a remaster, the film it is from, "Official Video";
- it names another cut of the same recording: "Radio Edit", "Single Version", "Mono";
- it names another recording: "Live", "Karaoke", "Instrumental", "Remix", "Sped Up", and whatever
  calls itself a version that is not known here ("Spanish Version", "Ada's Version").
MusicBrainz draws the same lines in its guidelines on recordings, but for cuts, which are
recordings of their own there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from affetto.text import fold

_BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_DASH = re.compile(r"\s+[-–—]\s+|\s*:\s+(?=live\b)")
_GUESTS = re.compile(r"(?:feat|ft|featuring|with|con|w/)\b\.?\s*(?P<names>.+)")
# Without brackets only words that nothing else begins with.
_OPEN_GUESTS = re.compile(r"\s(?:feat|ft|featuring)\b\.?\s+(?P<names>.+)$")
_NAMES_APART = re.compile(r"\s*(?:[,;/&+]|\b(?:and|x|with|feat|ft|featuring|vs)\b\.?)\s*")
_NO_LETTERS = re.compile(r"[\W_]+")
# Apostrophes, and what parts thousands.
_UNWRITTEN = re.compile(r"['’`´]|(?<=\d)[,.](?=\d{3}\b)")  # noqa: RUF001  all of them are written
# "i", "v" and "x" are words as well.
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SAME_WORD = {"and": "", "the": "", "pt": "part", "vol": "volume"}

# In the order in which they are asked; the first that is found names the recording.
_OTHER_RECORDINGS = {
    "karaoke": r"karaoke|sing[- ]?along|backing track|minus one|playback",
    "cover": r"\bcover(?:ed)?\b|tribute|in the style of|(?:originally|as) (?:performed|sung) by"
    r"|made (?:famous|popular) by",
    "live": r"\blive\b|\ben (?:vivo|directo)\b|\bao vivo\b|\bconcert\b|unplugged|\bsessions?\b"
    r"|on stage",
    "sped up": r"sped[- ]?up|speed(?:ed)?[- ]?up|nightcore|fast(?:er)? version",
    "slowed": r"\bslowed\b|\breverb\b|chopped|daycore",
    "8D": r"\b8d\b",
    "a cappella": r"\ba ?cap+el+a\b|\bvocals? only\b|\bacapella\b",
    "instrumental": r"instrumental|without vocals|no vocals",
    "acoustic": r"acoustic|\bstripped\b|piano (?:version|solo)",
    "orchestral": r"orchestra|symphonic|string quartet|lullaby|music box|8[- ]?bit",
    "demo": r"\bdemo\b|rehearsal|out-?take|\btake \d+|rough mix|work in progress",
    "alternative": r"\balternat(?:e|ive)\b|early (?:version|take|mix)",
    "re-recording": r"re-?record(?:ed|ing)|new recording",
    "reprise": r"\breprise\b|\binterlude\b|\bcommentary\b|\bmedley\b",
}
_OTHER_RECORDING = {name: re.compile(pattern) for name, pattern in _OTHER_RECORDINGS.items()}
# Without brackets, where "live" and "cover" are words like others.
_UNMISTAKABLE = {
    "karaoke": re.compile(r"\bkaraoke\b|in the style of|originally performed by"),
    "cover": re.compile(r"\btribute to\b|made famous by|\bcover by\b"),
    "live": re.compile(r"\blive (?:at|from|in) \S|\bmtv unplugged\b"),
    "sped up": re.compile(r"\bsped[- ]?up\b|\bnightcore\b"),
    "slowed": re.compile(r"\bslowed\b.*\breverb\b"),
}
_NO_DETAIL = re.compile(r"\b(?:version|versao|ver|mix|at|from|in|on|@)\b|@")
# Numbered parts are works of their own.
_PART = re.compile(r"\b(?:part|pt|vol|volume|no|book|chapter|act|side)\b")
_REMIX = re.compile(r"\bre-?mix|\brmx\b|\brework\b|mash-?up|\bdub\b|\bclub mix\b")
_SAME = re.compile(
    r"""re-?master|\bmastered\b|^(?:the\s+)?(?:album|original|lp|standard|main|studio)\b
      |^(?:explicit|clean|uncensored|bonus|deluxe|expanded|special|anniversary)\b|bonus\ track
      |^(?:\w+\ )?(?:music\s+)?(?:taken\s+)?from\b|soundtrack|\bmotion\ picture\b|\bost\b
      |^theme\s+(?:from|of)\b
      |\bofficial\b|^(?:music\s+)?video\b|\blyrics?\b|visuali[sz]er|^(?:hd|hq|4k|m/v|mv|audio)\b
      |^(?:19|20)\d\d$|^stereo$""",
    re.VERBOSE,
)
_CUT = re.compile(
    r"""\b(?:edit|edited|cut)\b|\b(?:radio|single|short|extended|long|full|tv|film|movie|video
      |mono|stereo|7"|12"|\d+\s?inch)\s*(?:\w+\s+)?(?:version|mix|length)?$|^mono\b""",
    re.VERBOSE,
)
_VERSION = re.compile(r"\b(?:version|versao|ver|mix|vip)\b\.?")


@dataclass(frozen=True)
class RecordingTitle:
    """A title, taken apart; all text is folded, without punctuation.

    Attributes:
        name: of the piece, without what is below.
        short_name: the same without brackets of no known kind; equal to it where there are none.
        guests: names of those who are featured.
        recordings: marks by which it is another recording than the one without; empty for the
            plain one.
        details: what those marks say besides, such as where it was played.
        cuts: marks by which it is another cut of the same recording.
    """

    name: str
    short_name: str
    guests: tuple[str, ...]
    recordings: frozenset[str]
    details: str
    cuts: frozenset[str]


def parse_title(title: str) -> RecordingTitle:
    """A title, taken apart."""
    text = fold(title)
    parts = _Parts()
    bare = _BRACKETED.sub(lambda found: parts.take(found[1]), text)
    first, *behind = _DASH.split(bare)
    kept = [part for part in behind if parts.take(part, is_bracketed=False).strip()]
    if guests := _OPEN_GUESTS.search(first):
        parts.guests += names_of(guests["names"])
        first = first[: guests.start()]
    for recording, pattern in _UNMISTAKABLE.items():
        if pattern.search(first):
            parts.recordings.add(recording)
    short = " ".join([first, *kept])
    name = plain_words(" ".join([short, *parts.unknown]))
    # There are songs called "(Live)" and "?".
    name = name or plain_words(text) or text
    return RecordingTitle(
        name=name,
        short_name=plain_words(short) or name,
        guests=tuple(parts.guests),
        recordings=frozenset(parts.recordings),
        details=" ".join(parts.details),
        cuts=frozenset(parts.cuts),
    )


def names_of(folded: str) -> list[str]:
    """The names in a list of artists, folded, without punctuation."""
    names = map(plain_words, _NAMES_APART.split(folded))
    return list(dict.fromkeys(filter(None, names)))


def plain_words(folded: str) -> str:
    """Folded text as its words alone, without such as catalogues write now and then."""
    words = _NO_LETTERS.sub(" ", _UNWRITTEN.sub("", folded)).split()
    plain = [_SAME_WORD.get(word, _ROMAN.get(word, word)) for word in words]
    return " ".join(filter(None, plain)) or " ".join(words)


class _Parts:
    """What stands in brackets or behind a dash, by its kind."""

    def __init__(self) -> None:
        self.guests: list[str] = []
        self.recordings: set[str] = set()
        self.details: list[str] = []
        self.cuts: set[str] = set()
        self.unknown: list[str] = []

    def take(self, part: str, *, is_bracketed: bool = True) -> str:
        """What of a part belongs to the name for sure; the rest is sorted in."""
        part = part.strip()
        if guests := _GUESTS.match(part):
            self.guests += names_of(guests["names"])
        elif found := _find_recording(part):
            recording, rest = found
            self.recordings.add(recording)
            self.details += filter(None, [plain_words(rest)])
        elif _SAME.search(part):
            pass
        elif _CUT.search(part):
            self.cuts.add(plain_words(part))
        elif _VERSION.search(part):
            self.recordings.add(plain_words(part))
        elif is_bracketed and not _PART.search(part):
            self.unknown.append(part)
        else:
            return part
        return " "


def _find_recording(part: str) -> tuple[str, str] | None:
    """Which other recording a part names, and what it says besides; None for none."""
    for name, pattern in _OTHER_RECORDING.items():
        if pattern.search(part):
            return name, _NO_DETAIL.sub(" ", pattern.sub(" ", part))
    # Each remix is one of its own.
    return (plain_words(part), "") if _REMIX.search(part) else None


def split_artist(title: str, artists: Collection[str]) -> tuple[str, str]:
    """The artist in front of a title, where it is one of those, and the title without.

    Videos and file names have it there.

    Args:
        title: folded.
        artists: as `names_of` gives them.
    """
    before, dash, after = title.partition(" - ")
    names = names_of(before) if dash and after.strip() else []
    is_artist = bool(names) and (set(names) <= set(artists) or plain_words(before) in artists)
    return (before, after) if is_artist else ("", title)

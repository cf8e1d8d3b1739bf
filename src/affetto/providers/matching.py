"""Is what a service offers the recording that was meant?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from affetto.providers.capabilities import ProviderTrack, TrackQuery
from affetto.providers.recording_titles import (
    RecordingTitle,
    names_of,
    parse_title,
    split_artist,
)
from affetto.text import fold

# Below, nothing is offered; from the second on it may be used unasked, between they are told as
# probable. All constants here are our choice, made on one half of the artists and measured on the
# other: benchmarks/provider_matching.py, docs/guides/services-matching.md.
OFFERED_FROM = 0.5
SURE_FROM = 0.85


@dataclass(frozen=True)
class Match:
    """A recording of a service, and how far it is the one that was meant.

    Attributes:
        confidence: in [0, 1], at least `OFFERED_FROM`; 1 for the same identifier.
        reason: what agrees and what does not, for people, English.
    """

    track: ProviderTrack
    confidence: float
    reason: str

    @property
    def is_sure(self) -> bool:
        """Whether it may be used unasked; else it is probably the one."""
        return self.confidence >= SURE_FROM


def best_match(query: TrackQuery, candidates: Sequence[ProviderTrack]) -> Match | None:
    """The candidate that is most likely the recording that was meant.

    The same ISRC or MusicBrainz identifier decides, unless the lengths are far apart: codes are
    copied by mistake. Otherwise titles, artists and lengths are compared. Remasters are the same
    recording; live takes, karaoke, remixes, instrumentals and the like are it only if the query
    names one as well. Of equals the one that can be played comes first, then the earlier one.

    Args:
        query: a known recording; one without title matches by its identifiers only.
        candidates: what a service found, the best first.

    Returns:
        None where no candidate reaches `OFFERED_FROM`.
    """
    wanted = _describe_query(query)
    matches = [
        _judge_codes(query, candidate)
        or _judge_words(wanted, _describe_track(candidate, wanted), candidate)
        for candidate in candidates
    ]
    best = max(
        matches,
        key=lambda match: (
            match.confidence,
            match.track.is_playable,
            fuzz.ratio(fold(query.title), fold(match.track.title)),
        ),
        default=None,
    )
    return None if best is None or best.confidence < OFFERED_FROM else best


# Far beyond what catalogues round and masters cut.
_CODE_LENGTH_S = 10.0
_CODE_LENGTH_SHARE = 0.1


def _judge_codes(query: TrackQuery, candidate: ProviderTrack) -> Match | None:
    """What identifiers say; None where they leave it open."""
    mbids = query.mbid.casefold(), candidate.mbid.casefold()
    if all(mbids) and mbids[0] != mbids[1]:
        # Unlike ISRCs, these are given by people who have compared the recordings.
        return Match(candidate, 0.0, "another MusicBrainz identifier")
    seconds = _seconds_apart(query.duration_s, candidate.duration_s)
    longest_s = max(query.duration_s or 0.0, candidate.duration_s or 0.0)
    if seconds is not None and seconds > max(_CODE_LENGTH_S, _CODE_LENGTH_SHARE * longest_s):
        return None
    isrcs = _bare_code(query.isrc), _bare_code(candidate.isrc)
    if all(isrcs) and isrcs[0] == isrcs[1]:
        return Match(candidate, 1.0, "same ISRC")
    return Match(candidate, 1.0, "same MusicBrainz identifier") if all(mbids) else None


# From this likeness on texts are the same but for slips of the pen, and below the other they have
# nothing to do with one another; between, the evidence grows evenly.
_TITLE_OTHER, _TITLE_SAME = 0.75, 0.97
_ARTIST_OTHER, _ARTIST_SAME = 0.5, 0.95
# Titles that differ by brackets of no known kind.
_BRACKETS_DIFFER = 0.95

# The confidence where all agrees, and what is left of it where something does not, or is unknown.
_ALL_AGREE = 0.99
_NO_ARTIST = 0.8
_NO_LENGTH = 0.9
_OTHER_CUT = 0.75
_OTHER_TAKE = 0.5
_OTHER_RECORDING = 0.2
# Another one put it up, and names the artist in the title.
_ARTIST_IN_TITLE = 0.85
# The same for lengths that differ by at most so many seconds.
_LENGTHS = ((3.0, 1.0), (6.0, 0.93), (12.0, 0.8), (25.0, 0.6))
_OTHER_LENGTH = 0.4
_SAME_LENGTH_S = 6.0


@dataclass(frozen=True)
class _Description:
    """What is compared of a recording; text is folded.

    Attributes:
        artists: empty where they are not known.
        is_artist_in_title: whether only the title names them.
        recordings: as of `RecordingTitle`, and what artist and album say of it.
    """

    title: RecordingTitle
    artists: tuple[str, ...]
    is_artist_in_title: bool
    recordings: frozenset[str]
    duration_s: float | None


def _describe_query(query: TrackQuery) -> _Description:
    return _describe(query.title, query.artist, "", query.duration_s, ())


def _describe_track(track: ProviderTrack, wanted: _Description) -> _Description:
    return _describe(track.title, track.artist, track.album, track.duration_s, wanted.artists)


def _describe(
    title: str, artist: str, album: str, duration_s: float | None, wanted_artists: tuple[str, ...]
) -> _Description:
    folded_artist = _CHANNEL.sub("", fold(artist))
    artists = () if folded_artist in _NOBODY else tuple(names_of(folded_artist))
    before, bare_title = split_artist(fold(title), artists)
    # A video is put up by anybody, and names the artist in front.
    is_artist_in_title = False
    if not before and wanted_artists:
        before, bare_title = split_artist(bare_title, wanted_artists)
        is_artist_in_title = bool(before)
    parsed = parse_title(bare_title)
    is_imitation = _IMITATION.search(f"{folded_artist} {fold(album)}")
    return _Description(
        parsed,
        tuple(names_of(before)) if is_artist_in_title else artists,
        is_artist_in_title,
        parsed.recordings | ({"imitation"} if is_imitation else set()),
        duration_s,
    )


# What stands behind the names of artists on pages for videos.
_CHANNEL = re.compile(r"\s+- topic$|\s*vevo$|\s+official$")
_NOBODY = frozenset(
    {"", "various artists", "various", "va", "unknown artist", "unknown", "traditional"}
)
# Who sings like others says so in the name, or on the album.
_IMITATION = re.compile(r"\bkaraoke\b|\btribute\b|made famous by|in the style of|backing tracks?\b")


def _judge_words(wanted: _Description, found: _Description, candidate: ProviderTrack) -> Match:
    title = _evidence(_title_likeness(wanted.title, found.title), _TITLE_OTHER, _TITLE_SAME)
    artist = _artist_evidence(wanted, found)
    seconds = _seconds_apart(wanted.duration_s, found.duration_s)
    has_same_length = seconds is not None and seconds <= _SAME_LENGTH_S
    confidence = _ALL_AGREE * title * _length_evidence(seconds)
    confidence *= _NO_ARTIST if artist is None else artist
    is_other = seconds is not None and not has_same_length
    if wanted.recordings != found.recordings:
        confidence *= _OTHER_RECORDING
        is_other = True
    elif _are_other_takes(wanted.title, found.title):
        confidence *= _OTHER_TAKE
        is_other = True
    elif wanted.title.cuts != found.title.cuts and not has_same_length:
        confidence *= _OTHER_CUT
        is_other = True
    length = None if seconds is None else float(has_same_length)
    reason = _reason({"title": title, "artist": artist, "length": length}, is_other=is_other)
    return Match(candidate, round(confidence, 4), reason)


def _title_likeness(one: RecordingTitle, other: RecordingTitle) -> float:
    """How alike two titles are, in [0, 1]."""
    return max(
        _name_likeness(one.name, other.name),
        _name_likeness(one.short_name, other.short_name) * _BRACKETS_DIFFER,
    )


def _name_likeness(one: str, other: str) -> float:
    # "Symphony No. 5" is much like "Symphony No. 7".
    return _likeness(one, other) if _NUMBER.findall(one) == _NUMBER.findall(other) else 0.0


_NUMBER = re.compile(r"\d+")


def _likeness(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    # Spaces are written or not, and words change places.
    joined = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return max(joined, fuzz.token_sort_ratio(one, other)) / 100


def _are_other_takes(one: RecordingTitle, other: RecordingTitle) -> bool:
    """Whether both are of one kind, say live, but of different places or days."""
    if not one.details or not other.details:
        return False
    return fuzz.token_set_ratio(one.details, other.details) < _SAME_DETAILS


# Of what marks say besides, of 100.
_SAME_DETAILS = 60


def _artist_evidence(wanted: _Description, found: _Description) -> float | None:
    """How far the artists are the same, in [0, 1]; None where they are not known.

    All that one catalogue names must be among those whom the other names, guests included.
    """
    if not wanted.artists or not found.artists:
        return None
    few, many = sorted((wanted, found), key=lambda description: len(description.artists))
    others = (*many.artists, *many.title.guests)
    likenesses = [max(_likeness(name, other) for other in others) for name in few.artists]
    by_name = sum(likenesses) / len(likenesses)
    # Names of bands are lists at times, and are parted here only.
    whole = _likeness(" ".join(wanted.artists), " ".join(found.artists))
    evidence = _evidence(max(by_name, whole), _ARTIST_OTHER, _ARTIST_SAME)
    return evidence * _ARTIST_IN_TITLE if found.is_artist_in_title else evidence


def _evidence(likeness: float, other: float, same: float) -> float:
    return min(1.0, max(0.0, (likeness - other) / (same - other)))


def _length_evidence(seconds: float | None) -> float:
    if seconds is None:
        return _NO_LENGTH
    return next((left for most_s, left in _LENGTHS if seconds <= most_s), _OTHER_LENGTH)


def _seconds_apart(one_s: float | None, other_s: float | None) -> float | None:
    return None if one_s is None or other_s is None else abs(one_s - other_s)


def _bare_code(isrc: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", isrc.upper())


# Evidence from which on a reason says that two things agree.
_AGREE_FROM = 0.9


def _reason(evidence: Mapping[str, float | None], *, is_other: bool) -> str:
    """What agrees, what only nearly does, and what is not known."""
    agree = [name for name, value in evidence.items() if value is not None and value >= _AGREE_FROM]
    differ = [name for name, value in evidence.items() if value is not None and value < _AGREE_FROM]
    unknown = [name for name, value in evidence.items() if value is None]
    parts = ["another version?"] if is_other else []
    if agree:
        parts.append(f"{_listed(agree)} {'agrees' if len(agree) == 1 else 'agree'}")
    if differ:
        parts.append(f"{_listed(differ)} {'differs' if len(differ) == 1 else 'differ'}")
    if unknown:
        parts.append(f"{_listed(unknown)} unknown")
    return "; ".join(parts).replace("?;", "?")


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import Affect, AffectSource, Point
from affetto.music import AudioFeatures, CatalogueFeatures, Recommendation, Track
from affetto.recommend.affinities import AFFINITIES, AFFINITY_SHARE, SceneAffinities
from affetto.recommend.answering import answer
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.fit import fits, shares_of
from affetto.recommend.query import Intent, Query
from affetto.recommend.reranking import Repetitions, spread_repetitions
from affetto.recommend.strategies import find_strategy
from affetto.recommend.wishes import wishes_for
from affetto.scene_context import RELIABLE_TAGS, ContextTag

MakeTrack = Callable[..., Track]

NATURE, WATER, ACTIVITY = ContextTag.NATURE, ContextTag.WATER, ContextTag.ACTIVITY
CALM = Point(0.2, -0.4)
SCENERY = Affect({"joy": 0.6, "melancholy": 0.4}, Point(0.3, -0.2), 0.6, AffectSource.SCENE)

unhurried = settings(max_examples=40, deadline=None)
shares = st.none() | st.floats(0, 1, width=32) | st.just(float("nan"))
contexts = st.dictionaries(st.sampled_from(RELIABLE_TAGS), st.floats(0.01, 1))


def sounding(
    make_track: MakeTrack,
    track_id: int,
    *,
    mood: Point = CALM,
    acousticness: float | None = None,
    articulation: float | None = None,
    danceability: float | None = None,
) -> Track:
    return make_track(
        track_id,
        mood=mood,
        features=AudioFeatures(60, articulation=articulation, danceability=danceability),
        catalogue=CatalogueFeatures(acousticness=acousticness),
    )


def rank(tracks: list[Track], context: dict[ContextTag, float]) -> list[Recommendation]:
    query = Query(SCENERY, context=context)
    return find_strategy("affect").rank(query, Catalogue.of(tracks), len(tracks))


def ids(found: list[Recommendation]) -> list[int]:
    return [each.track.id for each in found]


def random_tracks(make_track: MakeTrack, n: int, seed: int) -> list[Track]:
    rng = np.random.default_rng(seed)
    # Places on a grid, so that many fit exactly alike; a third of the features unknown.
    moods = rng.integers(-3, 4, (n, 2)) / 4
    values = rng.random((n, 3))
    known = rng.random((n, 3)) < 2 / 3
    return [
        make_track(
            i,
            mood=Point(*moods[i].tolist()),
            features=AudioFeatures(
                60,
                articulation=values[i, 1] if known[i, 1] else None,
                danceability=values[i, 2] if known[i, 2] else None,
            ),
            catalogue=CatalogueFeatures(acousticness=values[i, 0] if known[i, 0] else None),
            artist=f"artist {rng.integers(n // 3 + 1)}",
        )
        for i in range(n)
    ]


def test_affinities_are_with_what_people_are_told() -> None:
    assert {affinity.tag for affinity in AFFINITIES} <= set(RELIABLE_TAGS)


@pytest.mark.parametrize(
    ("tag", "feature", "values"),
    [
        (NATURE, "acousticness", (0.1, None, 0.9)),
        (WATER, "articulation", (0.9, None, 0.1)),
        (ACTIVITY, "danceability", (0.1, None, 0.9)),
    ],
)
def test_of_tracks_that_fit_alike_those_come_first_that_go_with_what_is_seen(
    make_track: MakeTrack, tag: ContextTag, feature: str, values: tuple[float | None, ...]
) -> None:
    tracks = [sounding(make_track, i, **{feature: value}) for i, value in enumerate(values)]
    assert ids(rank(tracks, {})) == [0, 1, 2]
    # What is not known stands in the middle.
    assert ids(rank(tracks, {tag: 0.8})) == [2, 1, 0]


def test_it_decides_only_between_tracks_that_fit_alike(make_track: MakeTrack) -> None:
    tracks = [
        sounding(make_track, 0, mood=Point(0.3, -0.3), acousticness=0.0),
        sounding(make_track, 1, mood=Point(-0.2, 0.1), acousticness=1.0),
    ]
    first = ids(rank(tracks, {}))
    assert ids(rank(tracks, {NATURE: 1.0})) == first


def test_what_is_likelier_to_be_seen_weighs_more(make_track: MakeTrack) -> None:
    tracks = [sounding(make_track, i, acousticness=i / 10) for i in range(11)]
    catalogue = Catalogue.of(tracks)
    rows = np.arange(11)
    likely, certain = (
        SceneAffinities.of({NATURE: share}, catalogue).losses(rows)[0] for share in (0.7, 1.0)
    )
    assert certain == pytest.approx(likely / 0.7)


@unhurried
@given(contexts, st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=12))
def test_losses_lie_within_their_share(
    make_track: MakeTrack,
    context: dict[ContextTag, float],
    sounds: list[tuple[float | None, ...]],
) -> None:
    catalogue = Catalogue.of(
        sounding(make_track, i, acousticness=a, articulation=b, danceability=c)
        for i, (a, b, c) in enumerate(sounds)
    )
    losses = SceneAffinities.of(context, catalogue).losses(np.arange(len(sounds)))
    assert losses.shape == (len(context.keys() & {NATURE, WATER, ACTIVITY}), len(sounds))
    assert (losses >= 0).all()
    assert (losses <= AFFINITY_SHARE).all()


@unhurried
@given(st.sets(st.integers(0, 1000), min_size=2, max_size=30))
def test_more_of_what_is_wanted_always_loses_less(
    make_track: MakeTrack, thousandths: set[int]
) -> None:
    catalogue = Catalogue.of(
        sounding(make_track, i, acousticness=value / 1000, articulation=value / 1000)
        for i, value in enumerate(sorted(thousandths))
    )
    scene = SceneAffinities.of({NATURE: 1.0, WATER: 1.0}, catalogue)
    nature, water = scene.losses(np.arange(len(thousandths)))
    assert (np.diff(nature) < 0).all()
    assert (np.diff(water) > 0).all()


@unhurried
@given(st.integers(0, 10_000))
def test_nothing_changes_where_what_is_seen_says_nothing_of_the_sound(
    make_track: MakeTrack, seed: int
) -> None:
    tracks = random_tracks(make_track, 40, seed)
    assert rank(tracks, {ContextTag.PEOPLE: 1.0, ContextTag.FIRE: 1.0}) == rank(tracks, {})


@pytest.mark.parametrize("n", [50, 6000])
@pytest.mark.parametrize("context", [{NATURE: 0.9}, {NATURE: 0.8, WATER: 0.7, ACTIVITY: 1.0}])
def test_finds_what_scoring_and_sorting_everything_finds(
    make_track: MakeTrack, n: int, context: dict[ContextTag, float]
) -> None:
    tracks = random_tracks(make_track, n, seed=n)
    catalogue = Catalogue.of(tracks)
    rows = np.arange(n)
    wishes = wishes_for(SCENERY)
    everything = shares_of(wishes) @ fits(wishes, catalogue, rows)
    everything *= 1 - SceneAffinities.of(context, catalogue).losses(rows).sum(axis=0)
    naive = spread_repetitions(rows, everything, Repetitions.after((), catalogue), 20)
    found = find_strategy("affect").rank(Query(SCENERY, context=context), catalogue, 20)
    assert ids(found) == [place.index for place in naive]
    assert [each.score for each in found] == pytest.approx([place.score for place in naive])


def test_a_large_library_is_not_looked_at_as_a_whole(
    make_track: MakeTrack, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalogue.of(random_tracks(make_track, 20_000, seed=3))
    looked_at = []
    losses = SceneAffinities.losses

    def counting(self, rows):
        looked_at.append(len(rows))
        return losses(self, rows)

    monkeypatch.setattr(SceneAffinities, "losses", counting)
    find_strategy("affect").rank(Query(SCENERY, context={NATURE: 1.0}), catalogue, 10)
    assert sum(looked_at) < 10_000


def test_the_reason_says_where_the_scene_decided(make_track: MakeTrack) -> None:
    tracks = [
        sounding(make_track, 0, acousticness=0.1),
        sounding(make_track, 1, acousticness=0.9),
    ]
    first, last = rank(tracks, {NATURE: 0.9})
    assert first.reasons[1:] == ("acoustic, to go with the nature in the picture",)
    assert len(last.reasons) == 1


def test_the_reason_says_it_of_each_that_would_lose_its_place(make_track: MakeTrack) -> None:
    tracks = [
        sounding(make_track, i, acousticness=0.9 if i < 2 else 0.1 + 0.01 * i) for i in range(8)
    ]
    found = rank(tracks, {NATURE: 0.9})
    assert ids(found)[:2] == [0, 1]
    named = [len(each.reasons) == 2 for each in found]
    # Half of the library sounds less acoustic than its middle: nothing speaks for that.
    assert named == [True, True, True, True, False, False, False, False]


def test_nothing_is_said_of_a_place_that_a_track_has_anyway(make_track: MakeTrack) -> None:
    tracks = [
        sounding(make_track, 0, mood=Point(0.3, -0.3), acousticness=0.9),
        sounding(make_track, 1, mood=Point(-0.8, 0.8), acousticness=0.1),
    ]
    assert all(len(each.reasons) == 1 for each in rank(tracks, {NATURE: 1.0}))


def test_nothing_is_said_of_a_sound_that_does_not_go_with_the_picture(
    make_track: MakeTrack,
) -> None:
    # Both are less acoustic than most; the less so comes last, which is no praise of the other.
    tracks = [sounding(make_track, i, acousticness=value) for i, value in enumerate((0.0, 0.1))]
    others = [sounding(make_track, i, mood=Point(-0.9, 0.9), acousticness=0.9) for i in range(2, 9)]
    found = rank([*tracks, *others], {NATURE: 1.0})
    assert ids(found)[:2] == [1, 0]
    assert len(found[0].reasons) == 1


def test_what_is_only_acoustic_beside_its_neighbours_is_called_so(make_track: MakeTrack) -> None:
    tracks = [sounding(make_track, i, acousticness=value) for i, value in enumerate((0.01, 0.2))]
    first = rank(tracks, {NATURE: 0.9})[0]
    assert first.reasons[1] == "acoustic for this library, to go with the nature in the picture"


def test_the_strongest_of_several_things_seen_is_named(make_track: MakeTrack) -> None:
    tracks = [
        sounding(make_track, 0, articulation=0.9, danceability=0.4),
        sounding(make_track, 1, articulation=0.1, danceability=0.5),
    ]
    first = rank(tracks, {WATER: 1.0, ACTIVITY: 0.7})[0]
    assert first.reasons[1] == "flowing, to go with the water in the picture"


@pytest.mark.parametrize("intent", [Intent.LIFT, Intent.CALM])
def test_what_is_seen_counts_whatever_the_music_is_to_do(
    make_track: MakeTrack, intent: Intent
) -> None:
    tracks = [sounding(make_track, i, acousticness=value) for i, value in enumerate((0.1, 0.9))]
    query = Query(SCENERY, intent, context={NATURE: 1.0})
    found, _ = answer(find_strategy("affect"), query, Catalogue.of(tracks), 2)
    assert [each.track.id for each in found] == [1, 0]

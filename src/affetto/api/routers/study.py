"""Studies: what participants see, hear and answer; and their links, for the researcher.

A participant has no account: the token in the address is what lets them in. The security of the
service leaves `/api/v1/study/` to these paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Body, Path, Request, Response

from affetto.api.byte_ranges import SOUND, Content, answer_with
from affetto.api.dependencies import AdministratorDep, LibraryDep, SettingsDep
from affetto.api.problems import ProblemError
from affetto.api.schemas.problems import problems
from affetto.api.schemas.study import (
    AnswerIn,
    ConsentIn,
    EmotionAnswerIn,
    HeardTrackOut,
    InvitationIn,
    InvitationOut,
    ListsOut,
    ParticipationOut,
    SeenEmotion,
    StudiesOut,
    StudyItemOut,
    StudyLinkOut,
    StudyOut,
    StudyProgressOut,
    StudyStateOut,
)
from affetto.app.study import (
    find_study,
    invite,
    link_of,
    list_studies,
    open_listed_track,
    open_study,
)
from affetto.config import Settings
from affetto.errors import AudioError, LibraryError
from affetto.study.design import MAX_TRACKS, Side
from affetto.study.errors import (
    ConsentMissingError,
    OutOfTurnError,
    ParticipationError,
    StudyFileError,
    UnknownTokenError,
    WithdrawnError,
)
from affetto.study.records import Participant, Step
from affetto.study.responses import BEST_FIT, LEAST_FIT
from affetto.study.study_file import Study

router = APIRouter(tags=["study"])

# Names of the paths that the state of a participant leads to.
_PICTURE, _AUDIO = "study_picture", "study_audio"
_PROBLEMS: dict[type[ParticipationError], tuple[HTTPStatus, str]] = {
    UnknownTokenError: (HTTPStatus.NOT_FOUND, "no-such-study"),
    WithdrawnError: (HTTPStatus.GONE, "withdrawn"),
    ConsentMissingError: (HTTPStatus.FORBIDDEN, "consent-missing"),
    OutOfTurnError: (HTTPStatus.CONFLICT, "out-of-turn"),
}
_PARTICIPATION_PROBLEMS = problems(
    HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.SERVICE_UNAVAILABLE
)

Token = Annotated[str, Path(max_length=100, description="The secret part of the link.")]
Position = Annotated[int, Path(ge=1, le=1000, description="Which picture, in your own order.")]
Rank = Annotated[int, Path(ge=1, le=MAX_TRACKS)]
Name = Annotated[str, Path(max_length=100, description="Of the study.")]


@router.get("/study/{token}", summary="Where am I in the study?", responses=_PARTICIPATION_PROBLEMS)
def show_state(token: Token, settings: SettingsDep, request: Request) -> StudyStateOut:
    """What comes next: the text to agree to, a picture, its two lists, or the end."""
    with _participation(settings, token) as study:
        return _state(study, study.participant(token), request)


@router.post(
    "/study/{token}/consent", summary="Agree to take part", responses=_PARTICIPATION_PROBLEMS
)
def agree(
    token: Token, _consent: ConsentIn, settings: SettingsDep, request: Request
) -> StudyStateOut:
    """Begins the study for this participant; once more changes nothing."""
    with _participation(settings, token) as study:
        return _state(study, study.agree(token, _today()), request)


@router.post(
    "/study/{token}/answers", summary="Answer what is asked", responses=_PARTICIPATION_PROBLEMS
)
def answer(
    token: Token, given: Annotated[AnswerIn, Body()], settings: SettingsDep, request: Request
) -> StudyStateOut:
    """Keeps an answer at once, and tells what comes next.

    For each picture first what is seen in it, then what is heard with it. The same answer once more
    changes nothing; another one is refused (409 of kind `out-of-turn`).
    """
    with _participation(settings, token) as study:
        if isinstance(given, EmotionAnswerIn):
            now = study.say_emotion(token, given.position, given.answer(), _today())
        else:
            now = study.judge_lists(token, given.position, given.answer(), _today())
        return _state(study, now, request)


@router.delete(
    "/study/{token}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Leave the study",
    responses=_PARTICIPATION_PROBLEMS,
)
def withdraw(token: Token, settings: SettingsDep) -> None:
    """Deletes all answers of this participant; the link leads nowhere any more."""
    with _participation(settings, token) as study:
        study.withdraw(token, _today())


@router.get(
    "/study/{token}/pictures/{position}",
    name=_PICTURE,
    summary="See a picture of the study",
    response_class=Response,
    responses={
        HTTPStatus.OK: {
            "description": "The picture, upright, at most 1,600 pixels a side.",
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
        **_PARTICIPATION_PROBLEMS,
    },
)
def show_picture(token: Token, position: Position, settings: SettingsDep) -> Response:
    """The picture that comes now, or one before it."""
    with _participation(settings, token) as study:
        return Response(study.picture_shown(token, position), media_type="image/jpeg")


@router.head("/study/{token}/audio/{position}/{side}/{rank}", include_in_schema=False)
@router.get(
    "/study/{token}/audio/{position}/{side}/{rank}",
    name=_AUDIO,
    summary="Hear a track of the study",
    response_class=Response,
    responses={
        **SOUND,
        **problems(
            HTTPStatus.NOT_FOUND,
            HTTPStatus.GONE,
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            HTTPStatus.SERVICE_UNAVAILABLE,
        ),
    },
)
def play_listed_track(
    token: Token,
    position: Position,
    side: Side,
    rank: Rank,
    settings: SettingsDep,
    library: LibraryDep,
    request: Request,
) -> Response:
    """The sound of a track of one of the two lists, whole or in part (`Range`)."""
    with _participation(settings, token) as study:
        tracks = study.tracks_heard(token, position, side)
    if rank > len(tracks):
        raise ProblemError(HTTPStatus.NOT_FOUND, f"the list has {len(tracks)} tracks", "no-track")
    try:
        track = open_listed_track(library, tracks[rank - 1])
        return answer_with(
            request,
            Content(
                media_type=track.sound.media_type,
                size_bytes=track.sound.size_bytes,
                read=track.sound.read,
                version=track.version,
                changed_at=track.changed_at,
            ),
        )
    except (AudioError, LibraryError, OSError) as error:
        # What is wrong names files, and a file's name would tell what is heard.
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            "this recording cannot be played at the moment; tell whoever invited you",
            "lost-file",
        ) from error


@router.get(
    "/studies",
    summary="List studies",
    responses=problems(HTTPStatus.FORBIDDEN),
    dependencies=[AdministratorDep],
)
def show_studies(settings: SettingsDep) -> StudiesOut:
    """All studies: how far they have come, and the links of their participants."""
    return StudiesOut(studies=[_study_out(study) for study in list_studies(settings)])


@router.post(
    "/studies/{name}/participants",
    status_code=HTTPStatus.CREATED,
    summary="Invite participants",
    responses=problems(HTTPStatus.FORBIDDEN),
    dependencies=[AdministratorDep],
)
def invite_participants(
    name: Name, invitation: InvitationIn, settings: SettingsDep
) -> InvitationOut:
    """New participants: people to be sent a link, or whoever sits at this machine."""
    tokens = invite(open_study(settings, name), invitation.people, _today())
    return InvitationOut(paths=[link_of("", token) for token in tokens])


@contextmanager
def _participation(settings: Settings, token: str) -> Iterator[Study]:
    """The study of a participant; what they cannot do becomes a problem that says so."""
    try:
        yield find_study(settings, token)
    except ParticipationError as error:
        status, kind = _PROBLEMS[type(error)]
        raise ProblemError(status, str(error), kind) from error
    except StudyFileError as error:
        # Where the file lies is no participant's business.
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "the study cannot be reached at the moment; tell whoever invited you",
            "study",
        ) from error


def _state(study: Study, participant: Participant, request: Request) -> StudyStateOut:
    if participant.step is Step.WITHDRAWN:
        raise WithdrawnError
    design = study.design
    return StudyStateOut(
        step=participant.step,
        consent=design.consent,
        agreed_on=participant.agreed_on,
        progress=StudyProgressOut(judged=participant.judged, total=study.count_pictures()),
        words=list(design.answers),
        least_fit=LEAST_FIT,
        best_fit=BEST_FIT,
        item=_item(study, participant, request),
    )


def _item(study: Study, participant: Participant, request: Request) -> StudyItemOut | None:
    current = participant.current
    if current is None:
        return None
    token, position = participant.token, current.position
    emotion = participant.emotions.get(position)
    url_for = request.app.url_path_for
    return StudyItemOut(
        position=position,
        picture=str(url_for(_PICTURE, token=token, position=position)),
        emotion=None if emotion is None else SeenEmotion.of(emotion),
        lists=None if emotion is None else _lists(study, token, position, request),
    )


def _lists(study: Study, token: str, position: int, request: Request) -> ListsOut:
    def heard(side: Side) -> list[HeardTrackOut]:
        return [
            HeardTrackOut.of(
                track,
                str(
                    request.app.url_path_for(
                        _AUDIO,
                        token=token,
                        position=position,
                        side=side.value,
                        rank=track.rank,
                    )
                ),
                shows_titles=study.design.shows_titles,
            )
            for track in study.tracks_heard(token, position, side)
        ]

    return ListsOut(a=heard(Side.A), b=heard(Side.B))


def _study_out(study: Study) -> StudyOut:
    return StudyOut(
        name=study.design.name,
        strategies=study.design.strategies,
        created_on=study.design.created_on,
        pictures=study.count_pictures(),
        participants=ParticipationOut(**asdict(study.participation())),
        links=[
            StudyLinkOut(
                number=each.number,
                step=each.step,
                judged=each.judged,
                path=link_of("", each.token),
            )
            for each in study.participants()
        ],
    )


def _today() -> date:
    return datetime.now(UTC).date()

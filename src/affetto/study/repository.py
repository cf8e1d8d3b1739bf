"""The only SQL on the file of a study."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from itertools import count

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from affetto.affect import Affect, AffectSource, Point
from affetto.study.analysis import Participation
from affetto.study.design import Assignment, ListedTrack, Side, StudyDesign, StudyPicture
from affetto.study.records import Participant
from affetto.study.responses import Choice, EmotionAnswer, ListsAnswer, Response
from affetto.study.tables import (
    AssignmentRow,
    ListedTrackRow,
    ParticipantRow,
    PictureRow,
    ResponseRow,
    StudyRow,
)

# 144 bits: nobody finds one by trying.
_TOKEN_BYTES = 18
# Random numbers tell nothing of the order in which people came.
_NUMBERS = range(100_000, 1_000_000)


class StudyRepository:
    """Questions to a study and changes of it, within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def enter_design(self, design: StudyDesign) -> None:
        """Enters what was fixed, once."""
        first, second = design.strategies
        self._session.add(
            StudyRow(
                name=design.name,
                first_strategy=first,
                second_strategy=second,
                tracks_per_list=design.tracks_per_list,
                words=list(design.words),
                consent=design.consent,
                shows_titles=design.shows_titles,
                licence=design.licence,
                seed=design.seed,
                created_on=design.created_on,
                made_by=design.made_by,
            )
        )

    def enter_picture(self, picture: StudyPicture, jpeg: bytes) -> None:
        """Enters a picture and its lists."""
        affect = picture.affect
        self._session.add(
            PictureRow(
                number=picture.number,
                name=picture.name,
                jpeg=jpeg,
                emotions={str(word): float(share) for word, share in affect.emotions.items()},
                valence=float(affect.point.valence),
                arousal=float(affect.point.arousal),
                confidence=float(affect.confidence),
                source=str(affect.source),
            )
        )
        self._session.flush()
        for strategy, tracks in picture.lists.items():
            self._session.add_all(_track_row(picture.number, strategy, track) for track in tracks)

    def design(self) -> StudyDesign:
        """What was fixed."""
        row = self._session.scalars(select(StudyRow)).one()
        return StudyDesign(
            name=row.name,
            strategies=(row.first_strategy, row.second_strategy),
            tracks_per_list=row.tracks_per_list,
            words=tuple(row.words),
            consent=row.consent,
            shows_titles=row.shows_titles,
            licence=row.licence,
            seed=row.seed,
            created_on=row.created_on,
            made_by=row.made_by,
        )

    def pictures(self) -> tuple[StudyPicture, ...]:
        """The pictures and their lists, by number."""
        design = self.design()
        rows = self._session.scalars(select(PictureRow).order_by(PictureRow.number)).all()
        return tuple(
            StudyPicture(
                number=row.number,
                name=row.name,
                affect=Affect(
                    row.emotions,
                    Point(row.valence, row.arousal),
                    row.confidence,
                    AffectSource(row.source),
                ),
                lists={
                    strategy: self.listed_tracks(row.number, strategy)
                    for strategy in design.strategies
                },
            )
            for row in rows
        )

    def count_pictures(self) -> int:
        """How many pictures the study has."""
        return self._session.scalars(select(func.count()).select_from(PictureRow)).one()

    def listed_tracks(self, picture: int, strategy: str) -> tuple[ListedTrack, ...]:
        """The list that a strategy made for a picture, by rank."""
        rows = self._session.scalars(
            select(ListedTrackRow)
            .where(ListedTrackRow.picture == picture, ListedTrackRow.strategy == strategy)
            .order_by(ListedTrackRow.rank)
        )
        return tuple(map(_listed_track, rows))

    def jpeg(self, picture: int) -> bytes:
        """A picture's file."""
        return self._session.scalars(
            select(PictureRow.jpeg).where(PictureRow.number == picture)
        ).one()

    def invite(self, day: date) -> str:
        """A new participant; gives the token of the link."""
        taken = set(self._session.scalars(select(ParticipantRow.number)))
        number = secrets.choice(_NUMBERS)
        while number in taken:
            number = secrets.choice(_NUMBERS)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        self._session.add(ParticipantRow(token=token, number=number, invited_on=day))
        return token

    def participant(self, token: str) -> Participant | None:
        """The participant with a token; None where there is none."""
        row = self._row_of(token)
        return None if row is None else self._participant(row)

    def participants(self) -> list[Participant]:
        """All participants, in the order in which they were invited."""
        rows = self._session.scalars(select(ParticipantRow).order_by(ParticipantRow.id)).all()
        return [self._participant(row) for row in rows]

    def free_place(self) -> int:
        """The first place of `allocation.allocate` that nobody has."""
        taken = set(self._session.scalars(select(ParticipantRow.place)))
        return next(place for place in count() if place not in taken)

    def agree(self, token: str, day: date, place: int, assignments: Iterable[Assignment]) -> None:
        """Enters that a participant agreed, and what they will meet."""
        row = self._known_row(token)
        row.agreed_on, row.place = day, place
        self._session.add_all(
            AssignmentRow(
                participant_id=row.id,
                position=each.position,
                picture=each.picture,
                first_on=str(each.first_on),
            )
            for each in assignments
        )

    def enter_emotion(self, token: str, position: int, answer: EmotionAnswer, day: date) -> None:
        """Enters what a participant sees."""
        self._session.add(
            ResponseRow(
                participant_id=self._known_row(token).id,
                position=position,
                day=day,
                word=answer.word,
                valence=None if answer.point is None else answer.point.valence,
                arousal=None if answer.point is None else answer.point.arousal,
            )
        )

    def enter_lists(self, token: str, position: int, answer: ListsAnswer, day: date) -> None:
        """Enters what a participant says of the lists of a picture whose emotion they said."""
        row = self._session.get_one(ResponseRow, (self._known_row(token).id, position))
        row.day, row.choice, row.comment = day, str(answer.choice), answer.comment
        row.fit_a, row.fit_b = answer.fit_a, answer.fit_b

    def lists_answer(self, token: str, position: int) -> ListsAnswer | None:
        """What a participant said of the lists at a place; None where they have not."""
        row = self._session.get(ResponseRow, (self._known_row(token).id, position))
        return None if row is None else _lists_answer(row)

    def withdraw(self, token: str, day: date) -> None:
        """Deletes all that a participant answered; the link goes on saying that they left."""
        row = self._known_row(token)
        for table in (ResponseRow, AssignmentRow):
            self._session.execute(delete(table).where(table.participant_id == row.id))
        row.agreed_on, row.place, row.withdrew_on = None, None, day

    def responses(self) -> list[Response]:
        """All answers, by the numbers of the participants and in their order."""
        rows = self._session.execute(
            select(ParticipantRow.number, AssignmentRow, ResponseRow)
            .join(AssignmentRow, AssignmentRow.participant_id == ParticipantRow.id)
            .join(
                ResponseRow,
                (ResponseRow.participant_id == AssignmentRow.participant_id)
                & (ResponseRow.position == AssignmentRow.position),
            )
            .order_by(ParticipantRow.number, AssignmentRow.position)
        )
        return [
            Response(
                participant=number,
                position=assignment.position,
                picture=assignment.picture,
                first_on=Side(assignment.first_on),
                day=response.day,
                emotion=_emotion_answer(response),
                lists=_lists_answer(response),
            )
            for number, assignment, response in rows
        ]

    def participation(self) -> Participation:
        """How many people took part."""
        judged = (
            select(ResponseRow.participant_id, func.count(ResponseRow.choice).label("n"))
            .group_by(ResponseRow.participant_id)
            .subquery()
        )
        n_pictures = self.count_pictures()
        people = func.count(ParticipantRow.id)

        def count_where(*conditions: ColumnElement[bool]) -> int:
            query = select(people).outerjoin(judged, judged.c.participant_id == ParticipantRow.id)
            return self._session.scalars(query.where(*conditions)).one()

        return Participation(
            invited=count_where(),
            agreed=count_where(ParticipantRow.agreed_on.is_not(None)),
            answered=count_where(judged.c.n > 0),
            finished=count_where(judged.c.n == n_pictures),
            withdrew=count_where(ParticipantRow.withdrew_on.is_not(None)),
        )

    def _row_of(self, token: str) -> ParticipantRow | None:
        return self._session.scalars(
            select(ParticipantRow).where(ParticipantRow.token == token)
        ).one_or_none()

    def _known_row(self, token: str) -> ParticipantRow:
        return self._session.scalars(
            select(ParticipantRow).where(ParticipantRow.token == token)
        ).one()

    def _participant(self, row: ParticipantRow) -> Participant:
        assignments = self._session.scalars(
            select(AssignmentRow)
            .where(AssignmentRow.participant_id == row.id)
            .order_by(AssignmentRow.position)
        )
        responses = self._session.scalars(
            select(ResponseRow).where(ResponseRow.participant_id == row.id)
        ).all()
        return Participant(
            token=row.token,
            number=row.number,
            agreed_on=row.agreed_on,
            withdrew_on=row.withdrew_on,
            assignments=tuple(
                Assignment(each.position, each.picture, Side(each.first_on)) for each in assignments
            ),
            emotions={each.position: _emotion_answer(each) for each in responses},
            judged=sum(each.choice is not None for each in responses),
        )


def _track_row(picture: int, strategy: str, track: ListedTrack) -> ListedTrackRow:
    start_s, end_s = track.excerpt_s or (None, None)
    return ListedTrackRow(
        picture=picture,
        strategy=strategy,
        rank=track.rank,
        track_id=track.track_id,
        title=track.title,
        artist=track.artist,
        licence=track.licence,
        uri=track.uri,
        duration_s=track.duration_s,
        excerpt_start_s=start_s,
        excerpt_end_s=end_s,
        score=track.score,
        valence=track.valence,
        arousal=track.arousal,
    )


def _listed_track(row: ListedTrackRow) -> ListedTrack:
    start_s, end_s = row.excerpt_start_s, row.excerpt_end_s
    return ListedTrack(
        rank=row.rank,
        track_id=row.track_id,
        title=row.title,
        artist=row.artist,
        licence=row.licence,
        uri=row.uri,
        duration_s=row.duration_s,
        excerpt_s=None if start_s is None or end_s is None else (start_s, end_s),
        score=row.score,
        valence=row.valence,
        arousal=row.arousal,
    )


def _emotion_answer(row: ResponseRow) -> EmotionAnswer:
    if row.valence is None or row.arousal is None:
        return EmotionAnswer(row.word)
    return EmotionAnswer(row.word, Point(row.valence, row.arousal))


def _lists_answer(row: ResponseRow) -> ListsAnswer | None:
    if row.choice is None or row.fit_a is None or row.fit_b is None:
        return None
    return ListsAnswer(Choice(row.choice), row.fit_a, row.fit_b, row.comment or "")

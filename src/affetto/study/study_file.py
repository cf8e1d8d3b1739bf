"""A study: one SQLite file that may be copied, handed on and taken back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from affetto.errors import InputError
from affetto.study.allocation import allocate
from affetto.study.analysis import Participation, StudyResults, analyse_study
from affetto.study.database import create_database, explain_errors, open_database, writing
from affetto.study.design import Assignment, ListedTrack, Side, StudyDesign, StudyPicture
from affetto.study.errors import (
    ConsentMissingError,
    OutOfTurnError,
    StudyFileError,
    UnknownTokenError,
    WithdrawnError,
)
from affetto.study.records import Participant
from affetto.study.repository import StudyRepository
from affetto.study.responses import EmotionAnswer, ListsAnswer, Response


class Study:
    """A study that is open; several programs may have the same one open.

    All methods raise `StudyFileError` where the file cannot be read or written.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._writing_engine = writing(engine)
        try:
            with self._looking() as study:
                self.design: StudyDesign = study.design()
        except StudyFileError:
            raise
        except InputError as error:
            raise StudyFileError(path, f"is damaged ({error})") from error

    @classmethod
    def create(
        cls, path: Path, design: StudyDesign, pictures: Sequence[tuple[StudyPicture, bytes]]
    ) -> Study:
        """A new study; the file is whole or not there.

        Args:
            path: where; nothing is there.
            design: what it asks.
            pictures: each with its file (JPEG).

        Raises:
            StudyFileError: it cannot be written.
        """
        unfinished = path.with_name(f".{path.name}.partial")
        try:
            with explain_errors(path):
                unfinished.unlink(missing_ok=True)
                engine = create_database(unfinished)
                with Session(writing(engine)) as session, session.begin():
                    repository = StudyRepository(session)
                    repository.enter_design(design)
                    for picture, jpeg in pictures:
                        repository.enter_picture(picture, jpeg)
                unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Study:
        """Opens a study.

        Raises:
            StudyFileError: it is no study, damaged, or of a newer Affetto.
        """
        return cls(path, open_database(path))

    def pictures(self) -> tuple[StudyPicture, ...]:
        """The pictures and their lists, by number."""
        with self._looking() as study:
            return study.pictures()

    def count_pictures(self) -> int:
        """How many pictures the study has."""
        with self._looking() as study:
            return study.count_pictures()

    def participation(self) -> Participation:
        """How many people took part."""
        with self._looking() as study:
            return study.participation()

    def participants(self) -> list[Participant]:
        """Everybody with a link, in the order in which they were invited."""
        with self._looking() as study:
            return study.participants()

    def responses(self) -> list[Response]:
        """All answers, by the numbers of the participants and in their order."""
        with self._looking() as study:
            return study.responses()

    def results(self) -> StudyResults:
        """The results, as far as the study has come."""
        with self._looking() as study:
            return analyse_study(
                self.design, study.pictures(), study.participation(), study.responses()
            )

    def invite(self, people: int, day: date) -> list[str]:
        """Tokens for the links of so many new participants."""
        with self._changing() as study:
            return [study.invite(day) for _ in range(people)]

    def knows(self, token: str) -> bool:
        """Whether a participant of this study has the token."""
        with self._looking() as study:
            return study.participant(token) is not None

    def participant(self, token: str) -> Participant:
        """The participant with a token.

        Raises:
            UnknownTokenError: there is none.
        """
        with self._looking() as study:
            return _known(study, token)

    def agree(self, token: str, day: date) -> Participant:
        """A participant agrees to take part; a second time changes nothing.

        Raises:
            UnknownTokenError, WithdrawnError: they cannot.
        """
        with self._changing() as study:
            participant = _staying(study, token)
            if participant.agreed_on is None:
                place = study.free_place()
                assignments = allocate(study.count_pictures(), place, self.design.seed)
                study.agree(token, day, place, assignments)
            return _known(study, token)

    def say_emotion(
        self, token: str, position: int, answer: EmotionAnswer, day: date
    ) -> Participant:
        """A participant says what they see in the picture they are at; kept at once.

        The same answer once more changes nothing, as when an answer was lost on its way back.

        Raises:
            ParticipationError: they are not at this picture, or said something else of it.
            InputError: the word is none of the study's.
        """
        if answer.word not in self.design.answers:
            raise InputError("word", f"is none of {', '.join(self.design.answers)}")
        with self._changing() as study:
            participant = _taking_part(study, token)
            said = participant.emotions.get(position)
            if said is None:
                _check_turn(participant, position)
                study.enter_emotion(token, position, answer, day)
            elif said != answer:
                raise OutOfTurnError(
                    "what you see in this picture was said before its music was heard, and stays"
                )
            return _known(study, token)

    def judge_lists(self, token: str, position: int, answer: ListsAnswer, day: date) -> Participant:
        """A participant judges the lists of the picture they are at; kept at once.

        The same answer once more changes nothing.

        Raises:
            ParticipationError: they are not at this picture, have not said what they see in it,
                or judged it otherwise.
        """
        with self._changing() as study:
            participant = _taking_part(study, token)
            judged = study.lists_answer(token, position)
            if judged is None:
                _check_turn(participant, position)
                if position not in participant.emotions:
                    raise OutOfTurnError("say first what you see in the picture")
                study.enter_lists(token, position, answer, day)
            elif judged != answer:
                raise OutOfTurnError("the lists of this picture are judged already")
            return _known(study, token)

    def withdraw(self, token: str, day: date) -> None:
        """A participant leaves: all they answered is deleted. A second time changes nothing.

        Raises:
            UnknownTokenError: there is no such participant.
        """
        with self._changing() as study:
            if _known(study, token).withdrew_on is None:
                study.withdraw(token, day)

    def picture_shown(self, token: str, position: int) -> bytes:
        """The file (JPEG) of the picture that a participant meets at a place.

        Raises:
            ParticipationError: they have not come so far.
        """
        with self._looking() as study:
            return study.jpeg(_reached(_taking_part(study, token), position).picture)

    def tracks_heard(self, token: str, position: int, side: Side) -> tuple[ListedTrack, ...]:
        """The list that a participant hears at a place on a side.

        Raises:
            ParticipationError: they have not come so far.
        """
        with self._looking() as study:
            participant = _taking_part(study, token)
            assignment = _reached(participant, position)
            if position not in participant.emotions:
                raise OutOfTurnError("say first what you see in the picture")
            first, second = self.design.strategies
            strategy = first if side is assignment.first_on else second
            return study.listed_tracks(assignment.picture, strategy)

    @contextmanager
    def _looking(self) -> Iterator[StudyRepository]:
        with explain_errors(self.path), Session(self._engine) as session:
            yield StudyRepository(session)

    @contextmanager
    def _changing(self) -> Iterator[StudyRepository]:
        with (
            explain_errors(self.path),
            Session(self._writing_engine) as session,
            session.begin(),
        ):
            repository = StudyRepository(session)
            yield repository


def _known(study: StudyRepository, token: str) -> Participant:
    participant = study.participant(token)
    if participant is None:
        raise UnknownTokenError
    return participant


def _staying(study: StudyRepository, token: str) -> Participant:
    participant = _known(study, token)
    if participant.withdrew_on is not None:
        raise WithdrawnError
    return participant


def _taking_part(study: StudyRepository, token: str) -> Participant:
    participant = _staying(study, token)
    if participant.agreed_on is None:
        raise ConsentMissingError
    return participant


def _check_turn(participant: Participant, position: int) -> None:
    current = participant.current
    if current is None:
        raise OutOfTurnError("all pictures are judged already")
    if position != current.position:
        raise OutOfTurnError(f"picture {current.position} comes now")


def _reached(participant: Participant, position: int) -> Assignment:
    """What a participant meets, or met, at a place."""
    reached = participant.assignments[: participant.judged + 1]
    if not 1 <= position <= len(reached):
        raise OutOfTurnError("this picture has not come yet, or there is none")
    return reached[position - 1]

"""`affetto study`: people judge pictures and the music that two strategies find for them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from affetto.cli.arguments import JsonOption, parse_path
from affetto.cli.reports import ReportOption, name_report, prepare_report, print_json
from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.recommend.strategies import list_strategies
from affetto.study.design import Vocabulary

if TYPE_CHECKING:
    from affetto.study.analysis import Participation, StudyResults
    from affetto.study.design import StudyDesign
    from affetto.study.records import Participant
    from affetto.study.study_file import Study

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="A study with people: which of two strategies finds music that fits better?",
)

LOCAL_ADDRESS = "http://127.0.0.1:8000"

Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
AddressOption = Annotated[
    str, typer.Option(metavar="URL", help="Where participants reach `affetto serve`.")
]


@app.command("create")
def create(
    name: Name,
    pictures: Annotated[
        list[Path], typer.Argument(metavar="PICTURE", parser=parse_path, show_default=False)
    ],
    strategies: Annotated[
        tuple[str, str],
        typer.Option(metavar="ONE TWO", help=f"Two of: {', '.join(list_strategies())}."),
    ] = ("affect", "targets"),
    tracks: Annotated[int, typer.Option(min=1, help="Tracks in each list.")] = 5,
    consent: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            parser=parse_path,
            help="What participants agree to, plain text; default: a general text.",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        Vocabulary | None,
        typer.Option(
            help="Emotions to choose from; default: what the pictures show.", show_default=False
        ),
    ] = None,
    titles: Annotated[
        bool, typer.Option("--titles", help="Show titles and artists of what is heard.")
    ] = False,
    licence: Annotated[LicenceUse, typer.Option(help="What the music is for.")] = LicenceUse.ANY,
    seed: Annotated[int, typer.Option(min=0, help="Of the lots that are drawn.")] = 0,
) -> None:
    """Make a study: lists are found and fixed now; the pictures are copied into its file."""
    from datetime import UTC, datetime

    from affetto.app.music_library import open_library
    from affetto.app.pictures import build_picture_reader
    from affetto.app.study import StudyWish, create_study
    from affetto.cli.progress import step_progress
    from affetto.config import load_settings
    from affetto.study.consent import DEFAULT_CONSENT, read_consent
    from affetto.text import printable

    wish = StudyWish(
        name=name,
        pictures=tuple(pictures),
        strategies=strategies,
        tracks=tracks,
        consent=DEFAULT_CONSENT if consent is None else read_consent(consent),
        vocabulary=words,
        shows_titles=titles,
        licence=licence,
        seed=seed,
    )
    settings, today = load_settings(), datetime.now(UTC).date()
    with open_library(settings) as library, step_progress("pictures") as show:
        study = create_study(settings, library, build_picture_reader(), wish, today, show)
    made = study.pictures()
    shared = sum(picture.shared_tracks for picture in made)
    count = "1 picture" if len(made) == 1 else f"{len(made)} pictures"
    typer.echo(printable(f"{name}: {count}, 2 × {tracks} tracks each: {study.path}"))
    if shared:
        share = shared / (tracks * len(made))
        typer.echo(f"{share:.0%} of the tracks stand in both lists", err=True)
    typer.echo(f"next: affetto study invite {name} -n 20")


@app.command("invite")
def invite(
    name: Name,
    people: Annotated[int, typer.Option("-n", min=1, help="How many links.")] = 1,
    address: AddressOption = LOCAL_ADDRESS,
) -> None:
    """Print a link for each of so many new participants; each is for one person, and keeps."""
    from datetime import UTC, datetime

    from affetto.app.study import invite as invite_people
    from affetto.app.study import link_of

    for token in invite_people(_open(name), people, datetime.now(UTC).date()):
        typer.echo(link_of(address, token))


@app.command("status")
def status(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", show_default=False)] = None,
    links: Annotated[
        bool, typer.Option("--links", help="Also each participant's link and how far they are.")
    ] = False,
    address: AddressOption = LOCAL_ADDRESS,
    as_json: JsonOption = False,
) -> None:
    """Tell how far a study has come, or all of them."""
    from affetto.app.study import list_studies
    from affetto.config import load_settings

    studies = [_open(name)] if name is not None else list(list_studies(load_settings()))
    found = [_Status.of(study, address, with_links=links) for study in studies]
    if as_json:
        shown = [each.as_dict(with_links=links) for each in found]
        typer.echo(json.dumps(shown if name is None else shown[0], ensure_ascii=False, indent=1))
        return
    if not found:
        typer.echo("there is no study yet; make one with `affetto study create`")
    for each in found:
        each.show()


@app.command("results")
def results(name: Name, as_json: JsonOption = False, report: ReportOption = None) -> None:
    """Tell what the answers say: preference, fit and agreement, with intervals."""
    prepare_report(report)
    found = _open(name).results()
    written = None
    if report is not None:
        from affetto.study.report import report_study

        written = report_study(found).write(report)
    if as_json:
        print_json(found.as_dict())
    else:
        _print_results(found)
    name_report(written)


@app.command("export")
def export(
    name: Name,
    output: Annotated[
        Path,
        typer.Option("-o", metavar="FILE", parser=parse_path, help="Where to.", show_default=False),
    ],
    comments: Annotated[
        bool, typer.Option("--comments", help="With what people wrote, which may tell who.")
    ] = False,
) -> None:
    """Write the answers to a CSV file, without links or times: random numbers and days."""
    from affetto.files import write_whole
    from affetto.study.export import write_csv

    study = _open(name)
    responses = study.responses()
    table = write_csv(study.design, study.pictures(), responses, with_comments=comments)
    try:
        write_whole(output, table.encode())
    except OSError as error:
        raise InputError(output, f"cannot be written ({error.strerror})") from error
    typer.echo(f"{len(responses)} answers written")


@app.command("withdraw")
def withdraw(
    name: Name,
    link: Annotated[str, typer.Argument(metavar="LINK", show_default=False)],
) -> None:
    """Delete all that the participant with a link answered, who asks you to."""
    from datetime import UTC, datetime

    from affetto.app.study import token_of

    _open(name).withdraw(token_of(link), datetime.now(UTC).date())
    typer.echo("withdrawn; the answers are deleted")


@app.command("remove")
def remove(
    name: Name,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a study with its pictures and all answers, for good."""
    from affetto.app.study import remove_study
    from affetto.config import load_settings

    if not sure:
        answered = _open(name).participation().answered
        typer.confirm(f"delete {name} and the answers of {answered} people?", abort=True)
    remove_study(load_settings(), name)
    typer.echo(f"{name} deleted")


def _open(name: str) -> Study:
    from affetto.app.study import open_study
    from affetto.config import load_settings

    return open_study(load_settings(), name)


@dataclass(frozen=True)
class _Status:
    """How far a study has come; people only where their links are asked for."""

    design: StudyDesign
    pictures: int
    participation: Participation
    people: tuple[tuple[Participant, str], ...]

    @classmethod
    def of(cls, study: Study, address: str, *, with_links: bool) -> _Status:
        from affetto.app.study import link_of

        people = study.participants() if with_links else []
        return cls(
            study.design,
            study.count_pictures(),
            study.participation(),
            tuple((each, link_of(address, each.token)) for each in people),
        )

    def as_dict(self, *, with_links: bool) -> dict[str, Any]:
        shown = {
            "study": self.design.name,
            "strategies": list(self.design.strategies),
            "created_on": self.design.created_on.isoformat(),
            "pictures": self.pictures,
            "participants": asdict(self.participation),
        }
        if not with_links:
            return shown
        links = [
            {"number": each.number, "step": str(each.step), "judged": each.judged, "link": link}
            for each, link in self.people
        ]
        return {**shown, "links": links}

    def show(self) -> None:
        people = self.participation
        typer.echo(
            f"{self.design.name}: {' and '.join(self.design.strategies)}, {self.pictures} pictures,"
            f" made on {self.design.created_on}"
        )
        typer.echo(
            f"  {people.invited} invited, {people.agreed} agreed, {people.answered} judged some, "
            f"{people.finished} judged all, {people.withdrew} withdrew"
        )
        for each, link in self.people:
            typer.echo(f"  {each.number}  {each.step:9}  {each.judged}/{self.pictures}  {link}")


def _print_results(found: StudyResults) -> None:
    from affetto.cli.output import console
    from affetto.study.report import (
        AGREEMENT_NAMES,
        describe_alpha,
        describe_fit,
        describe_preference,
    )

    design, people = found.design, found.participation
    lines = [
        (
            f"{design.name}: {' and '.join(design.strategies)}, {len(found.pictures)} pictures, "
            f"{people.answered} of {people.invited} invited answered, {people.finished} all of it"
        ),
        describe_preference(found.preference, design.strategies),
        describe_fit(found.fit, design.strategies),
        "Krippendorff's alpha (95% interval):",
    ]
    for what, agreement in found.agreement.items():
        lines.append(
            f"  {AGREEMENT_NAMES[what]:14} {describe_alpha(agreement)}; {agreement.raters} people, "
            f"{agreement.units} units, {agreement.values} values"
        )
    for line in lines:
        console.print(line, markup=False)

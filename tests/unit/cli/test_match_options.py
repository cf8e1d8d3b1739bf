import pytest
import typer

from affetto.cli.match import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("0:31.5", 31.5), ("3:30", 210), ("1:02:03", 3723), ("75:00", 4500)],
)
def test_reads_durations_as_people_write_them(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "3:60", "1:60:00", "-1", "1:-1", "inf", "nan", "1:2:3:4", "3:"]
)
def test_refuses_what_is_no_duration(text: str) -> None:
    with pytest.raises(typer.BadParameter, match=r"no duration|more than 59"):
        parse_duration(text)

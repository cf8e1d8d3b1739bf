"""Pages, their plots and figures as files."""

from __future__ import annotations

import json

import pytest

from affetto.errors import InputError
from affetto.evaluation.canvas import encode_png, new_axes
from affetto.evaluation.report import Report, check_writable


def test_a_page_shows_its_plots_half_as_wide_as_they_are_drawn(tmp_path):
    figure, axes = new_axes(3, 2)
    axes.plot([0, 1])
    report = Report("Title <b>", {"n": 3}, command="affetto compare a b")
    report.add("Plots", report.plot("line", encode_png(figure), 'a "line"'))
    page = report.write(tmp_path).read_text("utf-8")
    assert '<img class="plot" width="330" alt="a &quot;line&quot;" src="data:image/png' in page
    assert "<code>affetto compare a b</code>" in page
    assert "Title <b>" not in page
    assert json.loads((tmp_path / "report.json").read_text()) == {"n": 3}
    assert (tmp_path / "line.png").is_file()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "taken").write_text("")
    for attempt in (check_writable, Report("t", {}).write):
        with pytest.raises(InputError, match="taken: the report cannot be written"):
            attempt(tmp_path / "taken")

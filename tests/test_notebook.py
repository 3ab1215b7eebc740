"""`dateline.open`: answers as records, frames and plots; the notebook of the docs runs from end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
import pytest

import dateline
from dateline.notebook import Book, Rows

matplotlib.use("Agg")
NOTEBOOK = Path(__file__).parents[1] / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The demo corpus's first days."""
    from importlib.resources import as_file, files

    from dateline import pipeline
    from dateline.ledger import Ledger

    path = tmp_path_factory.mktemp("book") / "demo.db"
    with as_file(files("dateline") / "demo" / "corpus") as corpus, Ledger.open(path) as ledger:
        pipeline.run(sorted(corpus.glob("*.jsonl"))[:2], ledger=ledger, theatre="afghanistan-2021")
    with dateline.open(path) as opened:
        yield opened


def test_states_are_records_frames_and_geometries(book: Book) -> None:
    rows = book.state(as_of="2021-08-13", known_by="2021-08-13")
    frame, shapes = rows.pandas(), rows.geopandas()
    assert len(rows) == len(frame) == len(shapes) >= 34
    assert str(frame.known_by.dt.tz) == "UTC" and str(frame.as_of.dt.date[0]) == "2021-08-13"
    herat = shapes[shapes.name == "Herat"].iloc[0]
    assert (round(herat.geometry.x), round(herat.geometry.y)) == (62, 34) and shapes.crs.to_epsg() == 4326
    assert book.state(place="Herat")[0]["name"] == "Herat"


def test_every_answer_is_a_frame(book: Book) -> None:
    for rows in (book.claims("Herat"), book.changes(), book.counts(), book.forecasts(), book.sources()):
        assert isinstance(rows, Rows) and len(rows.pandas()) == len(rows)
    nats = [abs(row["nats"]) for row in book.explain("Herat")]
    assert nats == sorted(nats, reverse=True) and nats
    assert "<table" in book.claims("Herat")._repr_html_()


def test_the_timeline_is_a_nowcast(book: Book) -> None:
    rows = book.timeline("2021-08-11", "2021-08-13", place="Herat")
    assert [row["as_of"] for row in rows] == ["2021-08-11", "2021-08-12", "2021-08-13"]
    assert all(row["known_by"].startswith(row["as_of"]) for row in rows)


def test_calibration_bins_hold_shares(book: Book) -> None:
    rows = book.calibration()
    assert rows and all(0 <= row["said"] <= 1 and 0 <= row["was"] <= 1 and row["n"] > 0 for row in rows)


@pytest.mark.parametrize("name", ["map", "timeline", "provinces", "calibration"])
def test_every_plot_is_one_call(book: Book, name: str, tmp_path: Path) -> None:
    figure = getattr(book.plot, name)()
    figure.savefig(tmp_path / "plot.png", dpi=40)
    assert (tmp_path / "plot.png").stat().st_size > 2000


def test_the_notebook_runs(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_LEDGER", book.answers.ledger.name)
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    space: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
    assert isinstance(space["book"], Book)


def test_what_is_not_there_says_so() -> None:
    with pytest.raises(AttributeError, match="shut"):
        dateline.shut  # noqa: B018

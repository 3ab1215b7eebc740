"""One job, two engines, the same bytes; what was stopped goes on where it stopped; a killed worker changes nothing."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from dateline.engines import Engine, GroupJob, Job, run_groups, run_job
from dateline.engines.groups import bucket_of
from dateline.engines.local import TRIES
from dateline.errors import DatelineError, InputError
from tests.conftest import missing

FILES, ROWS = 4, 700  # more rows than a batch has
SPARK = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]  # the warnings are pyspark's own
BOTH = [Engine.LOCAL, pytest.param(Engine.SPARK, marks=SPARK)]


def shout(table: pa.Table) -> pa.Table:
    return pa.table({"key": table["key"], "word": pc.utf8_upper(table["word"])})


def count(table: pa.Table) -> pa.Table:
    """The rows of a group, their keys and the order in which they came."""
    words = ",".join(table["word"].to_pylist())
    return pa.table({"keys": [",".join(sorted(set(table["key"].to_pylist())))], "words": [words]})


class DieOnce:
    """Kills the process that maps a batch of one file, the first `times` times."""

    def __init__(self, mark: Path, times: int = 1) -> None:
        self.mark, self.times = str(mark), times

    def __call__(self, table: pa.Table) -> pa.Table:
        deaths = Path(self.mark)
        if "word-2-0" in table["word"].to_pylist() and len(list(deaths.iterdir())) < self.times:
            (deaths / f"{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return shout(table)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    for number in range(FILES):
        rows = [{"key": f"key-{row % 7}", "word": f"word-{number}-{row}"} for row in range(ROWS)]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"part-{number}.parquet")
    return folder


@pytest.fixture(scope="module")
def local(source, tmp_path_factory):
    target = tmp_path_factory.mktemp("local")
    assert len(list(run_job(Job(shout, source, target), workers=1))) == FILES
    return target


@pytest.fixture(autouse=True)
def java(request):
    if request.node.get_closest_marker("spark") and not shutil.which("java"):
        missing("Java", "apt-get install openjdk-17-jre-headless")


def same(one, other):
    names = sorted(path.name for path in one.glob("*.parquet"))
    assert names == sorted(path.name for path in other.glob("*.parquet")) and names
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
    assert not list(other.glob("*.part"))


@pytest.mark.parametrize("engine", BOTH)
def test_every_engine_gives_the_same_bytes(source, local, tmp_path, engine):
    done = dict(run_job(Job(shout, source, tmp_path / "out"), engine=engine, workers=2))
    assert list(done.values()) == [ROWS] * FILES
    same(local, tmp_path / "out")


@pytest.mark.parametrize("engine", BOTH)
def test_a_killed_worker_changes_nothing(source, local, tmp_path, engine):
    (tmp_path / "deaths").mkdir()
    job = Job(DieOnce(tmp_path / "deaths"), source, tmp_path / "out")
    assert len(list(run_job(job, engine=engine, workers=2))) == FILES
    assert len(list((tmp_path / "deaths").iterdir())) == 1
    same(local, tmp_path / "out")


def test_a_part_that_always_kills_is_named_and_the_rest_is_done(source, tmp_path):
    (tmp_path / "deaths").mkdir()
    job = Job(DieOnce(tmp_path / "deaths", times=99), source, tmp_path / "out")
    with pytest.raises(DatelineError, match=r"part-2\.parquet died 4 times"):
        list(run_job(job, workers=2))
    assert len(list((tmp_path / "deaths").iterdir())) >= TRIES
    assert not (tmp_path / "out" / "part-2.parquet").exists()


def test_what_is_done_is_not_done_again(source, local, tmp_path):
    shutil.copytree(local, tmp_path / "out")
    (tmp_path / "out" / "part-2.parquet").unlink()
    (tmp_path / "out" / "part-2.parquet.host.99.part").write_bytes(b"half a file")
    done = [part.target for part, _ in run_job(Job(shout, source, tmp_path / "out"), workers=1)]
    assert done == [str(tmp_path / "out" / "part-2.parquet")]
    same(local, tmp_path / "out")


def test_what_is_no_parquet_is_named(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"no parquet at all")
    with pytest.raises(InputError, match=r"x\.parquet"):
        list(run_job(Job(shout, tmp_path, tmp_path / "out")))
    with pytest.raises(InputError, match="holds no"):
        list(run_job(Job(shout, tmp_path / "out", tmp_path / "out2")))


def grouped(source, target):
    return GroupJob(count, source, target, "key", "word", buckets=3)


@pytest.fixture(scope="module")
def groups(source, tmp_path_factory):
    target = tmp_path_factory.mktemp("groups")
    list(run_groups(grouped(source, target), workers=1))
    return target


def test_a_group_is_seen_once_whole_and_in_order(groups):
    rows = [row for path in groups.glob("*.parquet") for row in pq.read_table(path).to_pylist() if row["keys"]]
    assert sorted(row["keys"] for row in rows) == [f"key-{number}" for number in range(7)]
    assert all(row["words"].split(",") == sorted(row["words"].split(",")) for row in rows)
    assert sum(len(row["words"].split(",")) for row in rows) == FILES * ROWS


@pytest.mark.parametrize("engine", BOTH)
def test_groups_are_the_same_on_every_engine(source, groups, tmp_path, engine):
    list(run_groups(grouped(source, tmp_path / "out"), engine=engine, workers=2))
    same(groups, tmp_path / "out")


def test_buckets_that_are_there_are_not_made_again(source, groups, tmp_path):
    shutil.copytree(groups, tmp_path / "out")
    (tmp_path / "out" / "part-00001.parquet").unlink()
    done = [part.target for part, _ in run_groups(grouped(source, tmp_path / "out"))]
    assert done == [str(tmp_path / "out" / "part-00001.parquet")]
    same(groups, tmp_path / "out")
    assert list(run_groups(grouped(source, tmp_path / "out"))) == []


def test_buckets_are_those_of_spark():
    assert [bucket_of(key, 64) for key in ("geonames:1138336", "", "é")] == [33, 0, 62]

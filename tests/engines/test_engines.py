"""One job, two engines, the same rows; a job that was stopped goes on where it stopped."""

from __future__ import annotations

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline import demo
from dateline.batches import Extract, fuse_claims
from dateline.engines import Engine, Job, run_job
from dateline.errors import InputError
from tests.conftest import missing

FILES = 4


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The first dispatches of the demo, and a row that is no document, in a few Parquet files."""
    folder = tmp_path_factory.mktemp("documents")
    records = [json.loads(line) for path in demo.corpus()[:1] for line in path.read_text("utf-8").splitlines()][:20]
    records.append({"id": "empty", "text": " "})
    columns = ("id", "text", "title", "outlet", "published", "url")
    for number in range(FILES):
        rows = [{name: record.get(name) for name in columns} for record in records[number::FILES]]
        schema = pa.schema([(name, pa.string()) for name in columns])
        pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"part-{number}.parquet")
    return folder


def rows_of(folder):
    return [row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()]


@pytest.fixture(scope="module")
def local(documents, tmp_path_factory):
    target = tmp_path_factory.mktemp("local")
    done = list(run_job(Job(Extract(demo.THEATRE), documents, target), workers=1))
    assert len(done) == FILES
    return target


def test_claims_and_refusals_are_rows(local):
    rows = rows_of(local)
    assert {"capture", "contest"} <= {json.loads(row["claim"])["type"] for row in rows if row["claim"]}
    (refused,) = [row for row in rows if row["error"]]
    assert refused["document"] == "empty"


def test_a_pool_gives_the_same_bytes(documents, local, tmp_path):
    list(run_job(Job(Extract(demo.THEATRE), documents, tmp_path / "out"), workers=2))
    for path in local.glob("*.parquet"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_what_is_done_is_not_done_again(documents, local, tmp_path):
    shutil.copytree(local, tmp_path / "out")
    (tmp_path / "out" / "part-2.parquet").unlink()
    (tmp_path / "out" / "part-2.parquet.99.part").write_bytes(b"half a file")
    done = [part.target for part, _ in run_job(Job(Extract(demo.THEATRE), documents, tmp_path / "out"), workers=1)]
    assert done == [str(tmp_path / "out" / "part-2.parquet")]
    assert rows_of(tmp_path / "out") == rows_of(local)
    assert not list((tmp_path / "out").glob("*.part"))


def test_what_is_no_parquet_is_named(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"no parquet at all")
    with pytest.raises(InputError, match=r"x\.parquet"):
        list(run_job(Job(fuse_claims, tmp_path, tmp_path / "out")))
    with pytest.raises(InputError, match="holds no"):
        list(run_job(Job(fuse_claims, tmp_path / "out", tmp_path / "out2")))


def test_fusion_is_a_batch_function_too(local, tmp_path):
    ((_, rows), *_) = run_job(Job(fuse_claims, local, tmp_path / "states"), workers=1)
    assert rows == len(rows_of(tmp_path / "states") and pq.read_table(tmp_path / "states" / "part-0.parquet"))


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")  # pyspark's own
def test_spark_gives_the_same_rows(documents, local, tmp_path):
    if not shutil.which("java"):
        missing("Java", "apt-get install openjdk-17-jre-headless")
    done = list(run_job(Job(Extract(demo.THEATRE), documents, tmp_path / "out"), engine=Engine.SPARK, workers=2))
    assert len(done) == FILES
    for path in local.glob("*.parquet"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()

"""The journal is whole after any cut, and forgets nothing that counts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.watch.journal import Journal


def test_what_was_put_is_there_again(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    journal.put("item", "a", mark="1")
    journal.put("item", "a", mark="2")
    journal.put("alert", "x", body={"place": "Überlingen"})
    journal.close()
    again = Journal(tmp_path / "j.jsonl")
    assert again.get("item", "a") == {"mark": "2"}
    assert list(again.all("alert")) == [("x", {"body": {"place": "Überlingen"}})]
    assert again.get("item", "nowhere") == {}
    again.close()


@given(keys=st.lists(st.text(max_size=5), min_size=1, max_size=8), cut=st.integers(1, 30))
def test_a_line_cut_off_is_dropped_alone(tmp_path_factory, keys, cut):
    path = tmp_path_factory.mktemp("j") / "j.jsonl"
    journal = Journal(path)
    for number, key in enumerate(keys):
        journal.put("item", key, number=number)
    journal.close()
    content = path.read_bytes()
    last = content.splitlines(keepends=True)[-1]
    path.write_bytes(content[: -min(cut, len(last) - 1)])
    again = Journal(path)
    expected = {key: number for number, key in enumerate(keys[:-1])}
    assert {key: value["number"] for key, value in again.all("item")} == expected
    again.put("item", "new", number=99)
    again.close()
    assert all(json.loads(line) for line in path.read_bytes().splitlines())


def test_compaction_keeps_the_newest(tmp_path):
    journal = Journal(tmp_path / "j.jsonl")
    for number in range(50):
        journal.put("item", str(number % 5), number=number)
    journal.compact()
    journal.put("item", "0", number=100)
    journal.close()
    assert len((tmp_path / "j.jsonl").read_bytes().splitlines()) == 6
    again = Journal(tmp_path / "j.jsonl")
    assert again.get("item", "0") == {"number": 100}
    again.close()


def test_two_watchers_cannot_share_a_journal(tmp_path):
    first = Journal(tmp_path / "j.jsonl")
    with pytest.raises(DatelineError, match="another watcher"):
        Journal(tmp_path / "j.jsonl")
    first.close()
    Journal(tmp_path / "j.jsonl").close()

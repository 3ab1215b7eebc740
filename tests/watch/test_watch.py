"""The watcher whole: a short day with a kill, its config, its alerts, its page."""

from __future__ import annotations

import json
import socket
import threading
import urllib.request
from xml.etree import ElementTree

import pytest

from benchmarks.watch_day import run_day
from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.watch import Watch
from dateline.watch.alerts import Alert
from dateline.watch.config import Email, Target, load
from dateline.watch.delivery import Outbox
from dateline.watch.fetcher import Fetched, Unreachable
from dateline.watch.health import coverage, note_items, status
from dateline.watch.journal import Journal
from dateline.watch.page import serve_status
from tests.watch.test_fetcher import Clock


def test_a_short_day_with_a_kill(tmp_path):
    assert run_day(tmp_path, feeds=2, pages=8, hours=4, kills=1, seconds=15, seed=3) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("sources: 3", "sources"),
        ("sources: [{id: a, kind: feed}]", "needs url"),
        ("sources: [{id: a, kind: folder}]", "needs path"),
        ("sources: [{id: a, kind: page, url: x}, {id: a, kind: page, url: y}]", "same id"),
        ("sources: []\nalerts: [{id: r, when: crosses, to: [nobody]}]", "nobody"),
        ("sources: []\ndeliver: {desk: {}}", "one of webhook"),
        ("sources: [\n", "not YAML"),
    ],
)
def test_a_wrong_sources_file_is_explained(tmp_path, content, problem):
    path = tmp_path / "sources.yaml"
    path.write_text(content)
    with pytest.raises(DatelineError, match=problem):
        load(path)


def alert(name: str = "a1") -> Alert:
    evidence = [{"claim": "c", "document": "d", "outlet": "Paper", "speakers": [], "text": "X <fell> & went"}]
    body = {"what": "taliban at .9", "place": {"id": "p", "name": "X"}, "evidence": evidence, "permalink": "http://h/p"}
    return Alert(name, "rule", ("desk",), body)


@pytest.fixture
def journal(tmp_path):
    journal = Journal(tmp_path / "j")
    yield journal
    journal.close()


def test_an_atom_file_takes_every_alert(tmp_path, journal):
    outbox = Outbox({"desk": Target(atom=tmp_path / "a.xml")}, journal, Clock())
    assert outbox.raise_alert(alert("a1"))
    assert not outbox.raise_alert(alert("a1"))
    assert outbox.raise_alert(alert("a2"))
    assert outbox.send() == 2
    assert outbox.waiting() == 0
    assert outbox.send() == 0
    entries = ElementTree.parse(tmp_path / "a.xml").findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}summary") for entry in entries] == ["X <fell> & went"] * 2


class Mailroom:
    """A mail server that turns the first message away and takes what comes after."""

    def __init__(self):
        self.taken: list[str] = []
        self.turned_away = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller, caller.makefile("rwb") as line:
                self._talk(line)

    def _talk(self, line):
        def say(words):
            line.write(words + b"\r\n")
            line.flush()

        say(b"220 mail")
        while command := line.readline().strip().upper():
            if command.startswith(b"MAIL") and not self.turned_away:
                self.turned_away += 1
                say(b"451 later")
            elif command == b"DATA":
                say(b"354 go on")
                self.taken.append(b"".join(iter(line.readline, b".\r\n")).decode())
                say(b"250 taken")
            elif command == b"QUIT":
                say(b"221 bye")
                return
            else:
                say(b"250 yes")


def test_mail_that_is_turned_away_is_sent_later_and_once(journal):
    room, clock = Mailroom(), Clock()
    mail = Email(to=("night@example.org",), sender="d@example.org", host="127.0.0.1", port=room.port)
    outbox = Outbox({"desk": Target(email=mail)}, journal, clock)
    outbox.raise_alert(alert("a1"))
    assert (outbox.send(), outbox.waiting(), room.turned_away) == (0, 1, 1)
    clock.sleep(60)
    assert (outbox.send(), outbox.send(), outbox.waiting()) == (1, 0, 0)
    room.socket.close()
    (message,) = room.taken
    assert "Subject: Dateline: X: taliban at .9" in message and "Message-ID: <a1@dateline>" in message
    assert '"X <fell> & went" (Paper)' in message and "http://h/p" in message


def test_an_alert_for_a_target_that_was_taken_out_stays_owed(journal):
    outbox = Outbox({}, journal, Clock())
    outbox.raise_alert(alert("a1"))
    assert (outbox.send(), outbox.waiting()) == (0, 1)
    assert "no target desk" in journal.get("delivery", "a1 desk")["error"]


def test_a_missed_delivery_is_owed_and_tried_later(journal):
    clock = Clock()
    outbox = Outbox({"desk": Target(webhook="http://127.0.0.1:9/")}, journal, clock)
    outbox.raise_alert(alert())
    assert outbox.send() == 0
    tries = journal.get("delivery", "a1 desk")["attempts"]
    assert outbox.send() == 0  # not due yet
    assert journal.get("delivery", "a1 desk")["attempts"] == tries
    clock.sleep(60)
    outbox.send()
    assert journal.get("delivery", "a1 desk")["attempts"] == tries + 1
    assert outbox.waiting() == 1


def test_silence_of_a_source_is_told_from_a_quiet_front(journal):
    for day in ("2021-08-01", "2021-08-02", "2021-08-03"):
        note_items(journal, "lively", day, 4)
    for day in ("2021-07-14", "2021-07-28", "2021-08-11"):
        note_items(journal, "fortnightly", day, 1)
    sources = tuple(source for source in _sources("lively", "fortnightly", "mute", "new"))
    journal.put("visit", "mute", at="2021-08-13T00:00:00Z", again=None, since="2021-08-10T00:00:00Z")
    journal.put("visit", "new", at="2021-08-13T00:00:00Z", again=None, since="2021-08-12T00:00:00Z")
    state = status(journal, sources, Clock().now(), waiting=0)["sources"]
    assert state["lively"]["silent"]
    assert not state["fortnightly"]["silent"]
    assert state["mute"]["silent"] and not state["new"]["silent"]
    assert coverage(journal, "lively")["2021-08-02"] == 4


def _sources(*ids):
    from dateline.watch.config import Source

    return (Source(id=name, kind="page", url="http://example.org/") for name in ids)


def test_the_page_speaks_to_people_and_to_prometheus(journal):
    note_items(journal, "s1", "2021-08-13", 7, unread=1)
    note_items(journal, "s1", "2021-08-12", 5, unread=1)
    journal.put("visit", "s1", at="2021-08-13T00:00:00Z", again=None, error="<b>down</b>", failures=2)
    server = serve_status(lambda: status(journal, tuple(_sources("s1")), Clock().now(), waiting=3), 0)
    base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        page = urllib.request.urlopen(f"{base}/").read().decode()
        metrics = urllib.request.urlopen(f"{base}/metrics").read().decode()
        state = json.loads(urllib.request.urlopen(f"{base}/status.json").read())
    finally:
        server.shutdown()
        server.server_close()
    assert "&lt;b&gt;down&lt;/b&gt;" in page
    assert "<th>2021-08-13</th>" in page and "<td>7</td><td>5</td><td>0</td>" in page
    assert 'dateline_source_reports{source="s1"} 12.0' in metrics
    assert 'dateline_source_unread{source="s1"} 2.0' in metrics
    assert "dateline_alerts_owed 3.0" in metrics
    assert state["sources"]["s1"]["failures"] == 2


class Shelf:
    """A fetcher over pages that are there or are not."""

    def __init__(self, pages):
        self.pages = pages

    def get(self, url, *, etag=None, modified=None):
        if url not in self.pages:
            raise Unreachable(url, "answers 503", "tried again later")
        return Fetched(url, 200, self.pages[url].encode(), None, None)


def test_a_page_that_cannot_be_reached_holds_up_no_other(tmp_path):
    items = "".join(f"<item><guid>{n}</guid><link>http://h/{n}</link></item>" for n in range(6))
    report = "<p>The Taliban captured Herat on Thursday, a council member told reporters in the city.</p>" * 3
    pages = {f"http://h/{n}": f"<html><body><article>{report}</article></body></html>" for n in range(1, 6)}
    pages["http://h/feed"] = f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>"
    path, clock = tmp_path / "sources.yaml", Clock()
    path.write_text("sources: [{id: f, kind: feed, url: 'http://h/feed'}]")
    with Ledger.open(tmp_path / "x.db") as ledger, Watch(load(path), ledger, clock=clock) as watch:
        watch._harvest._fetcher = Shelf(pages)
        source = watch.config.sources[0]
        assert watch.visit(source) == 5 and watch.visit(source) == 0
        assert watch.status()["sources"]["f"]["missed"] == 1 and watch.status()["sources"]["f"]["failures"] == 0
        clock.sleep(2 * 86400)
        watch.visit(source)
        assert watch.status()["sources"]["f"]["missed"] == 0  # given up
        for number in range(1, 5):
            del pages[f"http://h/{number}"]
        pages["http://h/feed"] = pages["http://h/feed"].replace("<guid>", "<guid>again-")
        watch.visit(source)
        state = watch.status()["sources"]["f"]
        assert (state["missed"], state["failures"]) == (3, 1)  # the host is down, and the visit ends


def test_sitemaps_pages_and_folders_are_read_once_and_again_when_they_change(tmp_path):
    def page(town):
        report = f"<p>The Taliban captured {town} on Thursday, a council member told reporters in the city.</p>"
        return f"<html><body><article>{report * 3}</article></body></html>"

    listing = "<urlset><url><loc>http://h/a</loc><lastmod>2021-08-12</lastmod></url></urlset>"
    pages = {
        "http://h/index.xml": "<sitemapindex><sitemap><loc>http://h/news.xml</loc></sitemap></sitemapindex>",
        "http://h/news.xml": listing,
        "http://h/a": page("Herat"),
        "http://h/live": page("Ghazni"),
    }
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "b.json").write_text(
        json.dumps({"id": "b", "text": "The Taliban captured Farah on Tuesday.", "published": "2021-08-10"})
    )
    path, clock = tmp_path / "sources.yaml", Clock()
    path.write_text(
        "sources:\n- {id: map, kind: sitemap, url: 'http://h/index.xml', outlet: Paper}\n"
        "- {id: live, kind: page, url: 'http://h/live'}\n- {id: box, kind: folder, path: inbox}\n"
    )
    with Ledger.open(tmp_path / "x.db") as ledger, Watch(load(path), ledger, clock=clock) as watch:
        watch._harvest._fetcher = Shelf(pages)
        assert watch.tick() == 3 and watch.tick() == 0
        clock.sleep(1000)
        assert watch.tick() == 0
        documents = {document.id: document for document in ledger.documents()}
        assert set(documents) == {"http://h/a", "http://h/live", "b"}
        assert documents["http://h/a"].outlet == "Paper" and documents["b"].published_source == "input"
        assert {claim.place.name for claim in ledger.claims()} == {"Herat", "Ghazni", "Farah"}
        pages["http://h/live"] = page("Zaranj")
        pages["http://h/news.xml"] = listing.replace("08-12", "08-13")
        pages["http://h/a"] = page("Kunduz")
        clock.sleep(1000)
        assert watch.tick() == 2
        assert {claim.place.name for claim in ledger.claims()} == {"Kunduz", "Zaranj", "Farah"}
        assert ledger.verify().sound
    assert json.loads((tmp_path / "watch-state" / "status.json").read_text())["sources"]["map"]["reports"] == 2

"""Feeds, sitemaps, mail, WARC, archives, tables: what comes out, and where it says it comes from."""

from __future__ import annotations

import gzip
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.model import ClaimType, Document
from dateline.read import FORMATS, read
from dateline.read.feed import entries
from dateline.read.sitemap import sitemap
from dateline.read.table import coded

REPORT = "Rebels took the town of Northwell on Tuesday, the army said, after a long fight for its bridges."
HEAD = "<html lang='en'><head><title>Northwell falls</title></head>"
PAGE = f"{HEAD}<body><article>{f'<p>{REPORT}</p>' * 6}</article></body></html>"

RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Dawn Post</title><language>en-gb</language>
<item><title>Northwell &amp; the bridges</title><link>https://dawn.example/1</link><guid>dawn-1</guid>
<pubDate>Fri, 13 Aug 2021 12:30:00 +0430</pubDate><author>M. Reporter</author>
<description>&lt;p&gt;{REPORT}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;More &amp;amp; more.&lt;/p&gt;
</description></item>
<item><title>Nothing in it</title><link>https://dawn.example/2</link></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Echo</title>
<entry><id>urn:echo:1</id><title>Une ville</title><updated>2021-08-13T10:00:00Z</updated>
<summary>short</summary><content type="text">{REPORT} And so on, at length.</content></entry></feed>"""


def _read(path: Path, content: str | bytes) -> list[Document | InputError]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([path]))


def test_rss(tmp_path: Path) -> None:
    document, empty = _read(tmp_path / "a.rss", RSS)
    assert isinstance(document, Document)
    assert document.text == f"{REPORT}\nMore & more."
    assert (document.id, document.title) == ("dawn-1", "Northwell & the bridges")
    assert document.url == "https://dawn.example/1"
    assert document.published == datetime(2021, 8, 13, 8, tzinfo=UTC) and document.published_source == "feed"
    assert (document.outlet, document.author, document.language) == ("Dawn Post", "M. Reporter", "en")
    assert isinstance(empty, InputError) and "empty text" in empty.reason


def test_atom_takes_the_content_rather_than_the_summary(tmp_path: Path) -> None:
    (document,) = _read(tmp_path / "a.xml", ATOM)
    assert isinstance(document, Document)
    assert document.text.endswith("at length.") and document.id == "urn:echo:1"
    assert document.published == datetime(2021, 8, 13, 10, tzinfo=UTC)


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    for content in ("<html></html>", "words", "<rss></rss>", RSS.replace("<rss", "<!DOCTYPE r [<!ENTITY a 'b'>]><rss")):
        with pytest.raises(InputError):
            entries(content.encode(), "x")


def test_sitemaps_give_addresses_and_are_no_reports(tmp_path: Path) -> None:
    news = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://dawn.example/1</loc>
      <lastmod>2021-08-13</lastmod><news:news><news:publication><news:name>Dawn Post</news:name>
      <news:language>en</news:language></news:publication>
      <news:publication_date>2021-08-13T10:00:00Z</news:publication_date><news:title>Northwell falls</news:title>
      </news:news></url><url><loc>javascript:alert(1)</loc></url></urlset>"""
    (entry,) = sitemap(news.encode(), "x")
    assert (entry.url, entry.title, entry.outlet) == ("https://dawn.example/1", "Northwell falls", "Dawn Post")
    assert entry.modified == date(2021, 8, 13) and entry.published == datetime(2021, 8, 13, 10, tzinfo=UTC)
    index = b"<sitemapindex><sitemap><loc>https://dawn.example/2021.xml</loc></sitemap></sitemapindex>"
    assert sitemap(index, "x")[0].index
    assert [found.url for found in sitemap(b"https://a.example/1\nhttps://a.example/2\n", "x")][
        1
    ] == "https://a.example/2"
    (refused,) = _read(tmp_path / "sitemap.xml", news)
    assert isinstance(refused, InputError) and "watch" in refused.remedy


def _mail(body: str, *, kind: str = "text/plain", number: int = 1) -> str:
    return (
        "From nobody Fri Aug 13 10:00:00 2021\nFrom: Dawn Post <news@dawn.example>\n"
        "Subject: =?utf-8?q?Northwell_f=C3=A4llt?=\nDate: Fri, 13 Aug 2021 10:00:00 +0000\n"
        f"Message-ID: <m{number}@dawn.example>\nContent-Type: {kind}; charset=utf-8\n\n{body}\n\n"
    )


def test_mail_boxes(tmp_path: Path) -> None:
    box = _mail(f">From the front: {REPORT}") + _mail(f"<p>{REPORT}</p>", kind="text/html", number=2)
    first, second = _read(tmp_path / "a.mbox", box)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.text.startswith("From the front") and second.text == REPORT
    assert (first.id, first.outlet, first.title) == ("m1@dawn.example", "Dawn Post", "Northwell fällt")
    assert first.published == datetime(2021, 8, 13, 10, tzinfo=UTC) and first.published_source == "mail"
    (single,) = _read(tmp_path / "a.eml", _mail(REPORT).partition("\n")[2])
    assert isinstance(single, Document) and single.text.strip() == REPORT


def record(body: bytes, *, status: str = "200 OK", kind: str = "text/html", extra: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:aa-1>\r\nWARC-Target-URI: https://dawn.example/1\r\n"
        "WARC-Date: 2021-08-13T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_warc(tmp_path: Path, packed: bool) -> None:
    pytest.importorskip("fastwarc")
    records = [record(PAGE.encode()), record(b"", status="404 Not Found"), record(b"{}", kind="application/json")]
    records.append(record(gzip.compress(PAGE.encode()), extra="Content-Encoding: gzip\r\n"))
    name = "a.warc.gz" if packed else "a.warc"
    first, second = _read(tmp_path / name, b"".join(map(gzip.compress, records) if packed else records))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.text == second.text and REPORT in first.text
    assert (first.id, first.url) == ("aa-1", "https://dawn.example/1")
    assert first.fetched == datetime(2021, 8, 13, 10, tzinfo=UTC) == first.known


def test_zip_and_gzip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("deep/b.txt", REPORT)
        archive.writestr("../../a.jsonl", json.dumps({"id": "one", "text": REPORT}) + "\n{broken")
        archive.writestr("picture.png", b"\x89PNG")
        archive.writestr("inner.zip", b"PK")
    items = list(read([tmp_path / "a.zip"]))
    assert [item.id for item in items if isinstance(item, Document)] == ["one", "b"]
    refused = [item for item in items if isinstance(item, InputError)]
    assert [error.name for error in refused] == [f"{tmp_path}/a.zip/../../a.jsonl:2", f"{tmp_path}/a.zip/inner.zip"]
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    (document,) = read([tmp_path / "c.txt.gz"])
    assert isinstance(document, Document) and (document.id, document.text) == ("c", REPORT)


def test_tables_of_reports(tmp_path: Path) -> None:
    table = f'id;Text;published;outlet\n7;"{REPORT}";2021-08-13;Dawn Post\n8;"";2021-08-13;Dawn Post\n'
    document, empty = _read(tmp_path / "a.csv", table)
    assert isinstance(document, Document) and document.id == "7" and document.published == date(2021, 8, 13)
    assert isinstance(empty, InputError)
    (refused,) = _read(tmp_path / "b.csv", "a,b\n1,2\n")
    assert isinstance(refused, InputError) and "text" in refused.remedy


ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,"
    "latitude,longitude,"
    "geo_precision,source,notes,fatalities\n"
    "XX1,13 August 2021,1,Battles,Non-state actor overtakes territory,Taliban,Military Forces,Afghanistan,Kandahar,"
    "Kandahar,31.6133,65.7101,1,Dawn Post; Echo,x,12\n"
    "XX2,13 August 2021,1,Protests,Peaceful protest,People,,Afghanistan,Kabul,Kabul,34.5,69.2,1,Echo,x,0\n"
    "XX3,no day,1,Battles,Armed clash,Taliban,,Afghanistan,Kabul,Kabul,34.5,69.2,1,Echo,x,0\n"
)
UCDP = (
    "id,type_of_violence,side_a,side_b,source_office,where_prec,where_coordinates,adm_1,latitude,longitude,country,"
    "date_prec,"
    "date_start,date_end,best,high,low\n"
    "9,1,Government,Rebels,Echo,2,Northwell town,North,12.5,30.1,Sudan,2,2021-08-10 00:00:00.000,"
    "2021-08-13 00:00:00.000,5,9,3\n"
)
VIINA = (
    "event_id,date,time,source,url,text,lang,address,longitude,latitude,GEO_PRECISION,t_mil_b,t_control_b,t_artillery_b,a_rus_b,"
    "a_ukr_b\n4,20220302,10:00,unian,u,x,ua,Kherson,32.6,46.6,PPL,1,1,0,1,0\n5,20220302,10:00,unian,u,x,ua,Kherson,32.6,46.6,ADM1,1,"
    "0,1,1,0\n"
)


def test_acled_rows_are_claims_of_their_coder(tmp_path: Path) -> None:
    path = tmp_path / "acled.csv"
    path.write_text(ACLED)
    capture, harm, broken = coded(path)
    assert not isinstance(capture, InputError) and not isinstance(harm, InputError)
    assert (capture.type, harm.type) == (ClaimType.CAPTURE, ClaimType.HARM)
    assert capture.outlet == "ACLED" and capture.extractor == "coder:acled" and capture.evidence is None
    assert [speaker.text for speaker in capture.speakers] == ["Dawn Post", "Echo"]
    assert str(capture.date) == "2021-08-13" and capture.place.country == "AF" and capture.place.precision == 1
    assert (
        capture.actor
        and capture.opponent
        and (capture.actor.text, capture.opponent.text) == ("Taliban", "Military Forces")
    )
    assert harm.quantity and harm.quantity.value == 12 and harm.id != capture.id
    assert isinstance(broken, InputError) and broken.name.endswith(":4")
    (refused,) = read([path])
    assert isinstance(refused, InputError) and "ACLED" in refused.reason


def test_ucdp_and_viina_rows(tmp_path: Path) -> None:
    (tmp_path / "ged.csv").write_text(UCDP)
    contest, harm = coded(tmp_path / "ged.csv")
    assert not isinstance(contest, InputError) and not isinstance(harm, InputError)
    assert (contest.type, str(contest.date), contest.date_precision) == (ClaimType.CONTEST, "2021-08-10/2021-08-13", 2)
    assert harm.quantity and harm.quantity.value == 5 and contest.place.country == "SD"
    (tmp_path / "viina.csv").write_text(VIINA)
    capture, strike = coded(tmp_path / "viina.csv")
    assert not isinstance(capture, InputError) and not isinstance(strike, InputError)
    assert capture.type is ClaimType.CAPTURE and capture.actor and capture.actor.text == "Russia"
    assert strike.type is ClaimType.STRIKE and strike.place.precision == 3


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "desk.jsonl"
    path.write_text(json.dumps({"when": "2021-08-13", "what": "Taken", "where": "Northwell", "who": "Reds"}) + "\n")
    mapping = {
        "coder": "Our desk",
        "columns": {"first": "when", "last": "when", "place": "where", "actor": "who"},
        "rules": [{"when": {"what": "taken"}, "type": "capture"}],
    }
    (claim,) = coded(path, mapping=mapping)
    assert not isinstance(claim, InputError) and claim.outlet == "Our desk" and claim.place.text == "Northwell"
    with pytest.raises(InputError, match="known coder"):
        list(coded(path))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (REPORT, "en"),
        ("Les rebelles ont pris la ville mardi après de longs combats, selon l'armée.", "fr"),
        ("Повстанці зайняли місто у вівторок, повідомив представник армії та уряду.", "uk"),
        ("قوات المعارضة سيطرت على المدينة بعد معارك في الريف كما قال متحدث", "ar"),
        ("12 34 56", None),
    ],
)
def test_language_is_marked(tmp_path: Path, text: str, language: str | None) -> None:
    (document,) = _read(tmp_path / "a.txt", text)
    assert isinstance(document, Document) and document.language == language


def test_every_ending_is_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text()
    assert [ending for ending in FORMATS if ending and ending not in page] == []

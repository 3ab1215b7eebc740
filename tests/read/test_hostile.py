"""Hostile inputs: over two thousand of them, and by name those that were found to hurt. Nothing but a document or a
refusal comes out, and each refusal names its input, its reason and what to do. How long they take, and a
coverage-guided run, are in `benchmarks/hostile.py`.
"""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.model import Document
from dateline.read import archive, read
from dateline.read.limits import MAX_CHARACTERS
from dateline.read.markup import MAX_ELEMENTS

REPORT = "Rebels took the town of Northwell on Tuesday, the army said, after a long fight for its bridges."
PAGE = (
    f"<html><head><title>Northwell falls</title></head><body><article>{f'<p>{REPORT}</p>' * 6}</article></body></html>"
)
RSS = (
    f"<rss version='2.0'><channel><title>Dawn</title><item><title>Northwell</title><guid>d1</guid>"
    f"<pubDate>Fri, 13 Aug 2021 12:30:00 +0430</pubDate><description>&lt;p&gt;{REPORT}&lt;/p&gt;</description></item>"
    "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Echo</title><entry><id>e1</id><title>T</title>"
    f"<updated>2021-08-13T10:00:00Z</updated><content type='html'>&lt;p&gt;{REPORT}</content></entry></feed>"
)
SITEMAP = "<urlset><url><loc>https://dawn.example/1</loc><lastmod>2021-08-13</lastmod></url></urlset>"
MAIL = (
    "From nobody Fri Aug 13 10:00:00 2021\nFrom: Dawn <n@dawn.example>\nDate: Fri, 13 Aug 2021 10:00:00 +0000\n"
    "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    f"{REPORT}=20\n--b\nContent-Type: text/html\n\n<p>{REPORT}</p>\n--b--\n\n"
)
TABLE = f'id,text,published,outlet\n1,"{REPORT}",2021-08-13,Dawn\n2,"{REPORT}",2021-08-14,Echo\n'
LINES = f'{{"id": "a", "text": "{REPORT}", "published": "2021-08-13T10:00:00Z"}}\n' * 2
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://dawn.example/1\r\n"
    "WARC-Date: 2021-08-13T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(HTTP)}\r\n\r\n{HTTP}\r\n\r\n"
)


def _zip(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


SEEDS: dict[str, bytes] = {
    "a.html": PAGE.encode(),
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
    "a.xml": SITEMAP.encode(),
    "a.mbox": (MAIL * 2).encode(),
    "a.eml": MAIL.partition("\n")[2].encode(),
    "a.csv": TABLE.encode(),
    "a.jsonl": LINES.encode(),
    "a.json": b"[" + LINES.encode().strip().replace(b"\n", b",") + b"]",
    "a.txt": REPORT.encode(),
    "a.warc": WARC.encode() * 2,
    "a.warc.gz": gzip.compress(WARC.encode()) * 2,
    "a.zip": _zip({"a.txt": REPORT, "b.html": PAGE, "c.csv": TABLE}),
    "a.txt.gz": gzip.compress(REPORT.encode()),
}
TOKENS = [
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&#0;", b"&#xD800;", b"&a;",
    b"<![CDATA[", b"]]>", b"<!--", b"<" * 99, b">" * 99, b"\r", b'"', b"'", b"9" * 40, b"-1", b"NaN", b"1e999",
    b"{" * 999, b"[" * 999, b"\\u0000", b"\nFrom x\n", b"boundary=", b"Content-Type: multipart/mixed; boundary=b\n",
    b"charset=unknown-8bit", b"=?x?q?=00?=", b"--b", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n", b"9999-99-99", b"0000-00-00T00:00:00Z",
    b"Fri, 99 Aug 99999 99:99:99 +9999", b"xml:base='http://['", b"<base href='//['>",
]  # fmt: skip


def _mutate(raw: bytes, chance: random.Random) -> bytes:
    """One to four changes: a bit, a cut, a repeat, a deletion, a token, a swap."""
    data = bytearray(raw)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(data) + 1)
        what = chance.randrange(6)
        if what == 0 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif what == 1:
            del data[at:]
        elif what == 2:
            data[at:at] = data[max(0, at - chance.randrange(1, 400)) : at] * chance.randrange(1, 9)
        elif what == 3:
            del data[at : at + chance.randrange(1, 60)]
        elif what == 4:
            data[at:at] = chance.choice(TOKENS)
        else:
            data.reverse() if chance.random() < 0.1 else data.extend(data[:at])
    return bytes(data)


def _items(path: Path, raw: bytes) -> list[Document | InputError]:
    """What reading gives; anything raised fails the test."""
    path.write_bytes(raw)
    items = list(read([path]))
    for item in items:
        if isinstance(item, InputError):
            assert item.name and item.reason and item.remedy
        else:
            assert item.text.strip() and len(item.text) <= MAX_CHARACTERS and item.id
            for value in (item.id, item.text, item.title, item.outlet, item.url, item.author, item.language):
                (value or "").encode()
    return items


@pytest.mark.parametrize("name", SEEDS)
def test_mutants_are_read_or_refused(tmp_path: Path, name: str) -> None:
    """150 for each of the 14 formats."""
    if "warc" in name:
        pytest.importorskip("fastwarc")
    assert any(isinstance(item, Document) for item in _items(tmp_path / name, SEEDS[name])) or name == "a.xml"
    for number in range(150):
        _items(tmp_path / name, _mutate(SEEDS[name], random.Random(f"{name}/{number}")))


P = f"<p>{REPORT}</p>".encode()
HOSTILE: dict[str, tuple[str, bytes]] = {
    "many paragraphs": ("a.html", b"<article>" + b"<p>a</p>" * 200_000),
    "many links": ("a.html", b"<a href=x>y</a> " * 100_000),
    "many attributes": ("a.html", b"<p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">" + P * 9),
    "unclosed tags": ("a.html", b"<a " * 100_000 + P * 9),
    "deep nesting": ("a.html", b"<div>" * (MAX_ELEMENTS + 1) + P * 9),
    "one word": ("a.html", b"<p>" + b"a" * 3_000_000),
    "entities": ("a.rss", b"<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss>&b;</rss>"),
    "outside entity": ("a.xml", b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>"),
    "many entries": ("a.rss", b"<rss><channel>" + b"<item><title>t</title></item>" * 9_000 + b"</channel></rss>"),
    "escaped elements": ("a.rss", RSS.replace(REPORT, "&lt;b&gt;" * (MAX_ELEMENTS + 1)).encode()),
    "deep JSON": ("a.json", b"[" * 200_000),
    "half a surrogate": ("a.json", rb'{"text": "words", "title": "\ud800"}'),
    "deep JSON line": ("a.jsonl", b'{"text":' + b"[" * 200_000 + b"\n"),
    "many mail parts": ("a.eml", b"Content-Type: a/b; boundary=b\n\n" + b"--b\nContent-Type: a/b\n\n" * 400),
    "endless headers": ("a.eml", b"X: y\n" * 100_000),
    "no From line": ("a.mbox", b"Subject: x\n\nwords\n"),
    "no response": ("a.warc", b"WARC/1.0\r\n\r\n"),
    "broken gzip": ("a.txt.gz", b"\x1f\x8b" + b"x" * 99),
    "archive in archive": ("a.zip", _zip({"b.zip": "x"})),
    "a nameless member": ("a.zip", _zip({"x": "words"}).replace(b"x", b"\0")[:-22] + _zip({"x": "words"})[-22:]),
    "one column": ("a.csv", b"words\nwords\n"),
    "many columns": ("a.csv", b"a," * 5_000 + b"\n"),
    "an endless cell": ("a.csv", b'id,text\n1,"' + b"a" * 5_000_000),
    "UTF-16": ("a.txt", "words".encode("utf-16")),
    "binary": ("a.txt", bytes(range(256)) * 20),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_was_found_to_hurt_is_refused_by_name(tmp_path: Path, case: str) -> None:
    name, raw = HOSTILE[case]
    items = _items(tmp_path / name, raw)
    assert items and all(isinstance(item, InputError) for item in items), items


def test_a_gzip_bomb_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FROM", 1_000_000)
    (item,) = _items(tmp_path / "a.txt.gz", gzip.compress(b"a " * 2_000_000))
    assert isinstance(item, InputError) and "expands beyond bounds" in item.reason


def test_a_zip_that_lies_about_its_size_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_EXPANDED_BYTES", 1_000)
    (item,) = _items(tmp_path / "a.zip", _zip({"a.txt": "a " * 4_000}))
    assert isinstance(item, InputError) and "expands to" in item.reason
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 1_000)
    monkeypatch.setattr(archive, "MAX_EXPANDED_BYTES", 10**9)
    (item,) = _items(tmp_path / "a.zip", _zip({"a.txt": "a " * 4_000}))
    assert isinstance(item, InputError) and "beyond bounds" in item.reason


def test_a_page_that_unpacks_beyond_bounds_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    packed = gzip.compress(b"<p>" + b"a b " * 5_000_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
    length = WARC.partition("Content-Length: ")[2].partition("\r\n")[0]
    head = WARC.partition("HTTP/1.1")[0].replace(f"Content-Length: {length}", f"Content-Length: {len(http)}")
    refused, document = _items(tmp_path / "a.warc", head.encode() + http + b"\r\n\r\n" + WARC.encode())
    assert isinstance(refused, InputError) and isinstance(document, Document)
    assert zlib.crc32(packed)  # the bomb is real: it unpacks to 20 MB

"""Sending alerts: each to each of its targets until it was taken, then never again.

The journal knows an alert before the first attempt and its delivery after the last. Between a target's "yes" and the
journal's line lies one disk write; a kill just there sends once more under the same `Idempotency-Key`, by which a
receiver can tell.
"""

from __future__ import annotations

import json
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import structlog
import urllib3

from dateline.times import format_moment, parse_moment
from dateline.watch.alerts import Alert
from dateline.watch.clock import Clock
from dateline.watch.config import Email, Target
from dateline.watch.journal import Journal

__all__ = ["Outbox"]

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
TIMEOUT = 10.0
_ATOM = "http://www.w3.org/2005/Atom"


class Outbox:
    """The alerts raised and not yet taken by every target."""

    def __init__(self, targets: Mapping[str, Target], journal: Journal, clock: Clock) -> None:
        self._targets = targets
        self._journal = journal
        self._clock = clock
        self._log = structlog.get_logger("dateline.watch")

    def raise_alert(self, alert: Alert) -> bool:
        """Remembers an alert; False where it was raised before."""
        if self._journal.get("alert", alert.id):
            return False
        self._journal.put(
            "alert", alert.id, rule=alert.rule, to=list(alert.to), body=dict(alert.body), raised=self._now()
        )
        return True

    def _now(self) -> str:
        return format_moment(self._clock.now())

    def waiting(self) -> int:
        """How many deliveries are still owed."""
        return sum(1 for _ in self._owed())

    def _owed(self) -> list[tuple[str, str, dict[str, Any]]]:
        return [
            (alert, target, value)
            for alert, value in self._journal.all("alert")
            for target in value["to"]
            if not self._journal.get("delivery", f"{alert} {target}").get("done")
        ]

    def send(self) -> int:
        """Tries what is owed and due; gives how many were taken."""
        taken = 0
        for alert, target, value in self._owed():
            key = f"{alert} {target}"
            tried = self._journal.get("delivery", key)
            if tried and parse_moment(tried["again"]) > self._clock.now():
                continue
            try:
                self._deliver(target, alert, value)
            except (OSError, ValueError, smtplib.SMTPException, urllib3.exceptions.HTTPError, _NotTaken) as error:
                self._put_off(key, tried.get("attempts", 0) + 1, str(error))
                continue
            self._journal.put("delivery", key, done=True, at=self._now())
            self._log.info("alert delivered", alert=alert, target=target)
            taken += 1
        return taken

    def _put_off(self, key: str, attempts: int, error: str) -> None:
        wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
        again = format_moment(self._clock.now() + wait)
        self._journal.put("delivery", key, done=False, attempts=attempts, again=again, error=error)
        self._log.warning("alert not delivered", key=key, attempts=attempts, error=error, again=again)

    def _deliver(self, name: str, alert: str, value: Mapping[str, Any]) -> None:
        target = self._targets.get(name)
        if target is None:
            raise _NotTaken(f"the sources file has no target {name} any more")
        if target.webhook is not None:
            _post(target.webhook, alert, value)
        elif target.email is not None:
            _mail(target.email, alert, value)
        elif target.atom is not None:
            told = [(name, entry) for name, entry in self._journal.all("alert")]
            _write_atom(target.atom, told, self._clock.now())


class _NotTaken(Exception):
    """The target answered, and did not say yes; or it is not there."""


def _post(url: str, alert: str, value: Mapping[str, Any]) -> None:
    body = json.dumps({"id": alert, "raised": value["raised"], **value["body"]}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": alert}
    answer = urllib3.request("POST", url, body=body, headers=headers, timeout=TIMEOUT, retries=False, redirect=False)
    if not 200 <= answer.status < 300:
        raise _NotTaken(f"the webhook answers {answer.status}")


def _mail(target: Email, alert: str, value: Mapping[str, Any]) -> None:
    body = value["body"]
    message = EmailMessage()
    message["From"], message["To"] = target.sender, ", ".join(target.to)
    message["Subject"] = " ".join(f"Dateline: {body['place']['name']}: {body['what']}".split())
    message["Message-ID"] = f"<{alert}@dateline>"
    sentences = "\n".join(f'"{line["text"]}" ({line["outlet"]})' for line in body["evidence"])
    message.set_content(f"{body['what']}\n\n{sentences}\n\n{body['permalink']}\n")
    with smtplib.SMTP(target.host, target.port, timeout=TIMEOUT) as server:
        server.send_message(message)


def _write_atom(path: Path, alerts: list[tuple[str, dict[str, Any]]], now: datetime) -> None:
    """The whole feed anew, put in place in one step, newest first."""
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    for name, text in (("title", "Dateline alerts"), ("id", "urn:dateline:alerts"), ("updated", format_moment(now))):
        ElementTree.SubElement(feed, name).text = text
    for alert, value in reversed(alerts):
        body, entry = value["body"], ElementTree.SubElement(feed, "entry")
        ElementTree.SubElement(entry, "id").text = f"urn:dateline:alert:{alert}"
        ElementTree.SubElement(entry, "title").text = f"{body['place']['name']}: {body['what']}"
        ElementTree.SubElement(entry, "updated").text = value["raised"]
        ElementTree.SubElement(entry, "link", href=body["permalink"])
        ElementTree.SubElement(entry, "summary").text = "\n".join(line["text"] or "" for line in body["evidence"])
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))
    fresh.replace(path)

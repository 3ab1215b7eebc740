"""The ledger's promises, the same on both databases."""

from dateline.ledger import Ledger


def test_new_ledger_is_sound(ledger: Ledger) -> None:
    report = ledger.verify()
    assert report.sound, report.faults
    assert report.head == ledger.head()

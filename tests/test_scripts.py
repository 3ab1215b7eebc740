"""What CI audits: no package without a licence or with the GPL, and no silence about what was not looked up."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"


def script(name):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GNU Affero General Public License v3", False),
        ("LGPL-3.0", True),
        ("GPL-2.0 OR Apache-2.0", True),
        ("", False),
    ],
)
def test_licences(licence, may):
    assert script("check_licences").allowed(licence) is may


def test_every_package_of_the_lock_files_has_a_licence_that_may_be(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["check_licences.py"])
    assert script("check_licences").main() == 0
    assert "0 refused" in capsys.readouterr().out


def test_advisories_that_were_not_looked_up_are_said():
    told = script("check_advisories").told
    assert told("a.lock", None) == (
        ["a.lock: NOT looked up, the service does not answer; run this where it can be reached"], False, False
    )  # fmt: skip
    weak = {"name": "b", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    sound = {"name": "c", "version": "3", "vulns": []}
    lines, is_weak, whole = told("a.lock", {"dependencies": [weak, sound, {"name": "d", "skip_reason": "not found"}]})
    assert (is_weak, whole) == (True, False)
    assert lines == [
        "a.lock: 2 of 3 packages looked up, 1 weak",
        "  b 1: CVE-1, mended in 2",
        "  NOT looked up, the service knows nothing of them: d",
    ]
    assert told("a.lock", {"dependencies": [sound]})[1:] == (False, True)


def test_every_locked_package_has_a_hash():
    for lock in script("check_licences").LOCKS:
        for entry in lock.read_text("utf-8").replace("\\\n", " ").splitlines():
            assert entry.startswith("#") or not entry.strip() or "--hash=sha256:" in entry, entry

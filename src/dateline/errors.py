"""The error tree. Every message says what went wrong and what to do next.

DatelineError
  InputError          one input (file, page, feed item) cannot be read; the batch goes on
  VocabularyError     a vocabulary or theatre file is wrong
  TheatreError        a theatre file breaks its schema
  TimeError           a date or time cannot be understood, or cannot be
  LedgerError         the ledger cannot be opened, read or written
  LedgerBroken        `verify` found history that was changed
  MissingExtra        a heavy library that a command needs is not installed
  NotBuilt            the command is promised and not built yet
"""

__all__ = [
    "DatelineError",
    "InputError",
    "LedgerBroken",
    "LedgerError",
    "MissingExtra",
    "NotBuilt",
    "TheatreError",
    "TimeError",
    "VocabularyError",
]


class DatelineError(Exception):
    """Base of all errors that Dateline raises on purpose."""


class InputError(DatelineError):
    """One input cannot be read. `name` is the input, `reason` what is wrong, `remedy` what to do."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class VocabularyError(DatelineError):
    """A vocabulary file is missing or malformed."""


class TheatreError(DatelineError):
    """A theatre file breaks its schema."""


class TimeError(DatelineError):
    """A date or time cannot be understood, or cannot be."""


class LedgerError(DatelineError):
    """The ledger cannot be opened, read or written."""


class LedgerBroken(LedgerError):
    """The ledger's history was changed after it was written."""


class MissingExtra(DatelineError):
    """A library that this command needs is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed; install it with: pip install 'dateline[{extra}]'")


class NotBuilt(DatelineError):
    """The command is part of the contract and not built yet."""

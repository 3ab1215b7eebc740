"""Time expressions: TIMEX3 values and the days meant, all told on Friday 13 August 2021 unless said otherwise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.dates import TimeExpression, precision_of, tag
from dateline.times import Interval

FRIDAY = date(2021, 8, 13)


def one(text: str, published: date | None = FRIDAY) -> TimeExpression:
    found = tag(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value", "interval"),
    [
        # weekdays by tense
        ("The bridge was blown up on Thursday.", "Thursday", "2021-08-12", "2021-08-12"),
        ("The column left the base on Friday.", "Friday", "2021-08-13", "2021-08-13"),
        ("The convoy will reach the port on Monday.", "Monday", "2021-08-16", "2021-08-16"),
        ("The council is to meet on Friday.", "Friday", "2021-08-13", "2021-08-13"),
        ("The garrison gave up last Friday.", "last Friday", "2021-08-06", "2021-08-06"),
        ("The garrison gave up last Sunday.", "last Sunday", "2021-08-08", "2021-08-08"),
        ("The envoys meet again next Tuesday.", "next Tuesday", "2021-08-17", "2021-08-17"),
        ("Shells hit the market on Wednesday evening.", "Wednesday evening", "2021-08-11TEV", "2021-08-11"),
        ("It started late on Monday.", "late on Monday", "2021-08-09", "2021-08-09"),
        ("It started in the early hours of Saturday.", "the early hours of Saturday", "2021-08-07", "2021-08-07"),
        # days counted from publication
        ("They crossed the river yesterday.", "yesterday", "2021-08-12", "2021-08-12"),
        ("The road was cut today.", "today", "2021-08-13", "2021-08-13"),
        ("A curfew begins tonight.", "tonight", "2021-08-13TNI", "2021-08-13"),
        ("Mortars fell overnight.", "overnight", "2021-08-12TNI", "2021-08-12/2021-08-13"),
        ("Mortars fell last night.", "last night", "2021-08-12TNI", "2021-08-12"),
        ("The mayor fled three days ago.", "three days ago", "2021-08-10", "2021-08-10"),
        ("The mayor fled a week ago.", "a week ago", "2021-08-06", "2021-08-06"),
        ("It fell the day before yesterday.", "the day before yesterday", "2021-08-11", "2021-08-11"),
        # explicit days
        ("It fell on 8 August.", "8 August", "2021-08-08", "2021-08-08"),
        ("It fell on August 8, 2019.", "August 8, 2019", "2019-08-08", "2019-08-08"),
        ("The deadline is Aug. 31.", "Aug. 31", "2021-08-31", "2021-08-31"),
        ("It fell on 2021-08-09.", "2021-08-09", "2021-08-09", "2021-08-09"),
        ("It fell on Saturday, August 7.", "Saturday, August 7", "2021-08-07", "2021-08-07"),
        ("It fell on 11 December.", "11 December", "2020-12-11", "2020-12-11"),
        ("The vote will be held on 5 February.", "5 February", "2022-02-05", "2022-02-05"),
        # weeks, months, seasons, years
        ("The town was shelled last week.", "last week", "2021-W31", "2021-08-02/2021-08-08"),
        ("Three posts were lost this week.", "this week", "2021-W32", "2021-08-09/2021-08-13"),
        ("The brigade will move next week.", "next week", "2021-W33", "2021-08-16/2021-08-22"),
        ("Two posts were lost earlier this month.", "earlier this month", "2021-08", "2021-08-01/2021-08-13"),
        ("The dam was taken last month.", "last month", "2021-07", "2021-07-01/2021-07-31"),
        ("The dam was taken in June.", "June", "2021-06", "2021-06-01/2021-06-30"),
        ("The dam was taken in November.", "November", "2020-11", "2020-11-01/2020-11-30"),
        ("The dam was taken in early July.", "early July", "2021-07", "2021-07-01/2021-07-10"),
        ("The dam was taken in late June 2020.", "late June 2020", "2020-06", "2020-06-21/2020-06-30"),
        ("It was taken in the summer of 2012.", "the summer of 2012", "2012-SU", "2012-06-01/2012-08-31"),
        ("It was taken last winter.", "last winter", "2020-WI", "2020-12-01/2021-02-28"),
        ("It was held at the end of last year.", "the end of last year", "2020", "2020-12-01/2020-12-31"),
        ("It was first held in 1996.", "1996", "1996", "1996-01-01/1996-12-31"),
        ("The fort dates from the 1980s.", "the 1980s", "198", "1980-01-01/1989-12-31"),
        # how the days stand to the event
        ("The town has been shelled since Tuesday.", "Tuesday", "2021-08-10", "2021-08-10/2021-08-13"),
        ("It has been besieged since last week.", "last week", "2021-W31", "2021-08-02/2021-08-13"),
        ("It has been besieged since mid-February.", "mid-February", "2021-02", "2021-02-15/2021-08-13"),
        ("It has been divided since mid-2012.", "mid-2012", "2012", "2012-07-01/2021-08-13"),
        ("All will leave by the end of the month.", "the end of the month", "2021-08-31", "2021-08-13/2021-08-31"),
        ("All will leave by 11 September.", "11 September", "2021-09-11", "2021-08-13/2021-09-11"),
        ("The truce holds until Sunday.", "Sunday", "2021-08-15", "2021-08-13/2021-08-15"),
        # windows
        (
            "They will land within the next 24 to 48 hours.",
            "within the next 24 to 48 hours",
            "2021-08-13/2021-08-15",
            "2021-08-13/2021-08-15",
        ),
        ("The city could fall within 30 days.", "within 30 days", "P30D", "2021-08-13/2021-09-12"),
        ("The city could fall in the next 90 days.", "the next 90 days", "P90D", "2021-08-13/2021-11-11"),
        ("Ninety died in the past four days.", "the past four days", "P4D", "2021-08-09/2021-08-13"),
        ("Ninety died in the last 24 hours.", "the last 24 hours", "PT24H", "2021-08-12/2021-08-13"),
        ("They gained ground over the past five weeks.", "the past five weeks", "P5W", "2021-07-09/2021-08-13"),
    ],
)
def test_values_and_days(text: str, words: str, value: str, interval: str) -> None:
    found = one(text)
    assert (found.text, found.value, str(found.interval)) == (words, value, interval)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The siege has lasted three weeks.", "P3W"),
        ("The siege lasted for weeks.", "PXW"),
        ("The siege lasted several months.", "PXM"),
        ("A two-year siege ended.", "P2Y"),
        ("It lasted two and a half hours, no, 2 1/2 years.", "P2.5Y"),
        ("The hill was lost hours before that.", "PXH"),
        ("The town fell within three days.", "P3D"),
        ("They shelled the town every day.", "P1D"),
        ("They meet every Friday.", "XXXX-WXX-5"),
    ],
)
def test_lengths_hang_on_nothing(text: str, value: str) -> None:
    found = tag(text, FRIDAY)[-1]
    assert (found.value, found.interval) == (value, None)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("Fighting went on between 10 and 12 August.", "2021-08-10/2021-08-12"),
        ("Fighting went on from 10 to 12 August.", "2021-08-10/2021-08-12"),
        ("Fighting went on on August 10-12.", "2021-08-10/2021-08-12"),
        ("Fighting went on from 3 June to 5 July.", "2021-06-03/2021-07-05"),
        ("Fighting went on from 28 July 2020 until 2 August 2020.", "2020-07-28/2020-08-02"),
        ("The first war went on in 2011-12.", "2011-01-01/2012-12-31"),
    ],
)
def test_ranges_cover_both_ends(text: str, interval: str) -> None:
    assert {str(found.interval) for found in tag(text, FRIDAY)} == {interval}


def test_a_clock_time_joins_its_day() -> None:
    found = one("The attack began at 8.30 p.m. (1600 GMT) on Thursday.")
    assert (found.value, str(found.interval)) == ("2021-08-12T20:30", "2021-08-12")


def test_later_expressions_count_from_earlier_ones() -> None:
    found = tag("The town fell on 2 August. Two days later the airport was lost. That day the governor fled.", FRIDAY)
    assert [each.value for each in found] == ["2021-08-02", "2021-08-04", "2021-08-04"]


@pytest.mark.parametrize(
    "text",
    [
        "The army may march on the town.",
        "May the truce hold.",
        "Some 2000 soldiers and 1950 rifles were lost.",
        "A second column and the third brigade sat in the sun.",
        "The 12-year-old was wounded, aged 12.",
    ],
)
def test_ordinary_words_are_no_times(text: str) -> None:
    assert tag(text, FRIDAY) == []


def test_a_narrative_keeps_its_own_time() -> None:
    text = (
        "In October 1941 the front held. On 5 December it broke. The next day snow fell. In January the retreat began."
    )
    assert [each.value for each in tag(text, date(2009, 12, 19), "narrative")] == [
        "1941-10",
        "1941-12-05",
        "1941-12-06",
        "1942-01",
    ]


def test_without_publication_only_the_text_dates() -> None:
    found = tag("It fell on 8 August 2021. Yesterday it rained. The day after, it was retaken.", None)
    assert [each.value for each in found] == ["2021-08-08", "2021-08-09"]


def test_dates_that_cannot_be_are_left() -> None:
    assert all(
        each.interval is None or each.interval.start.year > 1 for each in tag("On 31 February, 99/99/2021.", FRIDAY)
    )


@pytest.mark.parametrize(("days", "precision"), [(1, 1), (2, 1), (3, 2), (7, 2), (31, 3), (365, 3)])
def test_precision(days: int, precision: int) -> None:
    assert precision_of(Interval.span(FRIDAY, date.fromordinal(FRIDAY.toordinal() + days - 1))) == precision


WORDS = st.sampled_from(
    """on by since until in the last next this two three 13 2021 August May Friday Monday week month year days ago
    later 8 p.m. overnight yesterday early late end of within hours before that - , . and to from between century
    1990s""".split()  # noqa: SIM905
)


@given(
    st.lists(WORDS, max_size=25), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["news", "narrative"])
)
def test_spans_slice_and_never_overlap(words: list[str], published: date, kind: str) -> None:
    text = " ".join(words)
    found = tag(text, published, kind)  # type: ignore[arg-type]
    assert all(text[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.interval is None or each.interval.days > 0 for each in found)


@given(st.text(max_size=200), st.dates())
def test_any_text_can_be_read(text: str, published: date) -> None:
    for each in tag(text, published):
        assert text[each.start : each.end] == each.text


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_a_past_weekday_is_within_the_week_before(published: date) -> None:
    for name in ("Monday", "Thursday", "Sunday"):
        found = one(f"The town fell on {name}.", published)
        assert found.interval is not None
        assert 0 <= (published - found.interval.first).days <= 6

"""What staff may type: read in the one possible way, or refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from macros import scalars
from macros.catalogue import CATALOGUE, Refusal
from macros.formats import figure
from macros.messages import Place

READERS: dict[str, Callable[[str], object]] = {
    "number": scalars.read_number,
    "amount": scalars.read_amount,
    "percentage": scalars.read_percentage,
    "count": scalars.read_count,
    "date": scalars.read_date,
    "year": scalars.read_year,
    "line": scalars.read_line,
    "lines": scalars.read_lines,
    "flag": scalars.read_flag,
    "id": scalars.read_id,
    "text": scalars.read_text,
}
# What numbers, dates and codes are made of: random texts of these are near misses.
NEARLY = st.text("0123456789.,-−–+/ €%siìnoavrfl\u00a0", max_size=30)


def refused(reader: Callable[[str], object], text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        reader(text)
    return caught.value


# ---- Amounts and numbers ----


@pytest.mark.parametrize(
    "text",
    [
        "1.865.646,87",
        "1865646,87",
        "1865646.87",
        "€ 1.865.646,87",
        "€1.865.646,87",
        "1.865.646,87 €",
        "1.865.646,87\u00a0€",
        " 1.865.646,87 ",
    ],
)
def test_one_amount_may_be_written_in_several_ways(text: str) -> None:
    assert scalars.read_amount(text) == Decimal("1865646.87")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("7", "7"),
        ("1865", "1865"),
        ("0,5", "0.5"),
        ("0.865", "0.865"),
        ("614.539,70", "614539.70"),
        ("1.000.000", "1000000"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("– 3,5", "-3.5"),
        ("+3,5", "3.5"),
    ],
)
def test_a_number_without_doubt_is_read(text: str, value: str) -> None:
    assert scalars.read_number(text) == Decimal(value)


def test_the_printed_decimals_are_kept() -> None:
    assert str(scalars.read_amount("118.321,00")) == "118321.00"


@pytest.mark.parametrize("text", ["1.865", "12.345", "100.000", "1,865", "-1.865", "1.865 €"])
def test_thousands_or_decimals_is_refused_with_both_readings(text: str) -> None:
    refusal = refused(scalars.read_amount, text)
    digits = text.strip("€ ").replace(",", ".").partition(".")
    assert refusal.code == "D103"
    assert (refusal.words["whole"], refusal.words["decimals"]) == (digits[0], digits[2])


def test_both_readings_of_an_ambiguous_amount_are_told() -> None:
    told = refused(scalars.read_amount, "1.865").problem(Place("data/spese/2022.yml", 5, 17, 5))
    assert told.what == "«1.865» è un importo ambiguo"
    assert "1865 oppure 1 virgola 865" in told.why
    assert told.cure == "scrivi 1865 se sono migliaia, oppure 1,8650 se sono decimali"


@pytest.mark.parametrize("cure", ["1865", "1,8650"])
def test_what_the_cure_proposes_is_read(cure: str) -> None:
    assert scalars.read_amount(cure) in (Decimal("1865"), Decimal("1.865"))


@pytest.mark.parametrize(
    "text",
    [
        "60,464,10",
        "1.23.456",
        "12.345.67",
        "1,865.50",
        "1.865.646.87",
        "1 865",
        "1'865",
        "1e5",
        "0x1F",
        "1_000",
        "5 lire",
        "circa 5",
        "n.d.",
        "--5",
        "+-5",
        "5-",
        "-",
        ",5",
        "5,",
        "5.",
        "",
        "€",
        "∞",
        "NaN",
        "½",
        "²",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert refused(scalars.read_amount, text).code == "D101"


@pytest.mark.parametrize("text", ["٣", "１２", "५,५", "1２", "𝟏"])
@pytest.mark.parametrize("name", ["number", "amount", "percentage", "count"])
def test_figures_of_other_scripts_are_no_numbers(name: str, text: str) -> None:
    assert refused(READERS[name], text).code == "D101"


@pytest.mark.parametrize("text", ["011", "00", "007", "011,50", "011.50", "-011"])
def test_a_number_does_not_begin_with_zero(text: str) -> None:
    assert refused(scalars.read_number, text).code == "D105"


def test_a_grouped_number_does_not_begin_with_zero() -> None:
    assert refused(scalars.read_number, "0.123,45").code in ("D101", "D105")


@pytest.mark.parametrize(
    ("text", "value"),
    [("011", "11"), ("011,50", "11,50"), ("000", "0"), ("00,5", "0,5"), ("-011", "-11")],
)
def test_the_cure_of_a_zero_in_front_is_the_same_number(text: str, value: str) -> None:
    assert refused(scalars.read_number, text).words["value"] == value


def test_the_cure_of_an_ambiguous_number_keeps_its_sign() -> None:
    told = refused(scalars.read_amount, "-1.865").problem(Place("data/spese/2022.yml"))
    assert told.cure == "scrivi -1865 se sono migliaia, oppure -1,8650 se sono decimali"


@pytest.mark.parametrize(
    ("text", "value"), [("96,63", "96.63"), ("96,63 %", "96.63"), ("96.63%", "96.63"), ("5%", "5")]
)
def test_a_percentage_is_in_percent(text: str, value: str) -> None:
    assert scalars.read_percentage(text) == Decimal(value)


@pytest.mark.parametrize("text", ["96,63 %%", "96,63 per cento", "% 5", "5 €"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    assert refused(scalars.read_percentage, text).code == "D101"


# ---- Counts ----


@pytest.mark.parametrize("text", ["1387", "1.387", " 1387 ", "1387.0"])
def test_of_whole_things_a_point_can_only_group(text: str) -> None:
    assert scalars.read_count(text) == 1387


@pytest.mark.parametrize(
    ("text", "code"),
    [("13,87", "D104"), ("13.87", "D104"), ("1,387", "D103"), ("01387", "D105"), ("sei", "D101")],
)
def test_what_counts_nothing_is_refused(text: str, code: str) -> None:
    assert refused(scalars.read_count, text).code == code


# ---- Dates, years, lines ----


@pytest.mark.parametrize("text", ["2022-02-11", "11/02/2022", "11/2/2022"])
def test_a_date_is_iso_or_italian(text: str) -> None:
    assert scalars.read_date(text) == date(2022, 2, 11)


def test_of_an_italian_date_the_day_comes_first() -> None:
    assert scalars.read_date("1/2/2022") == date(2022, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30",
        "30/02/2022",
        "2022-13-01",
        "02/13/2022",
        "2022-2-1",
        "11-02-2022",
        "11.02.2022",
        "11/02/22",
        "11 febbraio 2022",
        "0000-01-01",
        "٢٠٢٢-01-01",
        "2022-02-11 ",
        "",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert refused(scalars.read_date, text).code == "D106"


@pytest.mark.parametrize(("text", "year"), [("2022", 2022), ("1990", 1990), ("2100", 2100)])
def test_a_year_has_four_figures(text: str, year: int) -> None:
    assert scalars.read_year(text) == year


@pytest.mark.parametrize("text", ["22", "02022", "1989", "2101", "2.022", "٢٠٢٢", "duemila", ""])
def test_what_is_no_year_is_refused(text: str) -> None:
    assert refused(scalars.read_year, text).code == "D107"


def test_a_line_is_counted_from_one() -> None:
    assert scalars.read_line("1172") == 1172


@pytest.mark.parametrize("text", ["0", "-1", "1.172", "1,5", "dieci", "", "１", "9" * 5000])
def test_what_is_no_line_is_refused(text: str) -> None:
    assert refused(scalars.read_line, text).code == "D108"


@pytest.mark.parametrize("text", ["5309-5369", "5309–5369", "5309 — 5369", "5309 -5369"])
def test_a_span_of_lines_has_any_dash(text: str) -> None:
    assert scalars.read_lines(text) == (5309, 5369)


def test_a_span_may_be_one_line() -> None:
    assert scalars.read_lines("12") == (12, 12)


@pytest.mark.parametrize("text", ["5-4", "0-4", "da 4 a 5", "4-", "-4", "4-5-6", "4,5", "٤-٥", ""])
def test_what_is_no_span_of_lines_is_refused(text: str) -> None:
    assert refused(scalars.read_lines, text).code == "D113"


# ---- Words ----


@pytest.mark.parametrize(
    ("text", "flag"),
    [("sì", True), ("Sì", True), ("si", True), ("vero", True), ("no", False), ("falso", False)],
)
def test_yes_and_no_are_italian(text: str, flag: bool) -> None:
    assert scalars.read_flag(text) is flag


@pytest.mark.parametrize("text", ["true", "yes", "1", "0", "forse", "off", ""])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert refused(scalars.read_flag, text).code == "D109"


@pytest.mark.parametrize("text", ["voucher-digitali-base", "a", "2022", "i4-0"])
def test_an_id_is_of_small_letters_figures_and_hyphens(text: str) -> None:
    assert scalars.read_id(text) == text


@pytest.mark.parametrize(
    "text",
    ["Voucher", "città", "a b", "a_b", "a.b", "-a", "a-", "a--b", "a\n", "ａ", "", "../a"],
)
def test_what_cannot_be_in_an_address_is_refused(text: str) -> None:
    assert refused(scalars.read_id, text).code == "D110"


def test_a_text_is_kept_as_it_is() -> None:
    assert scalars.read_text(" L’ente: «nota» #1 ") == " L’ente: «nota» #1 "


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0"])
def test_an_empty_text_is_refused(text: str) -> None:
    assert refused(scalars.read_text, text).code == "D111"


@pytest.mark.parametrize("text", ["{{ x }}", "a {% if b %}", "{# nota #}"])
def test_macros_do_not_belong_in_data(text: str) -> None:
    assert refused(scalars.read_text, text).code == "D112"


# ---- Whatever is typed ----


def reading(reader: Callable[[str], object], text: str) -> object:
    """Return what a reader makes of a text, or the code of its refusal; nothing else may happen."""
    try:
        return reader(text)
    except Refusal as refusal:
        assert refusal.code in CATALOGUE
        told = refusal.problem(Place("a.yml"))
        assert told.what and told.why and told.cure
        return refusal.code


@settings(deadline=None)
@given(st.one_of(NEARLY, st.text(max_size=60)))
@example("0" * 5000)
@example("9" * 5000)
@example("1." + "9" * 5000)
@example("-" * 50)
def test_nothing_but_a_refusal_comes_of_any_text(text: str) -> None:
    for reader in READERS.values():
        reading(reader, text)


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
@example(Decimal("0.00"))
@example(Decimal("-0.01"))
@example(Decimal("1865646.87"))
def test_every_amount_as_we_print_it_is_read_back(value: Decimal) -> None:
    assert scalars.read_amount(figure(value, 2)) == value


@settings(deadline=None)
@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_count_as_we_print_it_is_read_back(value: int) -> None:
    assert scalars.read_count(figure(Decimal(value), 0)) == value


@settings(deadline=None)
@given(
    st.integers(min_value=0, max_value=6).flatmap(
        lambda places: st.tuples(
            st.decimals(min_value=-(10**9), max_value=10**9, places=places), st.just(places)
        )
    )
)
@example((Decimal("1.865"), 3))
@example((Decimal(1865), 0))
def test_every_number_as_we_print_it_is_read_back_or_is_ambiguous(
    printed: tuple[Decimal, int],
) -> None:
    value, places = printed
    told = reading(scalars.read_number, figure(value, places))
    assert told == value or (told == "D103" and (places == 3 or 1000 <= abs(value) < 10**6))


@settings(deadline=None)
@given(st.text("0123456789.,", min_size=1, max_size=16))
@example("1.865,646")
def test_no_number_has_two_readings(text: str) -> None:
    """What is read is what the point-for-thousands or the plain reading says, and they agree."""
    value = reading(scalars.read_number, text)
    assume(isinstance(value, Decimal))
    possible = set()
    if "," in text or text.count(".") > 1:
        possible.add(Decimal(text.replace(".", "").replace(",", ".")))
    else:
        possible.add(Decimal(text))
    assert {value} == possible
    groups = text.partition(",")[0].split(".")
    if "," in text or len(groups) > 2:
        assert all(len(group) == 3 for group in groups[1:])
    else:
        assert not (len(groups) == 2 and len(groups[1]) == 3 and 0 < int(groups[0]) < 1000)


@settings(deadline=None)
@given(st.text(st.characters(categories=["Nd"], exclude_characters="0123456789"), min_size=1))
def test_only_western_figures_are_figures(text: str) -> None:
    assert all(unicodedata.category(sign) == "Nd" for sign in text)
    for name in ("number", "amount", "percentage", "count", "date", "year", "line", "lines", "id"):
        refused(READERS[name], text)


@settings(deadline=None)
@given(st.text("0123456789", min_size=1, max_size=60))
def test_a_long_number_is_read_exactly_or_refused(text: str) -> None:
    told = reading(scalars.read_number, text)
    assert told in ("D101", "D105") or str(told) == text


@settings(deadline=None)
@given(st.text("0123456789.,-", max_size=20), st.sampled_from(["", " ", "\u00a0", "\n"]))
def test_blanks_around_a_number_say_nothing(text: str, blank: str) -> None:
    assert reading(scalars.read_number, blank + text + blank) == reading(scalars.read_number, text)


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_in_both_forms(day: date) -> None:
    assert scalars.read_date(day.isoformat()) == day
    assert scalars.read_date(f"{day.day}/{day.month}/{day.year}") == day

"""Tables as data: every cell equals the number behind it, and the CSV says all that it can."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from macros.cells import NOTHING, Cell, Table
from macros.formats import bare, qualified
from macros.tables import TableError, table
from tests.real import archive, with_series, with_values

CALLS = "bandi.2022"
FACTS = [f"fatti.{year}.{topic}" for year, topic in archive().facts]
EVERY = [
    ("spese.2022",),
    ("spese.2022.011",),
    (CALLS,),
    ("bandi.2022.voucher-digitali-base", "bandi.2022.sostegno-al-credito"),
    ("serie.smart-card", "serie.token-digitali"),
    ("serie.masterclass-partecipanti", "serie.personale-in-servizio"),
    *((f"serie.{name}",) for name in archive().series),
    *((address,) for address in FACTS),
    *((f"tavole.{year}.{name}",) for year, name in archive().grids),
]


def rows(made: Table) -> list[dict[str, str]]:
    """Return the rows of a table's CSV, read as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(made.csv(), newline=""), strict=True))


# As the report of 2022 prints them (lines 836-850, 957-961 and 982-990).
EXPORTS = [
    ("Cremona", "6.469", "18,0", "39,2"),
    ("Lombardia", "162.606", "19,1", "27,5"),
    ("Italia", "624.603", "19,9", "31,3"),
]
VALUE_ADDED = [
    ("Agricoltura", "499", "500", "515"),
    ("Industria in senso stretto", "3.024", "2.769", "3.086"),
    ("Costruzioni", "368", "353", "447"),
    ("Servizi", "6.466", "6.038", "6.245"),
    ("Totale", "10.357", "9.660", "10.293"),
]
INDUSTRY = [
    ("Produzione", "6,1", "4,7", "2,7", "6,3"),
    ("Fatturato", "5,8", "11,7", "9,2", "14,5"),
    ("Ordinativi interni", "0,1", "3,9", "2,0", "7,7"),
    ("Ordinativi esteri", "2,7", "3,9", "3,7", "9,7"),
    ("Occupazione", "−0,3", "0,6", "1,3", "1,5"),
]


def short(source: str) -> str:
    """Return the short name of a document, empty for an empty name."""
    return archive().sources[source].head.short if source else ""


def texts(made: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in made.rows]


def test_spending_by_missione() -> None:
    made = table(archive(), ["spese.2022"])
    assert made.caption == "Spesa per missione nel 2022"
    assert [column.title for column in made.columns] == ["Missione", "Spesa (€)", "Quota (%)"]
    assert texts(made) == [
        ("011 Competitività e sviluppo delle imprese", "1.865.646,87", "34,9"),
        ("012 Regolazione dei mercati", "59.504,95", "1,1"),
        (
            "016 Commercio internazionale ed internazionalizzazione del sistema produttivo",
            "118.321,00",
            "2,2",
        ),
        (
            "032 Servizi istituzionali e generali delle amministrazioni pubbliche",
            "3.295.109,02",
            "61,7",
        ),
        ("Totale", "5.338.581,84", "100,0"),
    ]
    assert [row.link for row in made.rows] == [
        *(f"missioni/{code}/2022/" for code in ("011", "012", "016", "032")),
        "",
    ]
    assert [row.total for row in made.rows] == [False, False, False, False, True]


def test_the_csv_of_spending_byte_for_byte() -> None:
    assert table(archive(), ["spese.2022.011"]).csv() == (
        "area,spesa_euro,quota_percento,note\r\n"
        "Innovazione,614539.70,32.9,\r\n"
        "Competitività del territorio,1053277.02,56.5,\r\n"
        "Sviluppo del capitale umano,197830.15,10.6,\r\n"
        "Totale della missione,1865646.87,100,\r\n"
    )


def test_areas_of_a_missione() -> None:
    made = table(archive(), ["spese.2022.011"])
    assert made.caption == "Spesa per area della missione 011 nel 2022"
    assert texts(made) == [
        ("Innovazione", "614.539,70", "32,9"),
        ("Competitività del territorio", "1.053.277,02", "56,5"),
        ("Sviluppo del capitale umano", "197.830,15", "10,6"),
        ("Totale della missione", "1.865.646,87", "100,0"),
    ]
    assert [row.anchor for row in made.rows] == [
        "spese.2022.011.innovazione",
        "spese.2022.011.competitivita-del-territorio",
        "spese.2022.011.sviluppo-del-capitale-umano",
        "",
    ]


@pytest.mark.parametrize("address", ["spese.2022", "spese.2022.011"])
def test_the_total_row_is_the_sum_of_the_rows_above(address: str) -> None:
    *parts, total = (Decimal(row.cells[1].value) for row in table(archive(), [address]).rows)
    assert sum(parts) == total


@pytest.mark.parametrize(
    ("address", "gap"),
    [("spese.2022", "spese.2022.012"), ("spese.2022.011", "spese.2022.011.innovazione")],
)
def test_a_missing_amount_has_its_reason_and_no_share(address: str, gap: str) -> None:
    of = with_values({gap: None})
    row = next(row for row in table(of, [address]).rows if row.anchor == gap)
    assert [(cell.text, cell.value) for cell in row.cells[1:]] == [("in verifica", ""), ("–", "")]


@pytest.mark.parametrize(
    ("address", "total"), [("spese.2022", "spese.2022"), ("spese.2022.011", "spese.2022.011")]
)
def test_a_missing_total_has_no_shares(address: str, total: str) -> None:
    """Not even the total's own: «100,0» of what is not known would be a number from nowhere."""
    made = table(with_values({total: None}), [address])
    assert {row.cells[2].text for row in made.rows} == {NOTHING}
    assert {row.cells[2].value for row in made.rows} == {""}


def test_a_negative_share_is_a_plain_number_for_machines() -> None:
    of = with_values({"spese.2022.012": "-59504.95"})
    shares = {row.anchor: row.cells[2] for row in table(of, ["spese.2022"]).rows}
    assert shares["spese.2022.012"].text == "−1,1"
    assert Decimal(shares["spese.2022.012"].value) == Decimal("-1.1")


def test_calls_with_all_their_quantities() -> None:
    made = table(archive(), [CALLS])
    assert [column.title for column in made.columns] == [
        "Bando",
        "Chi mette i fondi",
        "Quando",
        "Stanziato dall’ente (€)",
        "Stanziato da altri (€)",
        "Domande",
        "Ammissibili",
        "Ammesse",
        "Concesso (€)",
    ]
    assert len(made.rows) == 22
    by_anchor = dict(zip((row.anchor for row in made.rows), texts(made), strict=True))
    missing = "non stampato nella fonte"
    camera, region = "Camera di Commercio di Cremona", "Regione Lombardia"
    assert by_anchor["bandi.2022.voucher-digitali-base"][1:] == (
        *(camera, NOTHING, "120.000,00", NOTHING, "32", missing, "18", "114.286,10"),
    )
    assert by_anchor["bandi.2022.efficienza-energetica-commercio"][1:] == (
        *(f"{camera} e {region}", "dal 15 giugno 2022 al 15 dicembre 2023"),
        *("50.000,00", "9.615.500,00", "16", "10", missing, "117.882,00"),
    )
    assert by_anchor["bandi.2022.sostegno-al-credito"][1:] == (
        *(missing, "da fine maggio a fine novembre 2022"),
        *(missing, NOTHING, "0", "0", "0", "0,00"),
    )
    assert by_anchor["bandi.2022.imprese-di-valore"][1:] == (
        *(missing, NOTHING, missing, NOTHING, missing, missing, missing, missing),
    )


@pytest.mark.parametrize(
    ("opened", "closed", "told"),
    [
        (date(2022, 6, 15), date(2023, 12, 15), "dal 15 giugno 2022 al 15 dicembre 2023"),
        (date(2022, 6, 8), date(2022, 7, 11), "dall’8 giugno 2022 all’11 luglio 2022"),
        (date(2022, 6, 18), None, "dal 18 giugno 2022"),
        (None, date(2023, 3, 31), "fino al 31 marzo 2023"),
        (None, date(2023, 4, 8), "fino all’8 aprile 2023"),
        (None, None, NOTHING),
    ],
)
def test_when_a_call_was_open(opened: date | None, closed: date | None, told: str) -> None:
    call = archive().calls[0]
    dated = call.bando.model_copy(update={"opened": opened, "closed": closed, "period": None})
    of = replace(archive(), calls=(replace(call, bando=dated),))
    (row,) = texts(table(of, [CALLS]))
    assert row[2] == told


def test_a_call_leads_to_its_topic() -> None:
    links = {row.anchor: row.link for row in table(archive(), [CALLS]).rows}
    assert links["bandi.2022.digital-export"] == "missioni/016/2022/digital-export/"
    assert links["bandi.2022.imprese-storiche"] == "missioni/011/2022/asse-2-attrattivita/"


def test_a_quantity_that_no_call_of_a_table_has_gets_no_column() -> None:
    made = table(archive(), ["bandi.2022.voucher-digitali-base"])
    assert "stanziato_altri_euro" not in [column.name for column in made.columns]


def test_the_csv_of_a_call_notes_what_is_missing_and_what_is_inferred() -> None:
    made = table(archive(), ["bandi.2022.innovaturismo", "bandi.2022.soluzioni-innovative-si40"])
    first, second = rows(made)
    why = (
        "dedotto. Segue dal testo: le imprese che hanno aderito sono risultate non ammissibili "
        "(riga 2582)"
    )
    assert first["note"] == (
        "finanziano: non stampato nella fonte; stanziato_euro: non stampato nella fonte; "
        f"ammissibili: {why}; ammesse: {why}, quindi nessuna ha avuto il contributo; "
        f"concesso_euro: {why}, quindi nessuna ha avuto il contributo"
    )
    assert second["bando"] == "SI4.0 2022, Sviluppo Soluzioni Innovative I4.0"
    assert second["note"] == (
        "stanziato_euro: La relazione lo chiama stanziamento iniziale; "
        "stanziato_altri_euro: non stampato nella fonte; "
        "ammesse: non stampato nella fonte. La relazione chiama ammesse soltanto le imprese "
        "rimaste senza contributo per fine dei fondi; concesso_euro: non stampato nella fonte"
    )


def test_series_side_by_side() -> None:
    made = table(archive(), ["serie.smart-card", "serie.token-digitali"])
    assert [column.name for column in made.columns] == [
        "anno",
        "smart_card_dispositivi_firma",
        "token_digitali_dispositivi_firma",
    ]
    assert texts(made) == [("2021", "3.862", "524"), ("2022", "3.019", "500")]


def test_years_that_a_series_does_not_have_are_empty_not_zero() -> None:
    made = table(archive(), ["serie.personale-in-servizio", "serie.masterclass-partecipanti"])
    assert texts(made) == [
        ("2003", "66", NOTHING),
        ("2010", "60", "40"),
        ("2010 secondo Rendicontazione 2019", NOTHING, "40"),
        ("2019", NOTHING, "oltre 3.000\u00a0partecipanti"),
        ("2019 secondo Rendicontazione 2019", NOTHING, "circa 3.000\u00a0partecipanti"),
        ("2020", NOTHING, "non stampato nella fonte"),
        ("2021", NOTHING, "non stampato nella fonte"),
        ("2022", "41", "oltre 400\u00a0partecipanti"),
    ]
    assert [row["masterclass_partecipanti_partecipanti"] for row in rows(made)] == [
        *("", "40", "40", "3000", "3000", "", "", "400"),
    ]
    assert [row["personale_in_servizio_persone"] for row in rows(made)] == [
        *("66", "60", "", "", "", "", "", "41"),
    ]


def test_the_csv_of_a_series_gives_year_and_source_of_each_row_and_its_note() -> None:
    """What two documents print of one year is told apart by `fonte`, never averaged or hidden."""
    read = rows(table(archive(), ["serie.masterclass-partecipanti"]))
    assert [(row["anno"], row["fonte"]) for row in read] == [
        ("2010", "relazione-2022"),
        ("2010", "rendicontazione-2019"),
        ("2019", "relazione-2022"),
        ("2019", "rendicontazione-2019"),
        ("2020", "relazione-2022"),
        ("2021", "relazione-2022"),
        ("2022", "relazione-2022"),
    ]
    column, missing = "masterclass_partecipanti_partecipanti", "non stampato nella fonte"
    assert [row["note"] for row in read] == [
        "",
        "",
        f"{column}: oltre",
        f"{column}: circa. Compresi i partecipanti a convegni, concorsi e rassegne",
        f"{column}: {missing}. Anno di pausa per la pandemia (riga 3120)",
        f"{column}: {missing}. Anno di lenta ripartenza (riga 3120)",
        f"{column}: oltre. Musicisti, orchestre, insegnanti e accompagnatori, da maggio a dicembre",
    ]


@pytest.mark.parametrize(
    ("series", "title"),
    [
        ("spesa-di-personale", "Spesa di personale (consuntivo) (€)"),
        (
            "quota-pratiche-entro-5-giorni",
            "Quota di pratiche chiuse entro 5 giorni lavorativi (%)",
        ),
        ("smart-card", "Smart card di firma digitale rilasciate"),
    ],
)
def test_the_heading_of_amounts_and_percentages_says_so(series: str, title: str) -> None:
    assert table(archive(), [f"serie.{series}"]).columns[1].title == title


def test_facts_with_unit_and_line() -> None:
    made = table(archive(), ["fatti.2022.sito-web"])
    facts = {row.anchor: tuple(cell.text for cell in row.cells) for row in made.rows}
    assert facts["fatti.2022.sito-web.utenti"][1] == "circa 13.000\u00a0utenti"
    assert facts["fatti.2022.sito-web.pagine-viste"][1] == "circa 47.730\u00a0pagine"
    users = archive().number("fatti.2022.sito-web.utenti")
    assert facts["fatti.2022.sito-web.utenti"][2] == str(users.line)
    read = next(row for row in rows(made) if row["valore"] == "13000")
    assert (read["unita"], read["fonte"], read["note"]) == (
        "utenti",
        "relazione-2022",
        "valore: circa",
    )


def test_a_statistical_table_as_the_report_prints_it() -> None:
    made = table(archive(), ["tavole.2022.esportazioni"])
    assert [column.title for column in made.columns] == [
        "Voce",
        "Valore (milioni di euro)",
        "Variazione sul 2021 (%)",
        "Variazione sul 2019 (%)",
    ]
    assert texts(made) == EXPORTS
    assert made.csv().partition("\r\n")[0] == (
        "voce,milioni_di_euro_valore,percento_var_2021,percento_var_2019,note"
    )


def test_the_value_added_by_sector_and_year() -> None:
    made = table(archive(), ["tavole.2022.valore-aggiunto"])
    assert texts(made) == VALUE_ADDED
    assert made.csv().startswith(
        "voce,milioni_di_euro_2019,milioni_di_euro_2020,milioni_di_euro_2021,note\r\n"
        "Agricoltura,499,500,515,\r\n"
    )


def test_the_averages_of_industry_stand_whole() -> None:
    made = table(archive(), ["tavole.2022.medie-industria"])
    assert texts(made) == INDUSTRY


@pytest.mark.parametrize("addresses", EVERY, ids="+".join)
def test_every_cell_equals_the_number_behind_it(addresses: Sequence[str]) -> None:
    made = table(archive(), addresses)
    assert made.rows
    for row in made.rows:
        for column, cell in zip(made.columns, row.cells, strict=True):
            if cell.number is None:
                assert not column.numeric or cell.gap or cell.value
                continue
            assert cell.text in (bare(cell.number), qualified(cell.number))
            assert cell.gap == (cell.number.value is None)
            if not cell.gap:
                assert Decimal(cell.value) == cell.number.value


@pytest.mark.parametrize("addresses", EVERY, ids="+".join)
def test_the_csv_parses_and_its_values_equal_the_numbers(addresses: Sequence[str]) -> None:
    made = table(archive(), addresses)
    read = rows(made)
    assert len(read) == len(made.rows)
    for row, line in zip(made.rows, read, strict=True):
        assert None not in line
        for column, cell in zip(made.columns, row.cells, strict=True):
            plain = line[column.name]
            if cell.number is not None and cell.number.value is not None:
                assert Decimal(plain) == cell.number.value
            elif column.numeric and plain:
                assert re.fullmatch(r"\d+(\.\d+)?", plain)
            elif cell.gap:
                assert plain == ""
            elif column.name == "anno":  # the heading may name the document too, as `fonte` does
                assert plain == cell.text[:4]
                assert cell.text[4:] in ("", f" secondo {short(line['fonte'])}")
            else:
                assert plain == cell.text


def words(cell: Cell) -> str:
    """Return what a cell's plain value does not say: why it is missing, marks, what to know."""
    found = cell.number
    if found is None:
        return cell.text if cell.gap and cell.text != NOTHING else ""
    marks = [found.gap, found.qualifier, "dedotto" if found.inferred else None]
    told = [", ".join(mark for mark in marks if mark), "" if found.operands else found.note]
    return ". ".join(part for part in told if part).removesuffix(".")


@pytest.mark.parametrize("addresses", EVERY, ids="+".join)
def test_the_note_tells_every_gap_qualifier_inference_and_note(addresses: Sequence[str]) -> None:
    made = table(archive(), addresses)
    for row, line in zip(made.rows, rows(made), strict=True):
        pairs = zip(made.columns, row.cells, strict=True)
        told = [f"{column.name}: {words(cell)}" for column, cell in pairs if words(cell)]
        assert line["note"] == "; ".join(told)


@pytest.mark.parametrize("addresses", EVERY, ids="+".join)
def test_the_csv_keeps_to_rfc_4180(addresses: Sequence[str]) -> None:
    """Lines end with CR LF, all have as many fields, names are plain and each its own."""
    made = table(archive(), addresses)
    text = made.csv()
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    names, *read = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert {len(line) for line in read} == {len(names)}
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)


def test_the_csv_quotes_what_would_break_it() -> None:
    real = table(archive(), ["bandi.2022.soluzioni-innovative-si40"])
    assert real.csv().splitlines()[1].startswith('"SI4.0 2022, Sviluppo Soluzioni Innovative I4.0"')


def test_no_two_tables_share_an_id() -> None:
    """An id is also a file name: two tables would write over each other."""
    by_id: dict[str, set[str]] = {}
    for addresses in EVERY:
        made = table(archive(), addresses)
        by_id.setdefault(made.id, set()).add(made.csv())
    assert [name for name, contents in by_id.items() if len(contents) > 1] == []


def test_the_id_of_many_calls_stays_short_and_tells_them_apart() -> None:
    addresses = [call.address for call in archive().calls]
    one, other = table(archive(), addresses[:9]), table(archive(), addresses[:8])
    assert one.id != other.id
    assert one.id == table(archive(), addresses[:9]).id
    assert max(len(one.id), len(other.id)) < 100


def test_the_numbers_behind_a_table_each_once() -> None:
    found = [number.address for number in table(archive(), ["spese.2022.011"]).numbers()]
    assert found == [
        "spese.2022.011.innovazione",
        "spese.2022.011.competitivita-del-territorio",
        "spese.2022.011.sviluppo-del-capitale-umano",
        "spese.2022.011",
    ]


@pytest.mark.parametrize(
    ("addresses", "what"),
    [
        ((), "«»"),
        (("spese",), "«spese»"),
        (("spese.1999",), "«spese.1999»"),
        (("spese.2022.011.innovazione",), "«spese.2022.011.innovazione»"),
        (("spese.2022", "spese.2022.011"), "spese.2022.011"),
        (("bandi",), "bandi"),
        (("bandi.1999",), "nessun bando"),
        (("bandi.2022.voucher-digitale-base",), "«bandi.2022.voucher-digitale-base»"),
        (("bandi.²",), "bandi.²"),
        (("serie",), "serie"),
        (("serie.smartcard",), "«smartcard»"),
        (("fatti.2022.niente",), "«fatti.2022.niente»"),
        (("fatti.²²²².niente",), "«fatti.²²²².niente»"),
        (("foglie.2022.protesti",), "«foglie.2022.protesti»"),
        (("fatti.2022.protesti", "spese.2022"), "spese.2022"),
        (("serie.smart-card", "spese.2022"), "spese.2022"),
    ],
    ids=repr,
)
def test_what_makes_no_table_is_an_error_with_a_cure(addresses: Sequence[str], what: str) -> None:
    with pytest.raises(TableError) as raised:
        table(archive(), addresses)
    assert what in raised.value.what
    assert raised.value.cure


def test_a_mistyped_call_gets_the_nearest_names() -> None:
    with pytest.raises(TableError) as raised:
        table(archive(), ["bandi.2022.voucher-digitale-base"])
    assert "«bandi.2022.voucher-digitali-base»" in raised.value.cure


def test_a_series_of_gaps_alone_makes_a_table_of_reasons() -> None:
    made = table(with_series({2021: None, 2022: None}), ["serie.prova"])
    assert texts(made) == [("2021", "non rilevato"), ("2022", "non rilevato")]

"""Every message to staff, by its code: what is wrong, why it matters, how to cure it.

Letters: Y how the file is typed, D data, F sources, P pages and files, M macros. A code never
changes its meaning. Words in {braces} are filled in by whoever finds the mistake.
"""

from __future__ import annotations

from typing import NamedTuple

from macros.messages import Place, Problem


class Message(NamedTuple):
    """The three parts of a message, with {fields}."""

    what: str
    why: str
    cure: str


def problem(code: str, place: Place, *, warning: bool = False, **words: object) -> Problem:
    """Return the problem of a code at a place. Raises KeyError for an unknown code or field."""
    told = {name: str(word) for name, word in words.items()}
    what, why, cure = (part.format(**told) for part in CATALOGUE[code])
    return Problem(place, code, what, why, cure, warning)


class Refusal(ValueError):
    """A value that cannot be accepted, by code; where it stands is known further up.

    `at` is the path from the value being read to the wrong part of it.
    """

    def __init__(self, code: str, at: tuple[str | int, ...] = (), **words: object) -> None:
        super().__init__(code)
        self.code, self.at, self.words = code, at, words

    def problem(self, place: Place) -> Problem:
        """Return the problem at a place."""
        return problem(self.code, place, warning=False, **self.words)


CATALOGUE = {
    "Y101": Message(
        "il file non è scritto in UTF-8",
        "le lettere accentate si leggerebbero sbagliate.",
        "salva di nuovo il file scegliendo la codifica UTF-8",
    ),
    "Y102": Message(
        "il file comincia con un segno invisibile (BOM)",
        "il segno finirebbe nella prima chiave.",
        "salva di nuovo il file come «UTF-8», non «UTF-8 con BOM»",
    ),
    "Y103": Message(
        "c'è una tabulazione",
        "YAML rientra le righe solo con gli spazi.",
        "sostituisci la tabulazione con due spazi",
    ),
    "Y104": Message(
        "c'è uno spazio speciale (unificatore)",
        "viene da un testo incollato e non vale come spazio.",
        "cancellalo e riscrivi uno spazio normale",
    ),
    "Y105": Message(
        "manca lo spazio dopo «{key}:»",
        "senza spazio la riga non dà un valore alla chiave.",
        "scrivi  {key}: {value}",
    ),
    "Y106": Message(
        "manca lo spazio dopo il trattino",
        "senza spazio il trattino diventa parte della chiave.",
        "scrivi  - {key}: …",
    ),
    "Y107": Message(
        "le virgolette curve non sono virgolette per YAML",
        "resterebbero dentro il testo.",
        'usa le virgolette dritte: "…"',
    ),
    "Y108": Message(
        "c'è un carattere che non si può usare",
        "il file contiene un carattere di controllo invisibile.",
        "cancella il carattere e riscrivi la riga",
    ),
    "Y109": Message(
        "il file è troppo grande",
        "un file di dati non supera {megabytes} MB.",
        "dividi i dati in più file",
    ),
    "Y110": Message(
        "il file è vuoto",
        "un file di dati deve contenere qualcosa.",
        "scrivi i dati oppure cancella il file",
    ),
    "Y111": Message(
        "c'è un secondo documento",
        "dopo una riga «---» comincia un altro documento, che non verrebbe letto.",
        "togli la riga «---»",
    ),
    "Y112": Message(
        "i rientri sono troppi",
        "i dati non hanno più di {depth} livelli.",
        "controlla i rientri delle righe",
    ),
    "Y113": Message(
        "un testo non può cominciare con * o &",
        "YAML li prende per rimandi ad altre righe.",
        'metti il testo fra virgolette: "* …"',
    ),
    "Y114": Message(
        "un testo non può cominciare con !",
        "YAML lo prende per un comando.",
        'metti il testo fra virgolette: "! …"',
    ),
    "Y115": Message(
        "le parentesi [ ] e {{ }} non si usano",
        "YAML le prende per un elenco, e le virgole dei numeri lo rompono.",
        "se è un testo mettilo fra virgolette; se è un elenco scrivi una riga per voce, con il "
        "trattino",
    ),
    "Y116": Message(
        "quello che segue # andrebbe perso",
        "dopo uno spazio, # comincia un commento e il testo finisce lì.",
        "se fa parte del testo metti tutto fra virgolette; se è un commento mettilo in una chiave "
        "nota: oppure su una riga sua",
    ),
    "Y117": Message(
        "qui serve una chiave",
        "una chiave è una parola seguita da due punti.",
        "controlla i rientri e i due punti",
    ),
    "Y118": Message(
        "la chiave «{key}» è scritta due volte",
        "è già alla riga {line}: una delle due andrebbe persa.",
        "tieni quella giusta e cancella l'altra",
    ),
    "Y120": Message(
        "i due punti dentro un testo confondono YAML",
        "dopo due punti e spazio comincia un valore nuovo.",
        'metti il testo fra virgolette: "…"',
    ),
    "Y121": Message(
        "le virgolette non si chiudono",
        "dopo virgolette aperte il testo continua fino in fondo al file.",
        "chiudi le virgolette; se dentro c'è un apostrofo usa le virgolette doppie",
    ),
    "Y122": Message(
        "mancano i due punti dopo la chiave",
        "una riga di dati ha una chiave, due punti, uno spazio e un valore.",
        "scrivi  chiave: valore",
    ),
    "Y123": Message(
        "la riga non sta al posto giusto",
        "il rientro non è quello delle righe vicine, oppure dopo le virgolette c'è altro testo.",
        "allinea la riga alle altre dello stesso blocco; un testo con apostrofi va fra virgolette "
        "doppie",
    ),
    "Y124": Message(
        "il trattino non sta al posto giusto",
        "in un elenco ogni voce comincia con il trattino, su una riga sua, allineato agli altri.",
        "porta il trattino sulla riga dopo la chiave, rientrato di due spazi",
    ),
    "Y125": Message(
        "un testo non può cominciare con questo segno",
        "YAML usa alcuni segni (@ ` % |) per sé.",
        'metti il testo fra virgolette: "…"',
    ),
    "Y129": Message(
        "questa riga non si riesce a leggere",
        "rientri, trattini, due punti o virgolette non tornano.",
        "confronta la riga con quelle vicine; un testo con segni speciali va fra virgolette",
    ),
    "D101": Message(
        "«{text}» non è un numero",
        "qui serve un numero, senza parole e senza altri segni.",
        "scrivi per esempio 1865646,87 oppure 1.865.646,87; se il numero manca, togli «valore» e "
        "scrivi  manca: non stampato nella fonte",
    ),
    "D103": Message(
        "«{text}» è un importo ambiguo",
        "«{text}» può voler dire {whole}{decimals} oppure {whole} virgola {decimals}.",
        "scrivi {whole}{decimals} se sono migliaia, oppure {whole},{decimals}0 se sono decimali",
    ),
    "D104": Message(
        "«{text}» non è un numero intero",
        "qui si contano cose o persone, che non hanno decimali.",
        "scrivi il numero intero stampato nella fonte, per esempio 32",
    ),
    "D105": Message(
        "«{text}» comincia con zero",
        "un numero non comincia con zero; un codice sì, ma va fra virgolette.",
        'se è un numero scrivi {value}, se è un codice scrivi "{text}"',
    ),
    "D106": Message(
        "«{text}» non è una data",
        "una data ha giorno, mese e anno che esistono nel calendario.",
        "scrivi per esempio 2022-02-11 oppure 11/02/2022",
    ),
    "D107": Message(
        "«{text}» non è un anno",
        "un anno ha quattro cifre ed è compreso fra {first} e {last}.",
        "scrivi per esempio 2022",
    ),
    "D108": Message(
        "«{text}» non è un numero di riga",
        "la riga della fonte è un numero intero da 1 in su.",
        "scrivi per esempio  riga: 1172",
    ),
    "D109": Message(
        "«{text}» non è né sì né no",
        "qui si risponde solo sì oppure no.",
        "scrivi sì oppure no",
    ),
    "D110": Message(
        "«{text}» non può fare da nome in un indirizzo",
        "i nomi negli indirizzi hanno solo lettere minuscole senza accenti, cifre e trattini.",
        "scrivi per esempio voucher-digitali-base",
    ),
    "D111": Message(
        "il testo è vuoto",
        "una chiave senza valore non dice nulla.",
        "scrivi il testo, oppure togli la riga",
    ),
    "D112": Message(
        "nei dati non si usano le doppie graffe",
        "le macro {{{{ … }}}} valgono solo nei file di content/ e docs_src/.",
        "scrivi il testo senza graffe",
    ),
    "D201": Message(
        "manca «{key}»",
        "senza questa chiave il dato non si può pubblicare.",
        "aggiungi la riga  {key}: …",
    ),
    "D202": Message(
        "la chiave «{key}» non esiste qui",
        "qui si possono scrivere solo: {known}.",
        "{near}",
    ),
    "D203": Message(
        "«{text}» non è fra i valori ammessi",
        "i valori ammessi sono: {known}.",
        "{near}",
    ),
    "D204": Message(
        "«{key}» deve essere un elenco",
        "qui stanno più voci, una per riga, ciascuna con il suo trattino.",
        "scrivi ogni voce su una riga:  - …",
    ),
    "D205": Message(
        "«{key}» deve contenere altre chiavi",
        "qui serve un blocco, rientrato di due spazi, con una chiave per riga.",
        "per un numero scrivi, rientrate,  valore: …  e  riga: …",
    ),
    "D206": Message(
        "«{key}» non ha il contenuto giusto",
        "qui serve un testo semplice su una riga.",
        "controlla i rientri e i due punti",
    ),
    "D207": Message(
        "questo file ha la forma {text}, il programma conosce la forma {known}",
        "la forma di un file cambia con le versioni di Casa di vetro.",
        "scrivi  schema: {known}",
    ),
    "D210": Message(
        "serve «valore» oppure «manca», uno solo dei due",
        "un numero c'è, oppure si dice perché manca: non si lascia vuoto e non si mette 0.",
        "scrivi  valore: …  oppure  manca: non stampato nella fonte",
    ),
    "D211": Message(
        "manca la riga della fonte",
        "ogni numero dice da dove viene: documento e riga.",
        "aggiungi  riga: …  con il numero di riga del testo della fonte",
    ),
    "D212": Message(
        "un numero dedotto deve dire come",
        "chi legge deve poter rifare la deduzione.",
        "aggiungi  nota: …",
    ),
    "D213": Message(
        "l'anno {year} c'è due volte",
        "una serie ha un solo valore per anno.",
        "correggi l'anno, oppure cancella il punto di troppo",
    ),
    "D214": Message(
        "l'impronta SHA-256 ha 64 cifre esadecimali",
        "serve a riconoscere il testo esatto.",
        "copiala da  python -m macros indice CARTELLA",
    ),
    "D215": Message(
        "«{text}» c'è due volte nell'elenco",
        "ogni voce di questo elenco è unica.",
        "cambia o cancella una delle due",
    ),
    "D216": Message(
        "«{text}» non è un colore",
        "un colore si scrive con un cancelletto e sei cifre esadecimali minuscole.",
        'scrivi per esempio "#0066cc", fra virgolette',
    ),
    "D301": Message(
        "l'unità «{text}» non esiste",
        "le unità sono elencate in site_config/unita.yml.",
        "{near}",
    ),
    "D302": Message(
        "l'indirizzo «{address}» è già usato",
        "è in {file}, riga {line}: due numeri non possono avere lo stesso indirizzo.",
        "cambia id: in uno dei due, oppure cancella il doppione",
    ),
    "D303": Message(
        "la missione «{text}» non esiste",
        "i codici delle missioni sono in site_config/missioni.yml.",
        "{near}",
    ),
    "D304": Message(
        "la somma delle aree non dà il totale della missione",
        "le aree danno {added}, il totale è {total}: la differenza è {difference}.",
        "correggi il numero sbagliato",
    ),
    "D305": Message(
        "il tema «{text}» non esiste",
        "un tema è un file di content/{year}/, per esempio registro-imprese.md.",
        "{near}",
    ),
    "D306": Message(
        "l'area «{text}» non esiste",
        "le aree di una missione sono in data/spese/{year}.yml.",
        "{near}",
    ),
    "F101": Message(
        "la fonte «{text}» non esiste",
        "le fonti sono i documenti descritti in data/fonti/.",
        "{near}",
    ),
    "F102": Message(
        "l'indice «{file}» manca o è rovinato",
        "senza indice nessun numero si può confrontare con la fonte.",
        "rifallo con  python -m macros indice CARTELLA",
    ),
    "F103": Message(
        "il testo «{file}» non si trova",
        "la cartella dei testi delle fonti è indicata, ma il testo non c'è.",
        "correggi la cartella, oppure la chiave testo:",
    ),
    "F104": Message(
        "il testo della fonte non è quello registrato",
        "l'impronta SHA-256 è diversa: le righe citate potrebbero non valere più.",
        "se il testo nuovo è giusto scrivi  sha256: {sha256}",
    ),
    "F105": Message(
        "l'indice non corrisponde al testo",
        "l'indice dei numeri è stato cambiato a mano o è vecchio.",
        "rifallo con  python -m macros indice CARTELLA",
    ),
    "F106": Message(
        "la fonte non stampa «{form}» alla riga {line}",
        "alla riga {line} di «{source}» c'è: {there}.",
        "correggi valore: o riga:; se la forma stampata è diversa dal valore aggiungi  "
        'stampato: "…"',
    ),
    "P101": Message(
        "manca l'intestazione",
        "il file deve cominciare con una riga ---, le chiavi e un'altra riga ---.",
        "copia l'intestazione da un file vicino",
    ),
    "P102": Message(
        "il testo è vuoto",
        "una pagina senza testo non si pubblica.",
        "scrivi il testo sotto l'intestazione",
    ),
    "P103": Message(
        "il file non c'è",
        "senza questo file il sito non si può costruire.",
        "ripristinalo dalla versione precedente",
    ),
    "P104": Message(
        "il nome «{name}» non corrisponde al contenuto",
        "dentro il file c'è scritto «{inside}».",
        "rinomina il file in {wanted}, oppure correggi il contenuto",
    ),
    "P105": Message(
        "questo file non viene letto",
        "il nome o la cartella non è fra quelli previsti: resterebbe fuori dal sito.",
        "spostalo nella cartella giusta (in data/: spese, bandi, serie, fatti/ANNO, fonti, con "
        "estensione .yml; in content/: ANNO/MISSIONE/TEMA.md, missioni/CODICE.md)",
    ),
    "P201": Message(
        "«{text}» è un numero scritto a mano",
        "una cifra scritta nel testo non segue i dati quando cambiano.",
        'scrivi il suo indirizzo: {{{{ valore("…") }}}}',
    ),
    "P301": Message(
        "il collegamento «{link}» non porta a nessuna pagina",
        "chi legge troverebbe una pagina che non c'è.",
        "{near}",
    ),
    "M101": Message(
        "«{text}» non si può usare qui",
        'le macro si scrivono solo così: {{{{ nome("…") }}}}.',
        "chiudi le doppie graffe, oppure toglile",
    ),
    "M102": Message(
        "questa macro non si capisce",
        "dentro le doppie graffe sta un solo nome con i suoi indirizzi.",
        'scrivi per esempio  {{{{ valore("spese.2022.011") }}}}, con le virgolette dritte',
    ),
    "M103": Message(
        "la macro «{name}» non esiste",
        "le macro sono: {known}.",
        "{near}",
    ),
    "M104": Message(
        "gli argomenti di «{name}» non vanno bene",
        "mancano, sono troppi, oppure non sono testi fra virgolette.",
        "scrivi per esempio  {example}",
    ),
    "M106": Message(
        "questa macro deve stare da sola su una riga",
        "mette un blocco intero (un grafico, una tabella), non una parola.",
        "lasciale una riga sua, con una riga vuota prima e una dopo",
    ),
    "M201": Message(
        "l'indirizzo «{address}» non esiste",
        "nessun numero di data/ ha questo indirizzo.",
        "{near}",
    ),
    "M202": Message(
        "«{address}» non è del tipo giusto",
        "è un numero di tipo {kind}, qui serve: {wanted}.",
        'scrivi  {{{{ valore("{address}") }}}}',
    ),
    "M203": Message(
        "con «{address}» non si può calcolare",
        "{reason}.",
        "togli il calcolo, oppure usa un numero che c'è",
    ),
    "M204": Message(
        "i due numeri hanno unità diverse",
        "uno è di tipo {one}, l'altro di tipo {two}.",
        "scegli due numeri della stessa specie",
    ),
    "M205": Message(
        "«{address}» vale zero",
        "non si divide per zero.",
        "scrivi la frase senza questo calcolo",
    ),
    "M206": Message(
        "{what}",
        "una tabella mostra spese, bandi, serie o fatti.",
        "{near}",
    ),
    "M207": Message(
        "{what}",
        "non tutti i dati si possono disegnare così.",
        "{near}",
    ),
    "M208": Message(
        "mancano le spese, o i bandi: {what}",
        "questa macro mostra i dati dell'ultimo anno.",
        "aggiungi il file dei dati, oppure togli la macro",
    ),
}

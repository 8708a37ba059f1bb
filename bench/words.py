"""Plain Italian made from fixed lists: sentences, titles, and names for addresses."""

from __future__ import annotations

import unicodedata
from random import Random

SUBJECTS = (
    "L’ufficio",
    "Il servizio",
    "Lo sportello",
    "La segreteria",
    "Il gruppo di lavoro",
    "La rete dei Comuni",
    "Il responsabile",
    "La commissione",
)
ACTIONS = (
    "ha preparato",
    "ha pubblicato",
    "ha presentato",
    "ha rinnovato",
    "ha raccolto",
    "ha controllato",
    "ha spiegato",
    "ha semplificato",
    "ha riordinato",
    "ha sostenuto",
)
OBJECTS = (
    "le domande delle imprese",
    "il calendario degli incontri",
    "una guida breve e chiara",
    "gli elenchi del registro",
    "i moduli da compilare",
    "le regole del contributo",
    "i corsi per chi lavora",
    "le visite nelle scuole",
    "il mercato dei prodotti locali",
    "le risposte più richieste",
    "gli accordi con le associazioni",
    "i dati sull’economia",
)
CIRCUMSTANCES = (
    "con i Comuni della provincia",
    "durante tutto l’anno",
    "per chi apre un’attività",
    "insieme alle associazioni",
    "prima della scadenza",
    "in rete e in presenza",
    "con l’aiuto dell’università",
    "nelle valli e in pianura",
    "per le imprese più piccole",
    "senza costi per chi partecipa",
    "dopo aver ascoltato gli artigiani",
    "anche nei mesi estivi",
)
REASONS = (
    "Così si perde meno tempo.",
    "In questo modo le regole sono uguali per tutti.",
    "Chi vuole saperne di più può chiedere allo sportello.",
    "Il lavoro continua l’anno prossimo.",
    "I fondi sono finiti prima della fine dell’anno.",
    "Le imprese hanno chiesto di ripetere l’iniziativa.",
    "Il risultato è in linea con il programma.",
    "La spesa è divisa con gli altri enti.",
)
THINGS = (
    "Sportello",
    "Guida",
    "Corso",
    "Premio",
    "Archivio",
    "Laboratorio",
    "Calendario",
    "Mercato",
    "Progetto",
    "Servizio",
    "Incontro",
    "Osservatorio",
    "Concorso",
    "Rassegna",
    "Percorso",
    "Fondo",
)
AIMS = (
    "per i giovani",
    "per chi apre un’impresa",
    "per le botteghe",
    "per il turismo",
    "per gli artigiani",
    "per l’ambiente",
    "per la musica",
    "per il commercio",
    "per le scuole",
    "per l’estero",
    "per il digitale",
    "per le donne",
)
TITLES = tuple(f"{thing} {aim}" for aim in AIMS for thing in THINGS)


def sentence(random: Random) -> str:
    """Return a sentence, sometimes two."""
    told = " ".join(random.choice(part) for part in (SUBJECTS, ACTIONS, OBJECTS, CIRCUMSTANCES))
    return f"{told}. {random.choice(REASONS)}" if random.random() < 0.3 else f"{told}."


def paragraph(random: Random, sentences: int) -> str:
    """Return some sentences in a row."""
    return " ".join(sentence(random) for _ in range(sentences))


def slug(title: str) -> str:
    """Return a title as a name for addresses: «Guida per l’estero» -> «guida-per-l-estero»."""
    plain = unicodedata.normalize("NFKD", title.lower()).replace("’", " ")
    return "-".join(plain.encode("ascii", "ignore").decode().split())

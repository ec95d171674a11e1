"""The states of every screen that a person meets."""

from __future__ import annotations

from models.access.sign_in import CLOSED, TOO_MANY
from screens.access.oubli import OubliScreen
from screens.access.verrou import VerrouScreen
from screens.accueil import AccueilScreen
from screens.client_form import ClientForm
from screens.copie import CopieScreen, lines_of
from screens.etablissements import EtablissementsScreen
from screens.flows.questions import saved, terminate_question
from screens.reglages import ReglagesScreen
from screens.services_panel import ServicesPanel
from screens.windows.bulle import services_explained
from screens.windows.type_client import TypeModal
from tests.cabinet import numero, siren
from tests.snapshots.answers import ANSWERED
from tests.snapshots.beginnings import (
    client,
    conflict,
    door,
    double,
    filled_facets,
    first_run,
    form_a,
    form_b,
    form_c,
    form_conflict,
    given,
    gone,
    hinted,
    listed,
    login,
    lot,
    lot_left,
    many,
    one_page,
    panel,
    progression,
    reader,
    refusing,
    removed_panel,
    removed_too,
    secrets,
    several,
    several_comptes,
    suspended,
    two_comptes,
    with_dossiers,
    with_modele,
    without_key,
)
from tests.snapshots.busy_base import BASE_BUSY
from tests.snapshots.comparisons import COMPARED, RAPPROCHEMENT
from tests.snapshots.corbeille import CORBEILLE
from tests.snapshots.drafts import REPRISES
from tests.snapshots.equipe import EQUIPE, EQUIPES
from tests.snapshots.exporting import EXPORT, EXPORTED
from tests.snapshots.history import JOURNAL, JOURNAL_WITNESSES
from tests.snapshots.importing import IMPORTATION, IMPORTED
from tests.snapshots.parts import Row, said, with_answer
from tests.snapshots.queue_states import QUEUE, QUEUED
from tests.snapshots.refused_saves import REFUSED
from tests.snapshots.state import Pasted, State
from tests.snapshots.wrong_entries import WRONG_ENTRIES
from tests.snapshots.wrong_fields import WRONG

LOGIN = ("c", "enter", "x", "enter")
PHRASE = "correct cheval pile agrafe lune tasse vent"
FORGOTTEN = (*"CODE", "tab", Pasted(PHRASE), "tab", Pasted(PHRASE), "ctrl+s")
TO_BOXES = ("f8",)
NUMBER = ("shift+tab", "end", "ctrl+u")
"""To the account number of form C, which is emptied."""
UNKNOWN = "999000000900000001"
TWO_ODD = (*"1", "tab", *UNKNOWN, "tab", Pasted(siren(7) + "00011"), "shift+tab")
"""Two fields of form A that are asked about; the cursor is in one of them."""
COMPTE = with_answer("#rang", Row("numero_compte"), Row("siret"), Row("code_postal"), Row("ville"))
"""What the form shows of one of several comptes."""
BOXES = with_answer("ServiceBoxes")
TYPED = with_answer(Row("montant"), Row("note"), "ServiceBoxes")
"""What a colleague has changed meanwhile."""
CONNEXION = (
    State("connexion", login, svg=True),
    State("connexion-refusee", login, ("c", "enter", "x", "enter")),
    State("connexion-vide", login, ("tab", "enter")),
    State("connexion-bloquee", refusing(TOO_MANY.format("90 secondes")), LOGIN),
    State("connexion-acces-ferme", refusing(CLOSED), LOGIN),
    State("premier-demarrage", first_run, svg=True),
    State("premier-demarrage-erreurs", first_run, ("tab", "x", "f10")),
    State("mot-de-passe-oublie", login, ("f3",), svg=True),
    State("mot-de-passe-oublie-refuse", lambda _: OubliScreen(door(), "c"), FORGOTTEN),
    State("secrets", secrets, svg=True),
    State("secrets-pas-notes", secrets, ("o", "enter")),
    State("verrou", lambda _: VerrouScreen(door(), "c.durand", "Claire Durand"), svg=True),
    State("verrou-refuse", lambda _: VerrouScreen(door(), "c", "Claire Durand"), ("x", "enter")),
)
LISTE = (
    State("accueil-vide", AccueilScreen),
    State("accueil", lambda p: AccueilScreen(several(p)), svg=True),
    State("accueil-mes-dossiers", lambda p: AccueilScreen(with_dossiers(p))),
    State("accueil-demonstration", lambda p: AccueilScreen(several(p), demo=True)),
    State("accueil-cle-absente", lambda p: AccueilScreen(without_key(p))),
    State("accueil-consultation-seule", lambda p: AccueilScreen(reader(several(p))), ("a",)),
    State("accueil-quitter", AccueilScreen, ("escape",)),
    State("liste-vide", EtablissementsScreen),
    State("liste", listed, svg=True),
    State("liste-une-page", one_page),
    State("liste-milieu", many, ("s", "down")),
    State("liste-derniere-page", listed, ("end", "end")),
    State("liste-fin", many, ("end", "end", "s")),
    State("liste-vue-dossier", listed, ("v",)),
    State("liste-recherche", listed, ("slash", *"savignac")),
    State("liste-recherche-vaine", listed, ("slash", *"zzz")),
    State("liste-numero-vain", one_page, ("tab", *"732829320", "enter")),
    State("liste-siren-faux", listed, ("a", *"12", "enter")),
    State("liste-siren-douteux", one_page, ("a", *"123456789", "enter"), part=said),
    State("liste-gerant-deja-inscrit", one_page, ("g", *numero(1), "enter"), part=said),
    State("liste-inscrit", one_page, ("g", *numero(7), "enter", "ctrl+s", "enter")),
    State("liste-a-reporter", removed_too),
    State("liste-radies", listed, ("f", "r", "space", "enter")),
    State("facettes", filled_facets, ("space", "down", "down")),
    State("facettes-choisies", filled_facets, ("space", *["right"] * 5, "space"), svg=True),
    State("facettes-effacees", filled_facets, ("space", "backspace"), part=said),
    State("liste-triee", listed, ("t", "t")),
    State("liste-reportee", listed, ("r", "enter")),
    State("liste-effacer-preuves", listed, ("r",), part=said),
    State("liste-resiliee", listed, ("x", "o", "enter")),
    State("liste-cochee", many, ("space", "down", "space")),
    State("liste-toute-cochee", many, ("asterisk",)),
    State("liste-consultation-seule", lambda p: EtablissementsScreen(reader(several(p))), ("x",)),
    State("liste-cle-absente", lambda p: EtablissementsScreen(without_key(p))),
    State("type", lambda _: TypeModal(siren(1), ()), svg=True),
    State("type-deja-inscrit", lambda p: TypeModal(siren(1), (client(p),))),
    State("copie", lambda p: CopieScreen(lines_of(client(p), p.cabinet_nom)), svg=True),
    State("aller", form_a, ("ctrl+y",), svg=True),
    State("reglages", lambda p: ReglagesScreen(p, {}, lambda *_: None), svg=True),
)
FORMULAIRE = (
    State("formulaire-a", form_a, svg=True),
    State("formulaire-a-erreurs", form_a, ("ctrl+s",), part=said),
    State("formulaire-a-avertissement", form_a, TWO_ODD, part=said),
    State("formulaire-a-doute", form_a, (*"1", "tab", *UNKNOWN, "ctrl+s"), part=said),
    State(
        "formulaire-a-deja-inscrit", form_a, ("f2",), part=with_answer(Row("montant"), "#inscrit")
    ),
    State("formulaire-a-numero-double", double, (*"1", "tab", *numero(1), "ctrl+s"), part=said),
    State("formulaire-a-modele", lambda p: form_a(given(p)), ("f8",), part=BOXES),
    State("formulaire-b", form_b),
    State("formulaire-b-erreurs", form_b, ("ctrl+s",), part=said),
    State("formulaire-b-conseils", form_b, (*TO_BOXES, "1", "e"), part=BOXES),
    State("formulaire-c", form_c),
    State("formulaire-c-erreurs", form_c, (*NUMBER, "ctrl+s"), part=said),
    State("formulaire-c-doute", form_c, (*NUMBER, *UNKNOWN, "ctrl+s"), part=said),
    State("formulaire-modification", two_comptes),
    State("formulaire-autre-compte", two_comptes, ("pagedown",), part=COMPTE),
    State("formulaire-compte-ajoute", two_comptes, ("f9",), part=COMPTE),
    State("formulaire-conflit", form_conflict, ("ctrl+u", *"99", "ctrl+s"), part=TYPED),
    State("formulaire-conflit-relu", form_conflict, ("ctrl+u", *"99", "ctrl+s", "f5"), part=TYPED),
    State("formulaire-inchange", two_comptes, ("ctrl+s",), part=said),
    State(
        "formulaire-consultation",
        lambda p: ClientForm.for_edit(reader(p), client(p)),
        ("f2",),
        part=with_answer("ServiceBoxes", "#boutons"),
    ),
    State("formulaire-abandon", form_a, ("1", "escape"), part=said),
    State("formulaire-aide-champ", form_a, ("f4",), part=said),
)
PANNEAU = (
    State("panneau", panel, svg=True),
    State("panneau-comptes", several_comptes),
    State("panneau-suspendu", suspended),
    State("panneau-resilie", removed_panel),
    State("panneau-reporte", panel, ("r", "enter")),
    State("panneau-refuse", panel, ("n", "enter", *"compte inconnu", "enter")),
    State("panneau-modification", panel, ("m", "6", "d"), svg=True),
    State("panneau-conseils", hinted, ("1", "1")),
    State("panneau-abandon", panel, ("m", "6", "escape"), part=said),
    State("panneau-conflit", conflict, ("2", "ctrl+s")),
    State("panneau-conflit-relu", conflict, ("2", "ctrl+s", "f5")),
    State("panneau-disparu", gone, ("2", "ctrl+s")),
    State("panneau-consultation-seule", lambda p: ServicesPanel(reader(p), client(p)), ("m",)),
    State("confirmation", lambda p: terminate_question(p.report(client(p))), svg=True),
    State("fait", lambda p: saved(client(p)), svg=True),
    State("refus", panel, ("n", "enter", *"compte inconnu"), svg=True),
    State("modeles-aucun", panel, ("f6",)),
    State("modeles", with_modele, ("f6", "d", "enter"), svg=True),
    State("modele-a-remplacer", with_modele, ("f6", "tab", *"paiement seul", "enter"), part=said),
    State("modele-applique", with_modele, ("f6", "enter")),
    State("bulle-services", lambda _: services_explained(), svg=True),
    State("bulle-etranger", panel, ("m", *["down"] * 7, "f4")),
)
PLUSIEURS = (
    State("lot", lot, svg=True),
    State("lot-essai", lot, ("6", "1", "1", "a")),
    State("lot-nombre", lot, ("6", "ctrl+s", "3", "enter"), svg=True),
    State("lot-fait", lot, ("6", "ctrl+s", *"12", "enter")),
    State("lot-laisse", lot_left, ("6", "ctrl+s", *"3", "enter")),
    State("lot-confier", lot, ("f7",)),
    State("lot-resilier", many, ("asterisk", "x"), part=said),
    State("progression", progression, svg=True),
    *IMPORTATION,
)
MET = CONNEXION + LISTE + QUEUE + CORBEILLE + FORMULAIRE + PANNEAU + PLUSIEURS + JOURNAL + EQUIPE
NOT_DONE = WRONG + WRONG_ENTRIES + REFUSED + BASE_BUSY
STATES = MET + ANSWERED + EXPORT + RAPPROCHEMENT + REPRISES + NOT_DONE
_WITNESSES = frozenset(
    [
        "connexion-refusee",
        "premier-demarrage-erreurs",
        "mot-de-passe-oublie-refuse",
        "secrets-pas-notes",
        "verrou-refuse",
        "accueil",
        *(*QUEUED, *EXPORTED),
        "liste-recherche",
        "liste-cochee",
        "conflit",
        "liste-consultation-seule",
        "facettes",
        "corbeille-cochee",
        *("type", "copie", "reglages", "aller"),
        *("formulaire-a-erreurs", "formulaire-a-avertissement"),
        "formulaire-b-conseils",
        "formulaire-b-modification",
        "formulaire-c",
        "formulaire-autre-compte",
        "panneau",
        "panneau-modification",
        "panneau-conflit",
        "confirmation",
        *("fait", "reprise", "refus"),
        "modeles",
        "menu-cherche",
        "bulle-services",
        *("lot-essai", "lot-nombre", "lot-confier"),
        "progression",
        *IMPORTED,
        *(*COMPARED, *EQUIPES),
        *JOURNAL_WITNESSES,
    ]
)
ONE_OF_EACH = tuple(state for state in STATES if state.name in _WITNESSES)
"""A telling state of each screen, for what takes long to look at."""
HELPED = (
    *("connexion", "premier-demarrage", "mot-de-passe-oublie", "secrets", "verrou", "accueil"),
    "liste-recherche",
    *("facettes", *EXPORTED[1:]),
    "corbeille",
    "type",
    "panneau-modification",
    *("confirmation", "modeles", "refus", "lot"),
    *("copie", "bulle-services", *IMPORTED),
    *("journal", "journal-filtre", "reprise", *COMPARED, *EQUIPES[:2]),
)
"""States in which the help is looked at."""
IN_A_LARGE_ONE = (
    "liste-vide",
    "liste-derniere-page",
    "liste-vue-dossier",
    "liste-radies",
    "facettes",
    "corbeille",
    "liste-cle-absente",
    *("journal", "rapprochement", "accueil-mes-dossiers", "journal-operation"),
)
"""States that are looked at in a large window too, for what has room in no other."""
IN_THE_LARGEST = (
    *("liste", "liste-vue-dossier", "accueil-mes-dossiers", "file", "journal"),
    *("importation-lignes", "corbeille", "rapprochement", "equipe"),
)
"""States that are looked at in the window of a whole screen: what stands far from what."""
IN_THE_SMALLEST = (
    *("connexion-refusee", "premier-demarrage", "mot-de-passe-oublie", "secrets", "verrou"),
    "accueil",
    *(*QUEUED, *EXPORTED),
    "liste",
    "liste-vue-dossier",
    "liste-effacer-preuves",
    "facettes",
    "corbeille",
    "type",
    "formulaire-a",
    *("formulaire-b", "formulaire-b-erreurs", "formulaire-b-modification"),
    "formulaire-c",
    *("panneau", "panneau-comptes"),
    "confirmation",
    "modeles",
    "refus",
    "lot",
    *("copie", "reglages", "bulle-services", *IMPORTED),
    *("journal", "journal-filtre", "reprise", *COMPARED, *EQUIPES),
)
"""States that are looked at in the smallest window."""

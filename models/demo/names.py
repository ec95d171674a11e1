"""The names and the words that the fictitious portefeuille is drawn from: all invented."""

from __future__ import annotations

from models.labels import Service

_FAMILIES = (
    "Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, "
    "Michel, Lefèvre, Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, "
    "Lambert, Fontaine, Rousseau, Vincent, Müller, Lefebvre, Faure, André, Mercier, Blanc, "
    "Guérin, Boyer, Garnier, Chevalier, François, Legrand, Gauthier, Garcia, Perrin, Robin, "
    "Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, Marchand, Duval, Denis, "
    "Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, N'Guyen, Œuvrard, "
    "Lecœur, D'Hervé, L'Hôpital, Çelik, Da Silva, Le Goff, Benali, Diallo, Payet, Hoarau"
)
_WOMEN = (
    "Camille, Claire, Marie, Sophie, Nathalie, Isabelle, Anne, Julie, Émilie, Léa, Zoé, Chloé, "
    "Noémie, Aïcha, Anne-Laure, Marie-Thérèse, Hélène, Françoise"
)
_MEN = (
    "Paul, Pierre, Jean, Michel, Philippe, Éric, Nicolas, Julien, Thomas, Antoine, Benoît, "
    "Gaël, Jean-Marc, François, Loïc, Mehdi, Rémi, Stéphane"
)
_PLACES = (
    "CENTRE, MARCHÉ, PONT, MOULIN, CHÂTEAU, LAC, PORT, TILLEUL, PARC, STADE, VIADUC, LAVOIR, "
    "PHARE, CANAL, COTEAU, VERGER"
)
FAMILIES = _FAMILIES.split(", ")
WOMEN = _WOMEN.split(", ")
MEN = _MEN.split(", ")
PLACES = _PLACES.split(", ")

FIRMS = (
    ("BOULANGERIE {nom}", "SARL"),
    ("BOULANGERIE PÂTISSERIE DU {lieu}", "EURL"),
    ("GARAGE DU {lieu}", "SARL"),
    ("GARAGE {nom} ET FILS", "SARL"),
    ("{nom} PLOMBERIE CHAUFFAGE", "SAS"),
    ("{nom} ÉLECTRICITÉ", "EURL"),
    ("{nom} COUVERTURE CHARPENTE", "SARL"),
    ("TRANSPORTS {nom}", "SAS"),
    ("TAXI {nom}", "SASU"),
    ("TAXI DU {lieu}", "SASU"),
    ("AMBULANCES {nom}", "SARL"),
    ("PHARMACIE DU {lieu}", "SELARL"),
    ("SELARL DOCTEUR {nom}", "SELARL"),
    ("CABINET MÉDICAL DU {lieu}", "SCM"),
    ("LABORATOIRE {nom}", "SELAS"),
    ("HOLDING {nom}", "SAS"),
    ("SCI DU {lieu}", "SCI"),
    ("SCI {nom}-{autre}", "SCI"),
    ("AMICALE SPORTIVE {ville}", "ASSO"),
    ("ASSOCIATION DES AMIS DU {lieu}", "ASSO"),
    ("CRÈCHE LES P'TITS LOUPS {ville}", "ASSO"),
    ("{nom} & {autre} ARCHITECTES", "SARL"),
    ("{nom}-{autre} AVOCATS", "SELARL"),
    ("COIFFURE {prenom}", "EURL"),
    ("INSTITUT {prenom}", "EURL"),
    ("CHEZ {prenom}", "SARL"),
    ("RESTAURANT DU {lieu}", "SARL"),
    ("L'AUBERGE DU {lieu}", "SARL"),
    ("CAFÉ DU {lieu}", "SNC"),
    ("PIZZERIA {prenom}", "SASU"),
    ("HÔTEL DU {lieu}", "SAS"),
    ("CAMPING DU {lieu}", "SARL"),
    ("MENUISERIE {nom}", "SAS"),
    ("{nom} MAÇONNERIE", "SARL"),
    ("PEINTURE {nom}", "EURL"),
    ("ÉTABLISSEMENTS {nom}", "SA"),
    ("FROMAGERIE DU {lieu}", "SARL"),
    ("GAEC DU {lieu}", "GAEC"),
    ("AUTO-ÉCOLE DU {lieu}", "SARL"),
    ("OPTIQUE DU {lieu}", "SARL"),
    ("FLEURS DE {prenom}", "EURL"),
    ("LIBRAIRIE DU {lieu}", "SAS"),
    ("IMPRIMERIE {nom}", "SA"),
    ("S.A.R.L. {nom}", "SARL"),
    ("{nom} CONSEIL", "SASU"),
)
"""Patterns of names, and their formes juridiques."""

EASY_TO_FIND = "LE P'TIT ZINC"
"""The client that the guided tour seeks: `zin` finds nobody else."""

TOUR_SIREN = "000222224"
TOUR_COMPTE = "117000000912345678"
TOUR_GERANT = "117000000987654321"
"""The fictitious numbers that the guided tour inscribes: nobody has them before."""

ODD = (
    (EASY_TO_FIND, "SARL"),
    ("K", "SAS"),
    ("3D CONCEPT", "SASU"),
    ("S.A.R.L. DUPONT", "SARL"),
    ("D.R.C. BÂTIMENT", "SAS"),
    ("N’GUYEN & FILS", "SARL"),
    ("CÔTÉ JARDIN", "EURL"),
    ("L'ÂGE D'OR", "ASSO"),
    ("L'ŒUF À LA COQUE", "SARL"),
    ("CŒUR DE VILLE IMMOBILIER", "SAS"),
    ("SELARL DOCTEURS ÇELIK ET MÜLLER", "SELARL"),
    ("DURAND-MARTIN ET LEFÈVRE-ROUX ASSOCIÉS", "SARL"),
    ("SOCIÉTÉ D'EXPLOITATION DES ÉTABLISSEMENTS LEFEBVRE-DUMOULIN ET ASSOCIÉS RÉUNIS", "SA"),
    ("ASSOCIATION DES PARENTS D'ÉLÈVES DE L'ÉCOLE ET DU COLLÈGE JULES-FERRY", "ASSO"),
)
"""Names that a list, a search or a sort may stumble on; each is inscribed once."""

NOTES = (
    "Ne pas appeler le lundi : fermé.",
    "Paie sous-traitée : DSN le 5, virement le 15.",
    "Demande une attestation de vigilance tous les six mois.",
    "Délai de paiement accordé jusqu'en décembre.",
    "Nouveau gérant depuis janvier : K-bis reçu.",
    "Appeler plutôt le comptable de la maison mère.",
    "Saisonnier : embauches de mai à septembre.",
    "Mandat signé le 3 mars, original au dossier.",
    "Changement d'adresse à confirmer par l'Urssaf.",
)
RADIE_NOTES = (
    "Plus de salarié depuis l'été : compte clos.",
    "Cessation d'activité : attendre le dernier avis.",
    "Fonds vendu, dossier à archiver.",
)
MOTIFS = (
    "Montant de la dernière déclaration inexact",
    "Numéro de compte inconnu",
    "Le client a déjà un autre mandataire",
)
ARTISANS = ("Taxi.", "Coiffure à domicile.", "Plomberie.", "Food-truck.", "Fleurs.", "Couverture.")
LIBERAUX = (
    "Médecine générale.",
    "Soins infirmiers.",
    "Kinésithérapie.",
    "Avocat, droit social.",
    "Architecture.",
    "Conseil en informatique.",
)

_ALWAYS = {Service.PAIEMENT, Service.SITUATION, Service.ATTESTATIONS, Service.ECHANGES}
_MAILS = {Service.COURRIEL_ATTESTATIONS, Service.COURRIEL_MESSAGES}
MODELES = {
    "Employeur, paie au cabinet": frozenset(
        {*_ALWAYS, *_MAILS, Service.DPAE, Service.SUIVI_DSN, Service.COURRIEL_BIS}
    ),
    "Indépendant": frozenset({*_ALWAYS, Service.DECLARATION, *_MAILS}),
    "Paiement seul": frozenset({Service.PAIEMENT, Service.SITUATION}),
}
"""The modèles de services of the cabinet: name, boxes."""

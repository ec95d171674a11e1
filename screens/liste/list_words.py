"""What the list says of itself: what it is for, and what its marks mean."""

from __future__ import annotations

ADMINISTRER = (
    "Vous pouvez administrer ici les options associées à l'abonnement "
    "aux services d'Urssaf en ligne."
)
EN_SAVOIR_PLUS = """\
Si vous ne gérez plus le compte d'un client ou si le compte d'un de vos clients \
est radié, il est conseillé de le supprimer de votre portefeuille.

→  à faire sur urssaf.fr : ce que vous avez changé ici n'y est pas encore. \
La consultation dit quoi ; une fois fait sur urssaf.fr, tapez <.report>.
!  refusé : urssaf.fr n'a pas accepté le changement.

<rows.open> consulte les services, <.modify> (✍) les modifie, <.terminate> (✕) supprime \
l'inscription, <.data> ouvre les données du client, <.copy> donne les numéros à copier, \
<liste.view> change de vue : \
l'intitulé du portail, ou le dossier. <liste.filter> filtre la liste, \
<liste.unfilter> la montre toute, <liste.sort> la trie autrement.

<liste.tick> coche une ligne, <liste.tick_all> toutes celles de la liste, <liste.untick> plus \
aucune. Ensuite <.lot> modifie leurs services d'un coup, <.terminate> (✕) les supprime."""

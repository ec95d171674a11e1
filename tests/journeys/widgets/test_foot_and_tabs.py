"""What frames a screen: its message line, its tabs, its breadcrumb."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from screens.widgets.button import FlatButton
from screens.widgets.foot import Foot
from screens.widgets.nav import Crumbs, Nav
from tests.journeys.widget_toys import Toy, drawn, drive, lines, press


def test_the_foot_says_its_kind_and_never_cuts_what_it_says() -> None:
    foot = Foot()
    app = Toy(FlatButton("OK"), foot)
    app.idle.add("none")

    async def steps(pilot: Pilot[None]) -> None:
        foot.say("Compte [b]modifié[/b]", "success")
        await pilot.pause()
        assert drawn(app)[-2] == " ✓ Compte [b]modifié[/b]"
        keys = drawn(app)[-1]
        sentence = "Le champ est " + "long " * 20 + "à la fin."
        foot.say(sentence, "error")
        await pilot.pause()
        assert " ".join(" ".join(drawn(app)[-2:]).split()) == f"! {sentence}"
        sentence = "Le champ est " + "long " * 40 + "à la fin."
        foot.say(sentence)
        await pilot.pause()
        assert " ".join(" ".join(drawn(app)[-3:]).split()) == sentence
        foot.clear()
        await pilot.pause()
        assert drawn(app)[-2:] == ["", keys]
        assert foot.text == ""

    drive(app, steps)


def test_the_foot_takes_back_what_it_said_of_one_thing() -> None:
    foot = Foot()

    async def steps(pilot: Pilot[None]) -> None:
        del pilot
        foot.say("Siren incomplet", "error", speaker="siren")
        foot.fall_silent("montant")
        assert foot.text == "! Siren incomplet"
        foot.fall_silent("siren")
        assert foot.text == ""

    drive(Toy(foot), steps)


def test_the_tabs_show_where_one_is_and_what_is_not_here() -> None:
    nav = Nav("Mon Profil", cabinet="Cabinet Martin")
    app = Toy(FlatButton("OK"), nav)

    async def steps(pilot: Pilot[None]) -> None:
        assert drawn(app)[1] == (
            " Accueil  Compte [Mon Profil] Paiement  Suivi DSN  Documents     Cabinet Martin"
        )
        app.add_class("-few")
        nav.refresh()
        await pilot.pause()
        assert drawn(app)[1] == (
            " Accueil (Compte) [Mon Profil] (Paiement) (Suivi DSN) (Documents) Cabinet Martin"
        )
        await press(pilot, "tab")
        assert "›Mon Profil‹" in drawn(app)[1]
        await press(pilot, "right", "enter")
        assert "›Paiement‹" in drawn(app)[1]
        chosen = app.posted[-1]
        assert isinstance(chosen, Nav.Chosen)
        assert chosen.label == "Paiement"
        await press(pilot, *["left"] * 8, "enter")
        chosen = app.posted[-1]
        assert isinstance(chosen, Nav.Chosen)
        assert chosen.label == "Accueil"

    drive(app, steps)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("active", ["Accueil", "Mon Profil"])
def test_the_tabs_keep_to_their_row(active: str, width: int) -> None:
    app = Toy(
        FlatButton("OK"),
        Nav(active, cabinet="[/b] 株式会社 Martin & Associés"),
        Crumbs(active, "[/b]", "X" * 30),
        Crumbs(active, "[/b]", "X" * 40, "Y" * 60),
        Crumbs(active, "Z" * 130),
    )

    async def steps(_: Pilot[None]) -> None:
        assert cell_len(lines(app)[1]) == width
        assert f"[{active}]" in lines(app)[1]
        assert drawn(app)[2] == f" {active} > [/b] > {'X' * 30}"
        end = "Y" * 60
        paths = {60: f"… > {end[:53]}…", 80: f"… > {end}", 120: f"… > [/b] > {'X' * 40} > {end}"}
        assert drawn(app)[3] == f" {paths[width]}"
        assert drawn(app)[4].startswith(" … > ZZZ")
        assert drawn(app)[4].endswith("Z…")
        if width == 120:
            assert lines(app)[1].endswith("  [/b] 株式会社 Martin & Associés ")
        if width == 80:
            assert drawn(app)[1].endswith(" [/b] 株式会社 Mar…")

    drive(app, steps, size=(width, 6))


def test_tabs_without_room_come_with_the_cursor() -> None:
    nav = Nav("Mon Profil", cabinet="Cabinet Martin")
    app = Toy(FlatButton("OK"), nav)

    async def steps(pilot: Pilot[None]) -> None:
        app.add_class("-few")
        nav.refresh()
        await pilot.pause()
        start = " Accueil (Compte) [Mon Profil] (Paiement) (Suivi DSN) …"
        assert drawn(app)[1] == start
        await press(pilot, "tab", *["right"] * 3)
        assert drawn(app)[1].endswith("… (Compte) [Mon Profil] (Paiement) (Suivi DSN) ›Documents‹")
        await press(pilot, *["left"] * 5)
        assert drawn(app)[1] == start.replace(" Accueil ", "›Accueil‹")
        for width in range(1, 120):
            await pilot.resize_terminal(width, 4)
            await pilot.pause()
            assert "›Accueil‹"[:width] in drawn(app)[1]

    drive(app, steps, size=(60, 4))

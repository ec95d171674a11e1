"""A choice, a box to tick, a button."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.pilot import Pilot

from screens.widgets.button import FlatButton
from screens.widgets.choice import Choice, Tick
from screens.widgets.chooser import Chooser
from screens.widgets.foot import Foot
from tests.journeys.widget_toys import Toy, drive, lines, press


def test_a_choice_moves_with_the_arrows_and_submits() -> None:
    choice = Choice([("e", "Employeur"), ("i", "Indépendant")], value="e")
    app = Toy(choice)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "(•)›Employeur‹  ( ) Indépendant"
        await press(pilot, "left")
        assert choice.value == "e"
        assert not app.posted
        await press(pilot, "right", "right", "enter")
        assert choice.value == "i"
        assert [type(message) for message in app.posted] == [Choice.Changed, Choice.Submitted]
        assert lines(app)[0].rstrip() == "( ) Employeur   (•)›Indépendant‹"
        await press(pilot, "space")
        assert choice.value == "e"
        choice.value = "i"
        app.set_focus(None)
        await pilot.pause()
        assert lines(app)[0].rstrip() == "( ) Employeur   (•) Indépendant"
        assert len(app.posted) == 3

    drive(app, steps)


def test_the_one_that_is_chosen_is_in_sight_where_all_have_no_room() -> None:
    choice = Choice([(one, one * 8) for one in "abcd"])
    choice.styles.width = 30
    app = Toy(choice)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "(•)›aaaaaaaa‹  ( ) bbbbbbbb  …"
        await press(pilot, "right", "right", "right")
        assert choice.value == "d"
        assert lines(app)[0].rstrip() == "( ) cccccccc   (•)›dddddddd‹"
        assert choice.standing.x == len("( ) cccccccc   ")
        await pilot.click(choice, offset=(2, 0))
        assert choice.value == "c"

    drive(app, steps)


def test_a_tick_toggles_with_space_only() -> None:
    tick = Tick("Déjà inscrit sur urssaf.fr")
    app = Toy(tick)

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "[ ]›Déjà inscrit sur urssaf.fr‹"
        await press(pilot, "enter")
        assert lines(app)[0].startswith("[ ]›Déjà")
        await press(pilot, "space")
        assert lines(app)[0].startswith("[x]›Déjà")
        assert tick.value
        assert [type(message) for message in app.posted] == [Tick.Submitted, Tick.Changed]

    drive(app, steps)


def test_a_letter_chooses_and_is_refused_only_where_no_option_begins_so() -> None:
    chooser = Chooser([("", "—"), ("m", "M."), ("f", "MME")], value="", width=8)
    foot = Foot()

    async def steps(pilot: Pilot[None]) -> None:
        for key, value in (("m", "m"), ("M", "f"), ("space", ""), ("m", "m")):
            await press(pilot, key)
            assert (chooser.value, foot.text) == (value, "")
        await press(pilot, "z")
        assert chooser.value == "m"
        assert "On ne tape pas de texte ici" in foot.text

    drive(Toy(chooser, foot), steps)


def test_a_button_shows_its_state_without_colour() -> None:
    save = FlatButton("Enregistrer", variant="primary", id="save")
    previous = FlatButton("Précédent", variant="link", disabled=True)
    name = FlatButton("[/red][b]")
    app = Toy(Horizontal(save, previous, name))

    async def steps(pilot: Pilot[None]) -> None:
        assert lines(app)[0].rstrip() == "›Enregistrer‹(Précédent) [/red][b]"
        await press(pilot, "enter", "space")
        assert [message.control for message in app.posted] == [save, save]
        await press(pilot, "tab")
        assert app.focused is name
        assert lines(app)[0].rstrip() == " Enregistrer (Précédent)›[/red][b]‹"

    drive(app, steps)

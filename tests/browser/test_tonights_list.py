"""Tonight's list with one thumb: a number, a tap, ready for the next guest; who is missing; the first screen."""

import pytest

from tests.browser.counting_page import TREMBLE, all_sent, counted

pytestmark = pytest.mark.browser

NAMES = ("Amina", "Bahar", "Chen", "Deniz", "Elif", "Farah", "Gül", "Hana")
BOX = "[role=search] [type=search]"
MISSING = "[data-missing]"


@pytest.fixture
def door(server, phone):
    """Open tonight's list, with eight parties on it, on Fatma's phone."""

    def open_list(*, javascript=True):
        for number, name in enumerate(NAMES, 1):
            server.sign_up("tonight", name, 1, number % 3)
        page = phone("da", javascript=javascript)
        page.set_viewport_size({"width": 360, "height": 740})
        server.sign_in(page, "Fatma")
        page.goto(f"{server.url}/team/events/{server.codes['tonight']}/door")
        return page

    return open_list


def shown(page):
    """The numbers of the parties that the list shows."""
    return [int(row.get_attribute("data-number")) for row in page.locator(".party[data-number]:visible").all()]


def in_reach(page, number):
    """Whether a finger on the middle of this party's button touches that button."""
    return page.evaluate(
        """(number) => {
          const button = document.querySelector(`.party[data-number="${number}"] button`);
          const box = button.getBoundingClientRect();
          return button.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
        }""",
        number,
    )


def test_a_number_a_tap_and_the_box_is_ready_for_the_next_guest(door):
    fatma = door()
    assert fatma.get_attribute(BOX, "inputmode") == "numeric"
    fatma.tap(BOX)
    for number, people in ((5, 3), (7, 2)):
        before = counted(fatma)
        fatma.keyboard.type(str(number))
        assert shown(fatma) == [number]
        fatma.locator(f".party[data-number='{number}'] button").tap()
        assert counted(fatma) == before + people
        assert fatma.input_value(BOX) == "" and fatma.evaluate("document.activeElement.id") == "q"
        assert shown(fatma) == [1, 2, 3, 4, 5, 6, 7, 8]
        assert fatma.locator("[data-last]").inner_text().startswith(f"{number}")
    all_sent(fatma)


def test_a_slip_is_taken_back_where_it_is_said(door):
    fatma = door()
    fatma.fill(BOX, "5")
    fatma.locator(".party[data-number='5'] button").tap()
    assert counted(fatma) == 3
    fatma.locator("[data-last] button").tap()
    assert counted(fatma) == 0 and not fatma.locator("[data-last]").is_visible()
    all_sent(fatma)


def test_letters_are_a_tap_away(door):
    fatma = door()
    fatma.tap("[data-letters]")
    assert fatma.get_attribute(BOX, "inputmode") == "text"
    assert fatma.evaluate("document.activeElement.id") == "q"
    fatma.keyboard.type("gul")
    assert shown(fatma) == [7]
    fatma.tap("[data-letters]")
    assert fatma.get_attribute(BOX, "inputmode") == "numeric" and fatma.input_value(BOX) == ""
    assert shown(fatma) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_with_the_keyboard_up_the_one_who_is_found_can_be_tapped(door):
    fatma = door()
    fatma.tap(BOX)
    fatma.set_viewport_size({"width": 360, "height": 400})
    fatma.keyboard.type("8")
    assert shown(fatma) == [8] and in_reach(fatma, 8)


def test_four_parties_stand_on_the_first_screen(door):
    fatma = door()
    assert [number for number in range(1, 9) if in_reach(fatma, number)][:4] == [1, 2, 3, 4]


def test_only_who_is_missing_without_a_script(door):
    fatma = door(javascript=False)
    with fatma.expect_navigation():
        fatma.locator(".party[data-number='2'] button").tap()
    with fatma.expect_navigation():
        fatma.tap(MISSING)
    assert shown(fatma) == [1, 3, 4, 5, 6, 7, 8]
    with fatma.expect_navigation():
        fatma.locator(".party[data-number='3'] button").tap()
    assert shown(fatma) == [1, 4, 5, 6, 7, 8], "she goes on with who is missing"
    with fatma.expect_navigation():
        fatma.tap(MISSING)
    assert shown(fatma) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_only_who_is_missing_with_a_script_and_without_a_network(door):
    fatma = door()
    fatma.context.set_offline(True)
    fatma.locator(".party[data-number='2'] button").tap()
    fatma.tap(MISSING)
    fatma.wait_for_function("() => !document.querySelector(\".party[data-number='2']\").offsetParent")
    assert shown(fatma) == [1, 3, 4, 5, 6, 7, 8]
    fatma.locator(".party[data-number='3'] button").tap()
    fatma.wait_for_timeout(TREMBLE)
    assert 3 in shown(fatma), "the next row does not come under her thumb"
    fatma.wait_for_function("() => !document.querySelector(\".party[data-number='3']\").offsetParent")
    assert shown(fatma) == [1, 4, 5, 6, 7, 8]
    assert fatma.locator(".total-missing").inner_text() == "13"
    fatma.tap(MISSING)
    assert shown(fatma) == [1, 2, 3, 4, 5, 6, 7, 8]
    fatma.context.set_offline(False)
    all_sent(fatma)

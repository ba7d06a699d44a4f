"""``make pictures``: a demo of its own, and the README's pictures of it in ``docs/pictures``.

The pages come straight from the app, under an address that no machine of ours has, so that it reads well on paper.
"""

import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from flask import Flask
from PIL import Image
from playwright.sync_api import sync_playwright
from sqlalchemy import select

from portal import create_app
from portal.accounts import sessions
from portal.accounts.models import Member
from portal.attendance.queries import tonight
from portal.core.actors import Role
from portal.core.config import ROOT, Settings
from portal.core.db import db, transaction, utcnow
from portal.embedded import prepare
from portal.enquiries.models import Enquiry, EnquiryState
from portal.events import queries
from portal.events.kinds import Kind
from tests.browser.fixtures import launch, open_phone

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page, Route

ADDRESS = "https://portal.example"
PICTURES = ROOT / "docs" / "pictures"
#: As much of a page as a reader of the README takes in, in CSS pixels.
SEEN = {"x": 0, "y": 0, "width": 360, "height": 750}
COLOURS = 128


class Studio:
    """A demo, and phones that look at it."""

    def __init__(self, app: Flask, browser: "Browser") -> None:
        self.app, self.browser = app, browser

    def phone(self, lang: str, member: Callable[[Member], bool] | None = None, *, opened: bool = False) -> "Page":
        """A phone in a language, known as the first active member who fits; ``opened`` as by her PIN."""
        client = self.app.test_client()
        if member is not None:
            secret = self._secret(member, opened=opened)
            client.set_cookie("__Host-team", secret, domain="portal.example", secure=True)
        context = open_phone(self.browser, lang)
        context.route("**/*", lambda route: _answer(client, route))
        return context.new_page()

    def _secret(self, fits: Callable[[Member], bool], *, opened: bool) -> str:
        with self.app.app_context():
            today = utcnow().date()
            everyone = db.session.scalars(select(Member).order_by(Member.id))
            found = next(
                one for one in everyone if fits(one) and (one.role == "coordinator" or one.active_on(today))
            )
            member_id, now = found.id, utcnow()
            with transaction() as session:
                token = sessions.make_link(session, member_id=member_id, now=now)
                phone, secret = sessions.use_link(session, token=token, label="", now=now)
                phone.opened_until_at = now + sessions.OPENED_FOR if opened else None
                return secret


def _answer(client: "FlaskClient", route: "Route") -> None:
    asked = route.request
    parts = urlsplit(asked.url)
    headers = {key: value for key, value in asked.headers.items() if key in ("accept-language", "content-type")}
    answer = client.open(
        f"{parts.path}?{parts.query}",
        method=asked.method,
        base_url=ADDRESS,
        headers=headers,
        data=asked.post_data_buffer,
        follow_redirects=True,
    )
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.get_data())


def take(page: "Page", path: str, name: str, part: str = "") -> None:
    """A picture of the top of a page, or of where a ``part`` of it begins."""
    page.goto(ADDRESS + path, wait_until="networkidle")
    if part:
        page.locator(part).first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 90)")
        page.screenshot(path=PICTURES / name)
    else:
        page.screenshot(path=PICTURES / name, clip=SEEN)
    page.context.close()
    squeeze(PICTURES / name)


def squeeze(path: Path) -> None:
    """Keep a picture small enough for a page of many."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def sign_up(page: "Page", path: str) -> str:
    """Sign up a mother with two children; returns the path of her ticket."""
    page.goto(ADDRESS + path)
    page.fill("[name=name]", "أم سارة")
    page.fill("[name=children]", "2")
    page.click("form.card > button")
    return page.locator("form[action^='/t/']").first.get_attribute("action").split("?")[0]


def print_page(page: "Page", path: str, name: str, *, number: int = 1) -> None:
    """One page as it comes out of the printer."""
    page.goto(ADDRESS + path, wait_until="networkidle")
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "poster.pdf"
        page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
        command = ["pdftoppm", "-png", "-scale-to-x", "720", "-scale-to-y", "-1", "-singlefile", "-f", str(number)]
        (PICTURES / name).write_bytes(
            subprocess.run([*command, str(paper)], check=True, capture_output=True).stdout
        )
    page.context.close()
    squeeze(PICTURES / name)


def photograph(studio: Studio) -> None:
    """All of them."""
    with studio.app.app_context():
        now = utcnow()
        tonights = tonight(now)[0].code
        meal = next(
            one.code
            for one in queries.upcoming(now=now)
            if one.kind is Kind.COMMUNAL_MEAL and one.code != tonights
        )
        received = db.session.scalars(
            select(Enquiry.id).where(Enquiry.state == EnquiryState.RECEIVED, Enquiry.spoken == "tr")
        ).one()
        wordless = next(
            one.code for one in queries.upcoming(now=now) if one.text("da") is not None and one.text("ur") is None
        )
    take(studio.phone("da"), f"/da/events/{meal}", "invitation-da.png")
    take(studio.phone("ur"), f"/ur/events/{meal}", "invitation-ur.png")
    take(studio.phone("ar"), "/ar/", "list-ar.png")
    phone = studio.phone("ar")
    take(phone, sign_up(phone, f"/ar/events/{meal}"), "ticket-ar.png")
    mother = studio.phone("da", lambda one: one.role is Role.MOTHER and one.lang == "da")
    take(mother, f"/team/events/{tonights}/door", "door-da.png")
    desk = partial(studio.phone, "da", lambda one: one.role is Role.COORDINATOR)
    print_page(desk(), f"/team/events/{meal}/poster?first=da", "poster.png")
    print_page(desk(), f"/team/events/{meal}/poster?layout=even", "poster-six.png")
    take(desk(), "/team/events/new", "kinds-da.png")
    take(desk(), "/team/events/calendar", "calendar-da.png")
    take(desk(), f"/team/events/{tonights}/places", "places-da.png")
    shazia = studio.phone("ur", lambda one: one.role is Role.MOTHER and one.lang == "ur")
    take(shazia, f"/team/words/{wordless}/ur", "words-ur.png")
    _of_the_bridge(studio, received)
    _of_the_report(studio)


def _of_the_bridge(studio: Studio, received: int) -> None:
    """Between the events: what waits, a conversation, offers, helping hands, an enquiry."""
    desk = partial(studio.phone, "da", lambda one: one.role is Role.COORDINATOR, opened=True)
    take(desk(), "/team/", "waits-da.png", "#waits")
    take(desk(), f"/team/enquiries/{received}", "enquiry-da.png", "main ol, main .rows")
    rania = studio.phone("ar", lambda one: one.role is Role.MOTHER and one.lang == "ar", opened=True)
    rania.goto(f"{ADDRESS}/team/contacts")
    path = rania.locator("a[href$='/talk']").first.get_attribute("href")
    take(rania, path or "", "talk-ar.png")
    take(studio.phone("ur"), "/ur/offers", "offers-ur.png")
    take(studio.phone("tr"), "/tr/help", "help-tr.png")


def _of_the_report(studio: Studio) -> None:
    """The evaluation of 2015: on a phone and on paper; and money."""
    desk = partial(studio.phone, "da", lambda one: one.role is Role.COORDINATOR, opened=True)
    year = "from=2015-01-01&to=2015-11-30"
    take(desk(), f"/team/report?{year}", "report-da.png", "#facts")
    take(desk(), f"/team/report?{year}&lang=ar", "report-ar.png", "#individual")
    take(desk(), "/team/money?year=2015", "money-da.png")
    print_page(desk(), f"/team/report?{year}", "report-paper.png", number=5)


def main() -> None:
    """Load the demo into a database that is thrown away, and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            portal_url=ADDRESS,
            database_url=f"sqlite:///{folder}/portal.db",
            secret_key="a key for as long as the pictures take",
            portal_keys=Fernet.generate_key().decode(),
            lookup_key="another key for as long as they take",
            form_min_seconds=0,
        )
        app = create_app(settings)
        prepare(app)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            photograph(Studio(app, browser))
            browser.close()
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()

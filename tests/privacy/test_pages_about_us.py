"""What residents are told of us and of their data is what the settings and the register say."""

from dataclasses import replace

import pytest

from portal.core.i18n import LANGUAGES

PAGES = ("about", "privacy")


@pytest.fixture
def elsewhere(app):
    """An installation with settings of its own."""
    usual = app.extensions["settings"]
    app.extensions["settings"] = replace(
        usual,
        retention_days=14,
        coordinator_employer="Havby & Sogn",
        data_controller="Foreningen <Havblik>",
        contact_phone="+4533663366",
    )
    yield
    app.extensions["settings"] = usual


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_there_in_every_language_and_sets_no_cookie(client, lang, page):
    answer = client.get(f"/{lang}/{page}")
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang].dir}">' in answer.text
    assert 'href="tel:+4544770000"' in answer.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_employer_stands_on_both_pages_and_the_rest_on_the_privacy_page(client, elsewhere, lang):
    about, privacy = (client.get(f"/{lang}/{page}").text for page in PAGES)
    for page in (about, privacy):
        assert '<bdi lang="da" dir="ltr">Havby &amp; Sogn</bdi>' in page
        assert 'href="tel:+4533663366"' in page
    assert '<bdi lang="da" dir="ltr">Foreningen &lt;Havblik&gt;</bdi>' in privacy
    assert "14" in privacy
    assert 'href="https://www.datatilsynet.dk/"' in privacy
    assert 'href="tel:+4533193200"' in privacy


def test_the_words_are_true_to_the_register(client, elsewhere):
    page = client.get("/en/privacy").text
    assert "We delete your name, phone and e-mail 14 days after the event." in page
    assert "Her words are deleted after 90 days." in page

"""A member's own page: her language, her phones, resting and coming back."""


def test_her_page_bears_her_name_and_the_way_around(make_member, sign_in):
    fatma = make_member("Fatma")
    page = sign_in(fatma).get("/team/me")
    assert page.status_code == 200
    assert "<bdi>Fatma</bdi>" in page.text
    assert 'href="/team/me" aria-current="page"' in page.text
    assert 'href="/team/contacts"' in page.text
    assert "/team/members" not in page.text


def test_a_tap_changes_the_language_of_her_screen_and_leads_back(make_member, sign_in):
    phone = sign_in(make_member("Fatma"))
    answer = phone.press("/team/me/language", {"lang": "ur", "next": "/team/me?x=1"})
    assert (answer.status_code, answer.location) == (303, "/team/me?x=1")
    assert '<html lang="ur" dir="rtl">' in phone.get("/team/me").text

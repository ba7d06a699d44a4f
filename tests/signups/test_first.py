def test_first(client, make_event):
    event = make_event(seats=4)
    page = client.get(f"/da/events/{event.code}")
    assert page.status_code == 200
    import re

    token = re.search(r'name="token" value="([^"]+)"', page.text).group(1)
    r = client.post(
        f"/da/events/{event.code}", data={"token": token, "name": "Amina", "adults": "2", "children": "1"}
    )
    assert r.status_code == 303, r.text
    assert "Amina" in client.get(r.location).text
    assert client.get("/ur/").status_code == 200
    assert client.get("/da/events/ZZZZ").status_code == 404

"""The arithmetic of the bench: what it reads from its clients and from the kernel, and what its table says."""

import re

import pytest

from tests.bench import machine, table, turns
from tests.bench.client import Load, WrongAnswer, read
from tests.bench.curl import SignUps
from tests.bench.table import Row, at_least, at_most
from tests.bench.turns import Spread, Turn

_PRINTED = """Running 1s test @ http://127.0.0.1:8000/da/
  1 threads and 8 connections
{"requests": 85, "loops": 0, "seconds": 1.125, "bytes": 79000, "p50": 0.08, "p99": 0.189, "broken": 0, "wrong": ""}
"""


def test_the_last_line_of_a_client_is_what_it_measured():
    assert read(_PRINTED, "/da/") == Load(85, 0, 1.125, 79_000, 0.08, 0.189)


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        (_PRINTED.replace('"broken": 0', '"broken": 3'), "/da/: 85 answers, 3 failed, unexpected []"),
        (
            _PRINTED.replace('"wrong": ""', '"wrong": " 422 503 422"'),
            "/da/: 85 answers, 0 failed, unexpected ['422', '503']",
        ),
        ("unable to connect", "/da/: the client printed 'unable to connect'"),
    ],
)
def test_a_load_with_a_failed_or_an_unexpected_answer_is_no_measurement(printed, says):
    with pytest.raises(WrongAnswer) as refused:
        read(printed, "/da/")
    assert str(refused.value) == says


def test_a_sign_up_goes_from_the_form_to_the_ticket_and_the_next_dinner_follows_a_full_one():
    loop = SignUps("http://h/", "/da/events/D%05d", each=2, begun=14, ticket=True)
    assert [loop.request() for _ in range(3)] == [
        ("http://h/da/events/D00007", b""),
        ("http://h/da/events/D00007", b""),
        ("http://h/da/events/D00008", b""),
    ]
    loop.response(200, "", b'<form action="/da/events/D00007"><input type="hidden" name="token" value="t-1">')
    assert loop.request() == ("http://h/da/events/D00007", b"token=t-1&name=Amina&adults=2&children=1")
    loop.response(303, "http://h/t/secret", b"")
    assert loop.request() == ("http://h/t/secret", b"")
    loop.response(200, "", b'<form action="/t/secret/cancel"><input type="hidden" name="token" value="t-2">')
    assert (loop.loops, loop.wrong, list(loop.steps)) == (1, "", [])


def test_without_the_ticket_a_sign_up_ends_at_the_303_and_a_refusal_is_noted():
    loop = SignUps("http://h/", "/da/events/FEST", each=1, begun=0, ticket=False)
    loop.response(303, "http://h/t/secret", b"")
    loop.response(422, "", b"")
    assert (loop.loops, loop.wrong, list(loop.steps)) == (1, " 422", [])


def test_a_sign_up_of_two_requests_counts_once_and_what_was_cut_off_has_cost_time_too():
    load = Load(requests=40, loops=19, seconds=2, bytes=1, p50=0.08, p99=0.189)
    assert turns.turn(load, used=3, steps=2) == Turn(rate=10, cpu=0.125, p50=0.08, p99=0.189)


def test_ratios_are_those_of_turns_taken_together():
    ours = [Turn(rate, cpu, 0, 0) for rate, cpu in ((10, 0.5), (5, 0.5), (30, 0.5))]
    bare = [Turn(rate, cpu, 0, 0) for rate, cpu in ((100, 0.0625), (100, 0.125), (100, 0.25))]
    assert turns.rates(ours, bare) == Spread(0.1, 0.05, 0.3)
    assert turns.work(ours, bare) == Spread(0.25, 0.125, 0.5)


def test_the_memory_of_a_process_is_its_proportional_set_size():
    rollup = (
        "563d0000-7ffd0000 ---p 00000000 00:00 0 [rollup]\nRss:  90000 kB\nPss:  41234 kB\nPss_Dirty:  30000 kB\n"
    )
    assert machine.pss(rollup) == 41_234


def test_the_time_that_processors_were_busy_leaves_out_idle_and_waiting():
    assert machine.busy("cpu  1000 200 300 90000 5000 10 20 70 0 0\ncpu0 1 2 3", ticks=100) == 16.0


@pytest.mark.parametrize(
    ("target", "figure", "verdict"),
    [
        (at_least(0.5), 0.5, "met"),
        (at_least(0.5), 0.499, "below target"),
        (at_most(160), 160, "met"),
        (at_most(160), 161, "above target"),
        (None, 1, ""),
    ],
)
def test_a_missed_target_is_told_in_words(target, figure, verdict):
    assert Row("Memory", figure, target=target).verdict == verdict


def test_a_row_stands_under_its_heading():
    row = Row(
        "List", 0.0213, spread=Spread(0.0213, 0.02, 0.025), rate=0.019, target=at_least(0.25), note="87 of 4,189/s"
    )
    assert re.split(r"\s{2,}", table.HEAD.strip()) == ["median", "least to most", "by rate", "target"]
    cells = re.split(r"\s{2,}", str(row)[: len(table.HEAD)])
    assert cells == ["List", "0.021", "0.020 to 0.025", "0.019", "at least 0.250"]
    assert str(row)[len(table.HEAD) :] == "  below target  87 of 4,189/s"


def test_the_summary_counts_what_has_a_target():
    rows = [Row("a", 1, target=at_least(2)), Row("b", 1, target=at_most(2)), Row("c", 1)]
    assert [table.summary(rows), table.summary(rows[1:])] == [
        "1 of 2 targets are missed.",
        "All 1 targets are met.",
    ]

"""The playground's page over HTTP: who may use it, and what becomes of what they send."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.playground.listen import Playground
from adapters.playground.page import serve_page
from data.database import Database
from data.queries.playground import playground_now

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> @everyone"


@pytest.fixture
def stage(database: Database) -> Playground:
    stage = Playground(database, MONDAY)
    stage.add_person("Carla", "en", "Europe/Berlin")
    stage.add_person("Anna", "de", "Europe/Lisbon")
    stage.add_channel("team", ["carla", "anna"])
    return stage


@pytest.fixture
async def page(stage: Playground) -> AsyncIterator[str]:
    async with serve_page(stage, "127.0.0.1", 0) as address:
        yield address


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def posted(browser: ClientSession, address: str, headers: dict[str, str] | None = None, **data: Any) -> int:
    async with browser.post(address, json=data, headers=headers) as response:
        return response.status


async def seen(browser: ClientSession, page: str, account: str) -> str:
    async with browser.get(f"{page}people/{account}") as response:
        return str((await response.json())["html"])


async def test_what_one_writes_the_other_reads_escaped(browser: ClientSession, page: str) -> None:
    assert await posted(browser, f"{page}write", who="carla", channel="team", text=HOSTILE) == 200
    html = await seen(browser, page, "anna")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x" in html
    assert "<script>" not in html
    assert "<img" not in html


async def test_a_name_is_text_everywhere(browser: ClientSession, page: str) -> None:
    assert await posted(browser, f"{page}people", name="<b>Eve</b>", language="en", zone="Berlin") == 200
    async with browser.get(page) as response:
        html = await response.text()
    assert "<b>Eve" not in html
    assert "&lt;b&gt;Eve" in html


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_others_pages_are_refused(
    browser: ClientSession, page: str, stage: Playground, headers: dict[str, str]
) -> None:
    assert await posted(browser, f"{page}clock", headers, to="hour") == 403
    assert stage.now == MONDAY


async def test_a_foreign_name_for_this_machine_sees_nothing(browser: ClientSession, page: str) -> None:
    async with browser.get(page, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
        assert "Carla" not in await response.text()


async def test_nothing_is_loaded_from_elsewhere(browser: ClientSession, page: str) -> None:
    async with browser.get(page) as response:
        policy = response.headers["Content-Security-Policy"]
        html = await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http://" not in html
    assert "https://" not in html


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("write", b"{bad"),
        ("write", b"[1, 2]"),
        ("write", b"null"),
        ("write", b"\xff\xfe"),
        ("write", b'{"who": 1}'),
        ("write", b'{"who": "nobody", "channel": "team", "text": "hello"}'),
        ("write", b'{"who": "carla"}'),
        ("write", b'{"who": "carla", "channel": "team", "text": "hello", "thread": "x"}'),
        ("write", b'{"who": "carla", "channel": "nowhere", "text": "hello"}'),
        ("write", b'{"who": "carla", "channel": "@anna", "text": "hello"}'),
        ("press", b'{"who": "carla", "channel": "team"}'),
        ("press", b'{"who": "carla", "channel": "@anna", "id": "help.open"}'),
        ("submit", b'{"who": "carla", "values": "none"}'),
        ("clock", b'{"to": "yesterday"}'),
        ("people", b'{"name": "", "language": "en", "zone": "Berlin"}'),
        ("people", b'{"name": "Eve", "language": "fr", "zone": "Berlin"}'),
        ("people", b'{"name": "Eve", "language": "en", "zone": "Atlantis"}'),
        ("channel", b'{"name": "///"}'),
        ("read", b'{"who": "carla", "channel": "nowhere"}'),
    ],
)
async def test_nonsense_is_refused_without_a_trace(browser: ClientSession, page: str, path: str, body: bytes) -> None:
    async with browser.post(f"{page}{path}", data=body) as response:
        assert response.status == 400
        assert "Traceback" not in await response.text()


async def test_too_much_at_once_is_refused(browser: ClientSession, page: str) -> None:
    assert await posted(browser, f"{page}write", who="carla", channel="team", text="x" * 100_000) == 413


async def test_what_nobody_offers_is_not_found(browser: ClientSession, page: str) -> None:
    for path in ("people/nobody", "static/../page.py", "static/%2e%2e/page.py", "secret"):
        async with browser.get(f"{page}{path}") as response:
            assert response.status == 404, path


async def test_a_restart_goes_on_where_it_stopped(browser: ClientSession, page: str, stage: Playground) -> None:
    await posted(browser, f"{page}write", who="carla", channel="team", text="Good morning")
    await posted(browser, f"{page}clock", to="hour")
    with stage.database.transaction() as session:
        kept = playground_now(session)
    assert kept is not None
    assert kept == stage.now > MONDAY

    again = Playground(stage.database, kept)
    async with serve_page(again, "127.0.0.1", 0) as other:
        assert await seen(browser, other, "anna") == await seen(browser, page, "anna")


async def test_somebody_new_is_in_every_channel(browser: ClientSession, page: str) -> None:
    await posted(browser, f"{page}people", name="Dana", language="en", zone="Manila")
    await posted(browser, f"{page}channel", name="Shop Vienna!")
    html = await seen(browser, page, "dana")
    assert 'data-channel="team"' in html
    assert 'data-channel="shop-vienna"' in html
    assert "Manila" in html


async def test_news_reach_an_open_page(browser: ClientSession, page: str) -> None:
    async with browser.get(f"{page}events") as events:
        await posted(browser, f"{page}write", who="carla", channel="team", text="Hello")
        assert await events.content.readline() == b"data: changed\n"


async def test_the_next_morning_is_the_next_one(browser: ClientSession, page: str, stage: Playground) -> None:
    await posted(browser, f"{page}clock", to="morning")
    assert stage.now == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # eight o'clock in Berlin

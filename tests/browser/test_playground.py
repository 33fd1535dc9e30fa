"""The playground in a real browser, as two people use it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from re import compile as pattern

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from adapters.playground.listen import Playground
from adapters.playground.page import serve_page
from data.database import Database

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

if CHROMIUM is None and os.environ.get("CI") == "true":
    raise RuntimeError("Chromium is missing; .ci/run installs it")
expect.set_options(timeout=10_000)  # two cores, two workers, and a browser in each
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt install chromium")


@pytest.fixture
async def open_page(database: Database) -> AsyncIterator["Opener"]:
    stage = Playground(database, MONDAY)
    stage.add_person("Carla", "en", "Europe/Berlin")
    stage.add_person("Anna", "de", "Europe/Lisbon")
    stage.add_channel("team", ["carla", "anna"], joined=True)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serve_page(stage, "127.0.0.1", 0))
        play = await stack.enter_async_context(async_playwright())
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        stack.push_async_callback(browser.close)
        opener = Opener(browser, address)
        yield opener
        assert opener.faults == []


class Opener:
    """Opens the page; whatever the browser complains about is a fault."""

    def __init__(self, browser: "object", address: str) -> None:
        self.browser = browser
        self.address = address
        self.faults: list[str] = []

    async def __call__(self, *, width: int = 1280, language: str = "en", scheme: str = "light") -> Page:
        context = await self.browser.new_context(  # type: ignore[attr-defined]  # playwright's Browser
            viewport={"width": width, "height": 860}, color_scheme=scheme
        )
        page: Page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        await page.goto(f"{self.address}?lang={language}")
        return page


def side(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def fill(dialog: Locator, **entries: str) -> None:
    for name, value in entries.items():
        field = dialog.locator(f"[name='{name}']")
        if await field.evaluate("each => each.tagName") == "SELECT":
            await field.select_option(value)
        else:
            await field.fill(value)
    await dialog.get_by_role("button").first.click()


async def agree(page: Page) -> tuple[Locator, Locator]:
    """Carla asks Anna to work together, and Anna says yes."""
    carla, anna = side(page, "Carla sees"), side(page, "Das sieht Anna")
    await carla.get_by_role("combobox", name="Write").fill("/baton start")
    await carla.get_by_role("button", name="Send").click()
    await fill(carla.get_by_role("dialog"), other="anna", room="team", language="de")
    await anna.get_by_role("button", name=pattern("Direktnachrichten")).click()
    await anna.get_by_role("button", name="Ja").click()
    await expect(anna.get_by_role("log")).to_contain_text("ihr arbeitet jetzt zusammen")
    await anna.get_by_role("button", name=pattern("#team")).click()
    return carla, anna


async def test_two_people_play_a_task_through(open_page: Opener) -> None:
    page = await open_page()
    carla, anna = await agree(page)

    await carla.get_by_role("combobox", name="Write").fill("/baton new")
    await page.keyboard.press("Enter")
    await fill(carla.get_by_role("dialog"), title="Newsletter <b>&", due="Friday 4pm")
    await expect(anna.get_by_role("log")).to_contain_text("Newsletter <b>& – von Carla")
    await expect(anna.get_by_role("button", name=pattern("#team"))).to_contain_text("neue")

    await anna.get_by_role("button", name="Zusagen").click()
    await anna.get_by_role("button", name="Rückfrage").click()
    await fill(anna.get_by_role("dialog"), question="Alter oder neuer Shop?")
    await expect(carla.get_by_role("log")).to_contain_text("Alter oder neuer Shop?")

    await carla.get_by_role("button", name="Reply in the thread").first.click()
    await page.keyboard.type("The new one, please.")
    await page.keyboard.press("Enter")
    await expect(anna.get_by_role("log")).to_contain_text("auf deine Frage")

    await anna.get_by_role("button", name="Abgeben").click()
    await fill(anna.get_by_role("dialog"), link="https://example.org/draft", note="Erste Fassung")
    await carla.get_by_role("button", name="Reicht so").last.click()
    await expect(carla.get_by_role("log")).to_contain_text("is done")
    await carla.get_by_role("button", name="Say thanks").click()
    await fill(carla.get_by_role("dialog"), text="Thank you, Anna!", where="room")
    await expect(anna.get_by_role("log")).to_contain_text("Thank you, Anna!")


async def test_a_refused_form_stays_with_what_was_typed(open_page: Opener) -> None:
    page = await open_page()
    carla, _ = await agree(page)
    await carla.get_by_role("combobox", name="Write").fill("/baton new")
    await page.keyboard.press("Enter")
    dialog = carla.get_by_role("dialog")
    await fill(dialog, title="Newsletter", due="when the moon is blue")
    wrong = dialog.locator("[aria-invalid]")
    await expect(wrong).to_have_value("when the moon is blue")
    await expect(wrong).to_be_focused()
    await expect(dialog.locator("[name=title]")).to_have_value("Newsletter")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_what_is_being_typed_survives_what_the_other_one_does(open_page: Opener) -> None:
    page = await open_page()
    carla, anna = await agree(page)
    await carla.get_by_role("combobox", name="Write").fill("/baton new")
    await page.keyboard.press("Enter")
    await carla.get_by_role("dialog").locator("[name=title]").fill("Half a thou")
    await anna.get_by_role("combobox", name="Schreib").fill("Guten Morgen")
    await anna.get_by_role("button", name="Senden").click()
    await expect(carla.get_by_role("log")).to_contain_text("Guten Morgen")
    await expect(carla.get_by_role("dialog").locator("[name=title]")).to_have_value("Half a thou")


async def test_the_keyboard_alone_is_enough(open_page: Opener) -> None:
    page = await open_page()
    carla, anna = await agree(page)
    await carla.get_by_role("combobox", name="Write").focus()
    await page.keyboard.type("/baton new @anna Newsletter by Friday 3pm")
    await page.keyboard.press("Enter")
    await carla.get_by_role("button", name="Send", exact=True).first.wait_for()
    await carla.get_by_role("log").get_by_role("button", name="Send").focus()
    await page.keyboard.press("Enter")
    await expect(anna.get_by_role("log")).to_contain_text("Newsletter – von Carla")
    await page.get_by_role("button", name="+1 hour").focus()
    await page.keyboard.press("Space")
    await expect(page.locator("#now")).to_have_text("2026-11-23 10:00 UTC")


async def test_the_command_line_offers_every_command(open_page: Opener) -> None:
    page = await open_page()
    offered = await side(page, "Das sieht Anna").locator("datalist option").evaluate_all("all => all.map(o => o.value)")
    assert any(each.startswith("/baton neu ") for each in offered)
    assert any(each.startswith("/baton hilfe") for each in offered)


async def test_people_and_channels_are_added(open_page: Opener) -> None:
    page = await open_page(language="de")
    await page.get_by_text("Jemanden dazuholen").click()
    await page.get_by_label("Name").first.fill("Dana")
    await page.get_by_label("Stadt oder Zeitzone").fill("Manila")
    await page.get_by_role("button", name="Anlegen").first.click()
    await expect(side(page, "Das sieht Dana")).to_contain_text("Manila")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["de", "en"])
async def test_nothing_sticks_out_and_everything_can_be_read(
    open_page: Opener, scheme: str, width: int, language: str
) -> None:
    page = await open_page(width=width, language=language, scheme=scheme)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await page.locator("html").get_attribute("lang") == language
    for landmark in ("banner", "main"):
        await expect(page.get_by_role(landmark).first).to_be_visible()
    contrast = await page.evaluate(
        """() => {
            const number = (colour) => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map((each) => each / 255)
                    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            return [...document.querySelectorAll('.who p, h1, .clock button, .channels button')].map((each) => {
                let at = each;
                while (getComputedStyle(at).backgroundColor === 'rgba(0, 0, 0, 0)') at = at.parentElement;
                return ratio(number(getComputedStyle(each).color), number(getComputedStyle(at).backgroundColor));
            });
        }"""
    )
    assert min(contrast) >= 4.5  # WCAG 2.2, 1.4.3

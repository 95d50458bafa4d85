"""The format `html` in a real browser: Chromium, headless. Skipped where there is none, though not in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from report_pages import hostile, large

pytestmark = pytest.mark.xdist_group("browser")

expect.set_options(timeout=60_000)  # what happens matters here, not how soon


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])


def opened(browser: Browser, folder: Path, text: str, **options: object) -> Page:
    """The page, which fails the test when anything goes wrong in it, or is refused."""
    file = folder / "report.html"
    file.write_text(text, encoding="utf-8")
    tab = browser.new_page(**options)  # type: ignore[arg-type]
    tab.on("console", lambda said: pytest.fail(said.text))
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    tab.on("request", lambda asked: None if asked.url.startswith("file:") else pytest.fail(asked.url))
    tab.goto(file.as_uri())
    return tab


def test_hostile_words_do_nothing(browser: Browser, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, hostile())
    assert tab.evaluate("window.harmed") is None
    assert tab.locator("img, iframe, script").count() == 1
    assert tab.locator(".text b").count() == 0
    for at in range(9):
        tab.keyboard.press("n")
        assert tab.evaluate("document.activeElement.id") == f"m{at}"
        assert tab.locator("li.chosen:visible").count() == 1
    assert tab.evaluate("window.harmed") is None


def test_no_script_of_another_runs(browser: Browser, tmp_path: Path) -> None:
    text = hostile().replace("</main>", "<script>window.harmed=1</script><i onclick='window.harmed=1'>x</i></main>")
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    tab = browser.new_page()
    refused: list[str] = []
    tab.on("console", lambda said: refused.append(said.text))
    tab.goto((tmp_path / "report.html").as_uri())
    tab.locator("main > i").click()
    assert tab.evaluate("window.harmed") is None
    assert len(refused) == 2


def test_ten_thousand_findings_are_filtered_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, large())
    told = tab.locator("#shown")
    expect(told).to_have_text("all 10,000 findings shown")
    tab.keyboard.press("/")
    tab.keyboard.type("0123 mt101")
    expect(told).to_have_text("3 of 10,000 findings shown")
    expect(tab.locator("article:visible")).to_have_count(1)
    expect(tab.locator("mark:not(.off):visible")).to_have_count(3)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "path"
    tab.locator("[type=reset]").press("Enter")
    expect(told).to_have_text("all 10,000 findings shown")
    tab.locator("#rule").select_option("BP")
    expect(told).to_have_text("2,000 of 10,000 findings shown")
    expect(tab.locator("#nothing")).to_be_hidden()
    tab.locator("[value=error]").press("Space")
    expect(told).to_have_text("0 of 10,000 findings shown")
    expect(tab.locator("#nothing")).to_be_visible()


def test_a_click_on_a_plot_goes_there(browser: Browser, tmp_path: Path) -> None:
    tab = opened(browser, tmp_path, large(20, 5))
    focused = "document.activeElement.id"

    def click(plot: str, share: float) -> str:
        box = tab.locator(plot).bounding_box()
        assert box
        tab.locator(plot).click(position={"x": box["width"] * share, "y": box["height"] / 2})
        return str(tab.evaluate(focused))

    assert click("svg.run", 0.52) == "m50"
    assert click("#d11 svg.strip", 0.95) == "m54"
    assert tab.locator("#f54").get_attribute("class") == "error chosen"
    tab.locator("#path").fill("0003")
    expect(tab.locator("#shown")).to_have_text("5 of 100 findings shown")
    assert click("svg.run", 0.99) == "m15"


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (360, "dark")])
def test_it_fits_and_prints(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    tab = opened(browser, tmp_path, large(20, 5), viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    ground = "getComputedStyle(document.body).backgroundColor"
    system = tab.evaluate(ground)
    tab.locator("#theme").press("Enter")
    assert tab.evaluate(ground) != system
    tab.keyboard.press("n")
    assert tab.locator("#card").is_visible() == (width < 900)
    tab.emulate_media(media="print")
    assert not tab.locator("#filters").is_visible()
    assert not tab.locator("#card").is_visible()
    assert tab.evaluate(ground) == "rgb(255, 255, 255)"
    assert len(tab.pdf()) > 10_000

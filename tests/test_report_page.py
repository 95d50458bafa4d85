"""The format `html`: nothing that a document says is markup, the page needs nothing else, and a person can use it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from awkward_findings import BROKEN, FINDINGS, TEXT, UNREAD, report
from report_pages import HOSTILE, hostile, page

from newslint.report.display import visible
from newslint.report.html import part
from newslint.text.document import Document

VOID = {"meta", "input"}
NAMED = {"button", "input", "select", "svg", "article", "aside", "form"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], inside: list[str]) -> None:
        self.tag, self.attributes, self.inside = tag, attributes, inside
        self.text = ""


class Page(HTMLParser):
    """The elements of a page, in order, with their text; fails where tags do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, [one.tag for one in self._open])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


PAGES = {
    "empty": lambda: report("html"),
    "failures": lambda: report("html", FINDINGS, (UNREAD, BROKEN)),
    "hostile": hostile,
}


@pytest.fixture(scope="module", params=PAGES)
def made(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]()


def test_only_the_pages_own_script_and_style_may_run(made: str) -> None:
    read = Page(made)
    policy = read.all("meta")[1].attributes["content"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (element,) = read.all(tag)
        assert element.attributes == {}
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_and_no_attribute_runs(made: str) -> None:
    for element in Page(made).elements:
        assert element.tag not in {"link", "img", "iframe", "object", "base", "b_"}, element.tag
        for name, value in element.attributes.items():
            assert not name.startswith("on"), name
            assert name not in {"style", "src", "srcdoc", "action", "formaction"}, name
            if name == "href":
                assert value.startswith("#"), value


def test_every_link_leads_to_a_place_of_the_page(made: str) -> None:
    elements = Page(made).elements
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in elements:
        for name in ("href", "aria-labelledby"):
            if name in element.attributes:
                assert element.attributes[name].lstrip("#") in ids


def test_what_assistive_technology_needs_is_there(made: str) -> None:
    read = Page(made)
    (root,) = read.all("html")
    assert root.attributes["lang"] == "en"
    assert read.all("title")[0].text
    assert [len(read.all(tag)) for tag in ("main", "h1", "footer")] == [1, 1, 1]
    levels = [int(element.tag[1]) for element in read.elements if re.fullmatch(r"h\d", element.tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for element in read.elements:
        if element.tag in NAMED and "label" not in element.inside:
            named = {"aria-label", "aria-labelledby"} & element.attributes.keys()
            assert named or element.text.strip(), element.attributes
        if element.tag == "th":
            assert element.attributes["scope"] in ("row", "col")
        if element.attributes.get("role") == "region":
            assert element.attributes["tabindex"] == "0"


@pytest.mark.parametrize(("text", "made"), [(HOSTILE, hostile()), (TEXT, report("html", FINDINGS))])
def test_the_text_of_a_document_is_whole(text: str, made: str) -> None:
    lines = [element.text for element in Page(made).all("p") if "data-n" in element.attributes]
    chips = [element.text for element in Page(made).all("mark") if "chip" in element.attributes["class"]]
    read = "\n".join(lines)
    for chip in chips:
        assert chip in read
        read = read.replace(chip, "", 1)
    wanted = "\n".join(text.replace("\r\n", "\n").removesuffix("\n").split("\n"))
    assert read == "\n".join("\t".join(map(visible, line.split("\t"))) for line in wanted.split("\n"))


@pytest.mark.parametrize("made", [hostile(), report("html", FINDINGS)])
def test_every_finding_is_marked_and_listed(made: str) -> None:
    read = Page(made)
    items = [element.attributes["id"] for element in read.all("li") if "data-bin" in element.attributes]
    assert items == [f"f{at}" for at in range(len(items))]
    marked = {number for mark in read.all("mark") for number in mark.attributes["data-f"].split(",")}
    assert marked == {item[1:] for item in items}
    links = {element.attributes.get("id") for element in read.all("a")}
    assert {f"m{number}" for number in marked} <= links


def test_no_command_to_a_runner_of_a_ci_service(made: str) -> None:
    assert "##[" not in made
    assert not any(line.lstrip().startswith("::") for line in made.split("\n") if "::before" not in line)


def test_totals_say_what_the_run_found() -> None:
    text = Page(report("html", FINDINGS, (UNREAD,)))
    (totals,) = [element for element in text.all("ul") if element.attributes.get("class") == "totals"]
    assert [" ".join(line.split()) for line in totals.text.strip().split("\n")] == [
        "2 errors", "1 warning", "1 info", "2 documents checked", "1 document with findings", "4 rules run",
    ]  # fmt: skip
    assert any(str(UNREAD) in element.text for element in text.all("li"))


def test_it_holds_the_findings_that_jsonl_has() -> None:
    told = [json.loads(line) for line in report("jsonl", FINDINGS).split("\n") if line]
    wanted = sorted(f"{one['severity']} {one['code']} {one['line']}:{one['column']}" for one in told if "code" in one)
    read = Page(report("html", FINDINGS))
    items = [element for element in read.all("li") if "data-bin" in element.attributes]
    shown = [(one.attributes["class"], one.attributes["data-rule"], re.search(r"\d+:\d+", one.text)) for one in items]
    assert sorted(f"{grade} {code} {place and place[0]}" for grade, code, place in shown) == wanted
    rows = [
        element.text for element in read.all("option") if element.attributes["value"] in {one.code for one in FINDINGS}
    ]
    assert sum(int(row[row.rindex("(") + 1 : -1]) for row in rows) == len(wanted) == len(FINDINGS)


def test_a_report_cut_short_says_so(newslint, folder) -> None:
    folder({"a.txt": "The council met.\n\nLeave a Reply\n\nIt rained.\n\nLeave a Reply\n"})
    result = newslint(
        "--isolated", "-q", "--select", "BP101", "--max-per-rule", "1", "--output-format", "html", "a.txt"
    )
    assert result.code == 1
    assert "1 more were found and are not in this page" in result.out
    assert "2 findings in 1 document" in result.out


def test_a_page_without_documents() -> None:
    assert "0 findings in 0 documents" in page([])
    assert "0 findings in 1 document<" in page([(Document("Rain.\n", "a.txt"), [])])


def contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_is_that_of_wcag_aa(theme: int) -> None:
    colors = {
        name: pair[theme]
        for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", part("page.css"))
    }
    for back in ("page", "paper", "chosen"):
        for front in ("ink", "soft", "link", "error", "warning", "info"):
            assert contrast(colors[front], colors[back]) >= 4.5, (front, back)
    for grade in ("error", "warning", "info"):
        assert contrast(colors["ink"], colors[f"{grade}-back"]) >= 4.5
        assert contrast(colors[grade], colors[f"{grade}-back"]) >= 3
    for back in ("page", "paper"):
        assert contrast(colors["control"], colors[back]) >= 3

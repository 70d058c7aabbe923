"""The page as people use it, in a real browser: keys, history, colours, widths, hostile queries."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import Seen, launched, opened

pytest.importorskip("axe_playwright_python")  # of the group "browser", as Playwright is

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from small_docs import PYTHON, THINGS, write_small
from test_serve import free_port, served

Opens = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@contextmanager
def served_page(data: Path) -> Iterator[str]:
    port = free_port()
    with served(data, "--port", str(port)) as (_, said):
        assert str(port) in said
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def site(built_docset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the page over a docset that the parser built."""
    data = tmp_path_factory.mktemp("data")
    shutil.copy(built_docset, data)
    with served_page(data) as base:
        yield base


@pytest.fixture
def opens(browser: Browser, site: str) -> Opens:
    return lambda **options: opened(browser, site, Seen(urlsplit(site).netloc), **options)


@pytest.fixture
def page(opens: Opens) -> Iterator[Page]:
    with opens() as page:
        page.goto("/")
        yield page


def search(page: Page, query: str, first: str) -> None:
    """Type *query* and wait until *first* is the first result."""
    page.keyboard.type(query)
    expect(page.locator(".hit .name").first).to_have_text(first)
    expect(page).to_have_url(re.compile(rf"/\?q={query}$"))


def chosen(page: Page) -> str:
    """Return the name of the result that the keyboard is at, as a screen reader finds it."""
    place = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    option = page.locator(f"#{place}[role=option][aria-selected=true]")
    return str(option.locator(".name").inner_text())


def test_results_come_while_one_types(page: Page) -> None:
    expect(page.get_by_role("combobox")).to_be_focused()
    search(page, "joi", "os.path.join")
    expect(page.locator(".hit").first.locator(".name mark")).to_have_text("joi")
    expect(page).to_have_title("joi · Python Docs")
    search_again = page.url
    page.goto("about:blank")
    page.goto(search_again)
    expect(page.get_by_role("combobox")).to_have_value("joi")
    expect(page.locator(".hit .name").first).to_have_text("os.path.join")


def test_an_older_answer_is_dropped(page: Page) -> None:
    page.route("**/results?q=le", lambda _: None)  # never answered
    with page.expect_event("requestfailed", lambda one: one.url.endswith("q=le")):
        with page.expect_request("**/results?q=le"):
            page.keyboard.type("le")
        page.keyboard.type("n")
    expect(page.locator(".hit .name").first).to_have_text("len")


def test_arrows_enter_and_back(page: Page) -> None:
    search(page, "path", "os.path")
    names = page.locator(".hit .name").all_inner_texts()
    assert chosen(page) == names[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == names[1]
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entry?*")
    expect(page.locator("nav [aria-current=page]")).to_have_text(names[1])
    page.go_back()
    expect(page.get_by_role("combobox")).to_have_value("path")
    expect(page.locator(".hit .name").first).to_have_text("os.path")


def test_the_ends_of_the_list_hold(page: Page) -> None:
    search(page, "path", "os.path")
    names = page.locator(".hit .name").all_inner_texts()
    for _ in range(len(names) + 2):
        page.keyboard.press("ArrowDown")
    assert chosen(page) == names[-1]
    for _ in range(len(names) + 2):
        page.keyboard.press("ArrowUp")
    assert chosen(page) == names[0]


def test_enter_waits_for_what_was_typed(page: Page) -> None:
    page.keyboard.type("valueerror")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entry?*ValueError")


def test_one_step_back_undoes_typing_however_many_keys(page: Page) -> None:
    used_most = page.locator(".hit .name").all_inner_texts()
    search(page, "l", "len")
    page.keyboard.type("en")
    expect(page).to_have_url(re.compile(r"/\?q=len$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(page.locator(".hit .name")).to_have_text(used_most)
    page.go_forward()
    expect(page.get_by_role("combobox")).to_have_value("len")
    expect(page.locator(".hit .name").first).to_have_text("len")


def test_a_search_from_an_entry_and_back(page: Page) -> None:
    page.goto("/entry?name=len")
    expect(page.locator("h1")).to_have_text("len")
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()
    search(page, "open", "open")
    page.go_back()
    expect(page.locator("h1")).to_have_text("len")


def test_escape_and_slash(page: Page) -> None:
    field = page.get_by_role("combobox")
    search(page, "len", "len")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(page).to_have_url(re.compile(r"/$"))
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.locator("main").focus()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()


def test_a_slash_on_the_first_page_leads_to_the_field_and_is_not_typed(page: Page) -> None:
    field = page.get_by_role("combobox")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("/")  # the second one is what is looked for
    expect(field).to_have_value("/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        *("/", "/?q=path", "/?q=zzzzqqqq", "/modules", "/entry?name=os.path.join"),
        *("/entry?name=os.path", "/entry?name=os.path.jion", "/nowhere"),
    ],
)
def test_axe_finds_no_violation(browser: Browser, site: str, scheme: str, address: str) -> None:
    seen = Seen(urlsplit(site).netloc, expected="status of 4")
    with opened(browser, site, seen, color_scheme=scheme, bypass_csp=True) as page:
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_axe_finds_no_violation_in_a_list_of_sections(opens: Opens) -> None:
    with opens(bypass_csp=True) as page:
        page.goto("/entry?name=os.path")
        as_sections = (
            "document.querySelectorAll('.members li').forEach(li => li.className = 'prose')"
        )
        page.evaluate(as_sections)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_axe_finds_no_violation_in_results_of_typing(opens: Opens) -> None:
    for query in ("path", "zzzzqqqq"):
        with opens(bypass_csp=True) as page:
            page.goto("/")
            page.keyboard.type(query)
            expect(page).to_have_url(re.compile(rf"/\?q={query}$"))
            expect(page.locator("h1")).to_have_text(f"Results for {query}")
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_an_entry_leads_on_within_the_site(page: Page) -> None:
    page.goto("/entry?name=os.path.join")
    page.locator(".text").get_by_role("link", name="len()").click()
    expect(page.locator("h1")).to_have_text("len")
    page.locator(".beside [rel=next]").click()
    expect(page.locator("h1")).to_have_text("open")
    page.get_by_role("navigation", name="Where this is").get_by_role(
        "link", name="Built-in"
    ).click()
    expect(page.locator("h1")).to_have_text("Built-in Functions")
    page.locator(".members").get_by_role("link", name="len").click()
    page.get_by_text("Referred to by").click()
    page.get_by_role("link", name="os.path.join").click()
    expect(page.locator("h1")).to_have_text("os.path.join")
    official = page.get_by_role("link", name="Official page")
    assert official.get_attribute("href") == f"{PYTHON.base_url}library/os.path.html#os.path.join"


def test_a_listing_is_copied(opens: Opens) -> None:
    with opens(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/entry?name=os.path.join")
        page.locator(".text pre").hover()
        page.locator(".text .listing").get_by_role("button", name="Copy").click()
        expect(page.locator(".text .listing button")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == "join('a',\n\n     'b')"


def test_keys_reach_a_listing_that_is_wider_than_the_page(opens: Opens) -> None:
    with opens(bypass_csp=True) as page:
        page.goto("/entry?name=os.path.join")
        listing = page.locator(".text pre")
        expect(listing).not_to_have_attribute("tabindex", "0")
        page.add_style_tag(content=".text pre { width: 3em }")
        page.set_viewport_size({"width": 500, "height": 500})
        expect(listing).to_have_attribute("tabindex", "0")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


CONTRAST = """(selector) => {
  const shades = (element, name) => getComputedStyle(element)[name].match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    const shade = shades(element, "backgroundColor");
    return shade[3] === 0 ? ground(element.parentElement) : shade;
  };
  const light = (shade) => shade.slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const contrast = (element) => {
    const [a, b] = [light(shades(element, "color")), light(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  return Math.min(...[...document.querySelectorAll(selector)].map(contrast));
}"""
TEXTS = {
    "/?q=path": ".name, .kind, .hit .summary, mark, h2, footer p, footer a, input, .out",
    "/entry?name=os.path.join": "h1, .kind, .path a, .path li, .text p, .text a, .text code, pre",
    "/entry?name=len": "summary, .beside a",
    "/entry?name=os.path.splitunc": ".mark, .official, .text em",
    "/?q=zzzzzz": ".message",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", TEXTS)
def test_light_and_dark_are_readable(opens: Opens, scheme: str, address: str) -> None:
    with opens(color_scheme=scheme) as page:
        page.goto(address)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness = sum(map(int, re.findall(r"\d+", ground)[:3])) / 3
        assert brightness > 200 if scheme == "light" else brightness < 60
        for selector in TEXTS[address].split(", "):
            expect(page.locator(selector).first).to_be_attached()
            assert page.evaluate(CONTRAST, selector) >= 4.5, selector


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "address", ["/", "/?q=path", "/entry?name=os.path.join", "/entry?name=pathlib"]
)
def test_a_phone_scrolls_in_one_direction(opens: Opens, width: int, address: str) -> None:
    with opens(viewport={"width": width, "height": 640}, has_touch=True) as page:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        field = page.get_by_role("combobox").bounding_box()
        assert field is not None
        assert field["width"] > width * 0.8


def test_without_scripts_there_are_links_and_a_form(opens: Opens) -> None:
    with opens(java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("searchbox").fill("join")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/?q=join*")
        page.get_by_role("link", name="os.path.join").first.click()
        expect(page.locator("h1")).to_have_text("os.path.join")
        page.locator(".text").get_by_role("link", name="len()").click()
        expect(page.locator("h1")).to_have_text("len")


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "javascript:alert(1)",
    "\u202eevil\u202c",
    "'; DROP TABLE entry; --",
    "\\",
    "😀" * 90,
]
UNCLEAN = ["%00", "a%00b", "%ff%fe", "%ED%A0%80", "%", "%zz", "q&q=1&docset", "a#b"]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_text(page: Page, query: str) -> None:
    field = page.get_by_role("combobox")
    with page.expect_response("**/results?q=*") as answered:
        field.fill(query)
    assert answered.value.status == 200
    expect(page).to_have_title(f"{query} · Python Docs")
    page.reload()
    expect(field).to_have_value(query)
    assert page.locator("main script, main img, [onerror]").count() == 0
    assert "49" not in page.locator("main").inner_text()


@pytest.mark.parametrize("query", UNCLEAN)
def test_an_unclean_address_is_answered(page: Page, query: str) -> None:
    answer = page.goto(f"/?q={query}")
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("#hits, .message")).to_have_count(1)


def test_half_a_character_is_searched_for(page: Page) -> None:
    with page.expect_response("**/results?q=*") as answered:
        page.evaluate("q.value = 'a\\ud800'; q.dispatchEvent(new InputEvent('input'))")
    assert answered.value.status == 200


@pytest.mark.parametrize("length", [201, 10_000])
def test_too_long_a_query_is_refused_on_a_page(browser: Browser, site: str, length: int) -> None:
    seen = Seen(urlsplit(site).netloc, expected="status of 4")
    with opened(browser, site, seen) as page:
        page.goto(f"/?q={'a' * length}")
        expect(page.locator(".message")).to_be_visible()
        page.keyboard.press("/")
        search(page, "len", "len")


def test_screen_readers_find_their_way(page: Page) -> None:
    search(page, "path", "os.path")
    assert page.locator("html").get_attribute("lang") == "en"
    for role in ("search", "main", "banner", "contentinfo", "listbox"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("group", name="Library")).to_be_visible()
    expect(page.get_by_role("option").first).to_have_accessible_name(re.compile("os.path"))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ results"))
    page.goto("/entry?name=pathlib.Path")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("navigation")).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_another_version_is_chosen(browser: Browser, data_folder: Path) -> None:
    write_small(data_folder / "python~3.14.db")
    older = [replace(one, markdown="The older text.") for one in THINGS]
    info = PYTHON._replace(id="python~3.13", version="3.13")
    write_small(data_folder / "python~3.13.db", info, older)
    with (
        served_page(data_folder) as base,
        opened(browser, base, Seen(urlsplit(base).netloc)) as page,
    ):
        page.goto("/")
        search(page, "len", "len")
        page.get_by_role("combobox", name="Documentation").select_option("Python 3.13")
        expect(page).to_have_url(re.compile(r"/\?q=len&docset=python(~|%7E)3.13$"))
        expect(page.locator(".hit .summary").first).to_have_text("The older text.")
        page.go_back()
        expect(page.locator(".hit .summary").first).to_have_text("Count the items of *s*.")
        page.goto("/entry?name=len")
        page.get_by_role("link", name="Python 3.13").click()
        expect(page.locator(".text")).to_contain_text("The older text.")


SWAPPED = """async ([old, fresh]) => {
  const wrong = [];
  let isFresh = false;
  const ask = async () => {
    while (!isFresh && !wrong.length) {
      const answer = await fetch("/results?q=len", { cache: "no-store" });
      const text = await answer.text();
      const [hasOld, hasFresh] = [text.includes(old), text.includes(fresh)];
      if (answer.status !== 200 || hasOld === hasFresh) wrong.push(text);
      isFresh ||= hasFresh;
    }
  };
  window.swap();
  await Promise.all(Array.from({ length: 6 }, ask));
  return wrong;
}"""


def test_a_docset_is_swapped_under_load(browser: Browser, data_folder: Path) -> None:
    file = write_small(data_folder / "python~3.14.db")
    fresh = [replace(one, markdown="The fresh text.") for one in THINGS]
    with (
        served_page(data_folder) as base,
        opened(browser, base, Seen(urlsplit(base).netloc)) as page,
    ):
        page.expose_function("swap", lambda: str(write_small(file, things=fresh)))
        page.goto("/")
        search(page, "len", "len")
        assert page.evaluate(SWAPPED, ["Count the items", "The fresh text."]) == []
        page.keyboard.press("Backspace")
        page.keyboard.type("n")
        expect(page.locator(".hit .summary").first).to_have_text("The fresh text.")


def test_a_page_whose_server_is_gone_says_so(browser: Browser, docset_file: Path) -> None:
    port = free_port()
    seen = Seen(f"127.0.0.1:{port}", expected="ERR_CONNECTION_REFUSED|ERR_SOCKET|ERR_EMPTY")
    with (
        served(docset_file.parent, "--port", str(port)) as (process, _),
        opened(browser, f"http://127.0.0.1:{port}/", seen) as page,
    ):
        page.goto("/")
        process.kill()
        process.wait()
        page.keyboard.type("len")
        expect(page.locator(".message")).to_contain_text("docs-lsp web")

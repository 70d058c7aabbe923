"""A real browser on the page: found on this machine, watched for what a page of ours never does."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

try:
    from playwright.sync_api import Browser, Dialog, Page, Request, sync_playwright
except ImportError:
    pytest.skip(
        "NOT TESTED: the page in a browser, as Playwright is not installed; run: make test-page",
        allow_module_level=True,
    )

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Seen:
    """What happened in a browser that may not happen: errors, dialogs, requests to elsewhere.

    `expected` is a pattern of what the browser itself tells its console, of a status for instance.
    """

    host: str
    expected: str = "(?!)"
    bad: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what *page* does wrong from now on."""
        page.on(
            "console", lambda one: self._note(one.text, is_bad=one.type in ("error", "warning"))
        )
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("dialog", self._refuse)
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        self._note(f"asked {request.url}", is_bad=urlsplit(request.url).netloc != self.host)

    def _refuse(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, what: str, *, is_bad: bool = True) -> None:
        if is_bad and not re.search(self.expected, what):
            self.bad.append(what)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser of this machine; skip where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip(
            "NOT TESTED: the page in a browser, as there is no Chromium; install it "
            "(apt-get install chromium), or name it: CHROMIUM=/path/of/chromium"
        )
    arguments = ["--disable-gpu", "--disable-dev-shm-usage"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # it refuses to run for root otherwise
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, base: str, seen: Seen, **options: Any) -> Iterator[Page]:
    """Give a page of a fresh profile at *base*; at its end *seen* must have nothing bad."""
    context = browser.new_context(base_url=base, **options)
    page = context.new_page()
    seen.watch(page)
    yield page
    context.close()
    assert seen.bad == []

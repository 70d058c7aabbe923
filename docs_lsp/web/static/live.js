// Results while one types, and the keyboard. Without this script the form is a form, and results are links.
"use strict";
(() => {
  const WAIT = 50; // milliseconds without a key
  const form = document.querySelector("form");
  const field = document.getElementById("q");
  const docset = document.getElementById("docset");
  const main = document.getElementById("main");
  const status = document.getElementById("status");
  let timer; // set while keys are waited for
  let asking; // what stops the newest search
  let latest; // its end
  let isTyped = false; // whether typing has made the newest address
  let chosen = -1;
  // On the first page the field has the focus before anyone asks for it: there `/` still means "to the field".
  let isUntouched = field.autofocus && field.value === "";

  const hits = () => [...main.querySelectorAll(".hit .to")];

  const choose = (place) => {
    const all = hits();
    all[chosen]?.removeAttribute("aria-selected");
    chosen = Math.min(Math.max(place, all.length ? 0 : -1), all.length - 1);
    field.removeAttribute("aria-activedescendant");
    if (chosen < 0) return;
    all[chosen].setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  /** Say to screen readers that the results belong to the field, which keeps the focus. */
  const describe = () => {
    const list = document.getElementById("hits");
    field.setAttribute("aria-expanded", String(Boolean(list)));
    list?.setAttribute("role", "listbox");
    list?.setAttribute("aria-label", "Results");
    for (const group of main.querySelectorAll("#hits section")) group.setAttribute("role", "group");
    for (const part of main.querySelectorAll("#hits ul, #hits li, #hits h2")) part.setAttribute("role", "presentation");
    for (const [place, hit] of hits().entries()) {
      hit.id = `hit-${place}`;
      hit.setAttribute("role", "option");
      hit.tabIndex = -1;
    }
    // A list of options may hold no link; the page of an entry has the same one.
    for (const link of main.querySelectorAll(".hit .out")) {
      link.setAttribute("aria-hidden", "true");
      link.tabIndex = -1;
    }
    chosen = -1;
    if (field.value.trim()) choose(0);
  };

  const wish = () => {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    return String(asked) && `?${asked}`;
  };

  /** One step back leads to what was there before one typed, however many keys that took. */
  const note = (address) => {
    document.title = field.value ? `${field.value} · Python Docs` : "Python Docs";
    if (address === location.pathname + location.search) return;
    if (isTyped) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    isTyped = true;
  };

  const show = async (asked, signal) => {
    try {
      const answer = await fetch(`/results${asked}`, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (signal.aborted) return;
      main.replaceChildren(...(page.getElementById("main") ?? page.body).childNodes);
    } catch (error) {
      if (error.name === "AbortError") return;
      const [heading, message] = ["h1", "p"].map((name) => document.createElement(name));
      heading.className = "unseen";
      heading.textContent = "No answer";
      message.className = "message";
      message.textContent = "The server does not answer. Start it again in a terminal: docs-lsp web";
      main.replaceChildren(heading, message);
    }
    describe();
    const count = hits().length;
    status.textContent = count ? `${count} results` : main.querySelector(".message")?.textContent ?? "";
  };

  const search = (isNoted = true) => {
    clearTimeout(timer);
    timer = undefined;
    asking?.abort(); // an older answer must not replace a newer one
    asking = new AbortController();
    const asked = wish();
    if (isNoted) note(`/${asked}`);
    latest = show(asked, asking.signal);
    return latest;
  };

  const open = async () => {
    await (timer ? search() : latest);
    if (!timer) hits()[Math.max(chosen, 0)]?.click();
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    const isToField = isUntouched && event.key === "/"; // twice: it is what is looked for
    isUntouched = false;
    if (isToField) return event.preventDefault();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") open();
    else if (event.key === "Escape" && field.value) {
      field.value = "";
      search();
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key !== "/" && event.key !== "Escape") return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  docset?.addEventListener("change", () => {
    isTyped = false; // a choice of its own: one step back undoes it
    search();
  });
  window.addEventListener("popstate", () => {
    if (location.pathname !== "/") return location.reload();
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? "";
    if (docset) docset.value = asked.get("docset") ?? "";
    isTyped = false;
    search(false);
  });

  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "hits", "aria-autocomplete": "list" }))
    field.setAttribute(name, value);
  describe();
  if (document.activeElement === field) field.setSelectionRange(field.value.length, field.value.length);
})();

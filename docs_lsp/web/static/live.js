// Results while one types. Without this script the form works as a form.
"use strict";
(() => {
  const WAIT = 60; // milliseconds without a key
  const field = document.getElementById("q");
  const docset = document.getElementById("docset");
  const main = document.getElementById("main");
  let timer, running;

  const asked = () => {
    const wish = new URLSearchParams();
    if (field.value) wish.set("q", field.value);
    if (docset && docset.value) wish.set("docset", docset.value);
    return String(wish) && `?${wish}`;
  };

  const search = async () => {
    if (running) running.abort(); // an older answer must not replace a newer one
    const mine = (running = new AbortController());
    const wish = asked();
    try {
      const answer = await fetch(`/results${wish}`, { signal: mine.signal });
      if (!answer.ok) return;
      const html = await answer.text();
      if (mine !== running) return;
      main.innerHTML = html; // escaped by the server
      if (location.pathname === "/") history.replaceState(null, "", `/${wish}`);
      else history.pushState(null, "", `/${wish}`);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };

  const move = (step) => {
    const stops = [field, ...main.querySelectorAll(".hits a")];
    const next = stops.indexOf(document.activeElement) + step;
    if (stops[next]) stops[next].focus();
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  if (docset) docset.addEventListener("change", search);
  window.addEventListener("popstate", () => location.reload());
  document.addEventListener("keydown", (event) => {
    const searching = document.activeElement === field || main.querySelector(".hits :focus");
    if (event.key === "/" && !event.target.matches("input, select")) field.focus();
    else if (event.key === "Escape" && document.activeElement !== field) field.focus();
    else if (event.key === "ArrowDown" && searching) move(1);
    else if (event.key === "ArrowUp" && searching) move(-1);
    else if (event.key === "Enter" && document.activeElement === field && main.querySelector(".hits a") && location.search === asked())
      main.querySelector(".hits a").click();
    else return;
    event.preventDefault();
  });
})();

// Listings: a button on each that copies it as one would type it, a session without its prompts and answers; and a place
// in the order of the Tab key for those that are wider than the page, so that keys scroll them.
"use strict";
(() => {
  const PROMPT = /^(>>>|\.\.\.)( |$)/;
  const listings = document.querySelectorAll("article pre");

  const typed = (text) => {
    const lines = text.split("\n");
    if (!lines.some((line) => line.startsWith(">>>"))) return text;
    return lines.filter((line) => PROMPT.test(line)).map((line) => line.replace(PROMPT, "")).join("\n");
  };

  const addButton = (listing) => {
    const frame = document.createElement("div");
    const button = document.createElement("button");
    frame.className = "listing";
    button.type = "button";
    button.textContent = "Copy";
    listing.replaceWith(frame);
    frame.append(listing, button);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(typed(listing.textContent.trimEnd()));
      button.textContent = "Copied";
      button.addEventListener("blur", () => (button.textContent = "Copy"), { once: true });
    });
  };

  const reachWide = () => {
    for (const listing of listings) {
      if (listing.scrollWidth > listing.clientWidth) listing.tabIndex = 0;
      else listing.removeAttribute("tabindex");
    }
  };

  if (navigator.clipboard) listings.forEach(addButton); // at an address that a browser trusts
  reachWide();
  addEventListener("resize", reachWide);
})();

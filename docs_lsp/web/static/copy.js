// A button on each listing that copies it as one would type it: a session without its prompts and answers.
"use strict";
(() => {
  if (!navigator.clipboard) return; // not at an address that a browser trusts
  const PROMPT = /^(>>>|\.\.\.)( |$)/;

  const typed = (text) => {
    const lines = text.split("\n");
    if (!lines.some((line) => line.startsWith(">>>"))) return text;
    return lines.filter((line) => PROMPT.test(line)).map((line) => line.replace(PROMPT, "")).join("\n");
  };

  for (const listing of document.querySelectorAll("article pre")) {
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
  }
})();

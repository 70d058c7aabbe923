// One page for entries, in a tab or in the side bar: its content and its history.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { current, moved, NOWHERE, restored, scrolled, visited, type Target, type Trail } from "./history.js";
import type { PageMessage, ShowMessage } from "./messages.js";
import { Newest } from "./newest.js";
import { hostOf } from "./online.js";
import { articleOf, nothingOf, pageOf, startOf, titleOf, type PageEntry, type Place, type Words } from "./page.js";
import type { Server } from "./server.js";

/** The kind of a visit: kept in the history, kept until the next followed one, or not kept. */
type Manner = "visit" | "follow" | "pass" | "move";

interface Question {
  /** The params of `docsLsp/entry`: a target, or a position in code. */
  readonly params: object;
  readonly manner: Manner;
  /** The position in the page's history once the answer is there, if it moves. */
  readonly trail?: Trail;
  /** The fallback if the docset has no such entry. */
  readonly url?: string;
}

export class Reader {
  #trail: Trail = NOWHERE;
  #docset: string | undefined;
  #message: ShowMessage | undefined;
  #ready = false;
  readonly #newest: Newest<Question, PageEntry | null | undefined>;

  constructor(
    private readonly server: Server,
    private readonly webview: vscode.Webview,
    place: Place,
    extension: vscode.Uri,
    private readonly onTitle: (title: string) => void,
    kept?: unknown,
  ) {
    this.#newest = new Newest(
      ({ params, manner }, signal) => this.server.request<PageEntry | null>(
        "docsLsp/entry", { ...params, preview: manner !== "visit", around: manner !== "pass" }, signal), // a preview is there sooner
      (entry, question) => { this.#take(entry, question); },
    );
    const { trail, top } = (kept ?? {}) as { trail?: unknown; top?: unknown };
    this.#trail = scrolled(restored(trail), typeof top === "number" ? top : 0);
    webview.onDidReceiveMessage((message: PageMessage) => {
      this.#hear(message).catch((error: unknown) => { this.server.log(error); });
    });
    const folder = vscode.Uri.joinPath(extension, "dist");
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    const nonce = randomBytes(16).toString("hex");
    webview.html = pageOf({ place, script: asset("panel.js"), style: asset("panel.css"), nonce }, words());
  }

  show(target: Target): Promise<void> {
    return this.#newest.next({ params: keysOf(target), manner: "visit" });
  }

  preview(target: Target): Promise<void> {
    return this.#newest.next({ params: keysOf(target), manner: "pass" });
  }

  /** Says during a preview that a query finds nothing. */
  previewNothing(query: string): void {
    this.#newest.cancel();
    this.#show(nothingOf(query, words()), true);
  }

  /** Shows the documentation of a position in code; without any, nothing changes. */
  follow(place: object): Promise<void> {
    return this.#newest.next({ params: place, manner: "follow" });
  }

  /** Shows an entry that was asked for already. */
  display(entry: PageEntry): void {
    this.#newest.cancel();
    this.#take(entry, { params: {}, manner: "visit" });
  }

  /** Goes back to what was shown before a preview. */
  async endPreview(): Promise<void> {
    this.#newest.cancel();
    if (current(this.#trail) === undefined) {
      this.#show(startOf(words()), false);
      this.#message = undefined;
    }
    await this.#go(this.#trail);
  }

  #take(entry: PageEntry | null | undefined, { manner, trail, url }: Question): void {
    if (entry === undefined || entry === null) {
      if (url !== undefined && hostOf(url) !== undefined) {
        void vscode.env.openExternal(vscode.Uri.parse(url));
      } else if (url !== undefined) {
        vscode.window.setStatusBarMessage(vscode.l10n.t("This documentation does not have that page."), 5000);
      }
      return;
    }
    if (trail !== undefined) {
      this.#trail = trail;
    } else if (manner !== "pass") {
      this.#trail = visited(this.#trail, keysOf(entry), manner === "follow");
    }
    this.#docset = entry.docset;
    this.#show(articleOf(entry, words()), manner === "pass");
    this.onTitle(titleOf(entry)); // after the page: a title moves the tabs
  }

  #show(html: string, isPreview: boolean): void {
    this.#message = {
      type: "show",
      html,
      top: isPreview ? 0 : current(this.#trail)?.top ?? 0,
      isPreview,
      canGoBack: moved(this.#trail, -1) !== undefined,
      canGoForward: moved(this.#trail, 1) !== undefined,
      trail: this.#trail,
    };
    this.#send();
  }

  #send(): void {
    if (this.#ready && this.#message !== undefined) {
      void this.webview.postMessage(this.#message);
    }
  }

  async #go(trail: Trail | undefined): Promise<void> {
    const visit = trail && current(trail);
    if (trail !== undefined && visit !== undefined) {
      await this.#newest.next({ params: keysOf(visit.target), manner: "move", trail });
    }
  }

  async #hear(message: PageMessage): Promise<void> {
    switch (message.type) {
      case "ready": // a hidden page starts again
        this.#ready = true;
        if (this.#message === undefined) {
          return this.#go(this.#trail);
        }
        this.#send();
        return;
      case "move":
        return this.#go(moved(this.#trail, message.steps));
      case "open": {
        const params = { docset: this.#docset, anchor: message.anchor, ...(message.name !== undefined && { name: message.name }) };
        return this.#newest.next({ params, manner: "visit", url: message.url });
      }
      case "scrolled":
        this.#trail = scrolled(this.#trail, message.top);
        this.#message &&= { ...this.#message, top: message.top, trail: this.#trail };
        return;
      case "copy":
        return vscode.env.clipboard.writeText(message.text);
      case "search":
        await vscode.commands.executeCommand("docs-lsp.search");
    }
  }
}

/** Returns the target by which an answer or a row is found again. */
function keysOf({ docset, anchor, name }: Target): Target {
  return { docset, anchor, name };
}

function words(): Words {
  return {
    back: vscode.l10n.t("Back (Alt+Left)"),
    forward: vscode.l10n.t("Forward (Alt+Right)"),
    copy: vscode.l10n.t("Copy"),
    copied: vscode.l10n.t("Copied"),
    find: vscode.l10n.t("Find"),
    empty: vscode.l10n.t("What you look up is shown here."),
    search: vscode.l10n.t("Search Documentation"),
    newIn: vscode.l10n.t("new in {0}", "{0}"),
    deprecated: vscode.l10n.t("deprecated"),
    deprecatedSince: vscode.l10n.t("deprecated since {0}", "{0}"),
    path: vscode.l10n.t("Where this is"),
    members: vscode.l10n.t("Members"),
    contents: vscode.l10n.t("Contents"),
    together: vscode.l10n.t("Described together:"),
    referring: vscode.l10n.t("Referred to by {0}", "{0}"),
    beside: vscode.l10n.t("Before and after"),
    nothing: vscode.l10n.t("Nothing found for “{0}”", "{0}"),
  };
}

// Messages between the panel's page and the extension.
import { type Trail } from "./history.js";

export interface ShowMessage {
  readonly type: "show";
  /** The article, as HTML. */
  readonly html: string;
  readonly top: number;
  /** Whether the search palette is open above the page: the text begins below it. */
  readonly isPreview: boolean;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** The state that the page keeps for a reload. */
  readonly trail: Trail;
}

export type PageMessage =
  | { readonly type: "ready" }
  | { readonly type: "move"; readonly steps: -1 | 1 }
  | { readonly type: "open"; readonly anchor: string; readonly name?: string | undefined; readonly url: string }
  | { readonly type: "scrolled"; readonly top: number }
  | { readonly type: "copy"; readonly text: string }
  | { readonly type: "search" };

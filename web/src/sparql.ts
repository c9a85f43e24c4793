/** The page of SPARQL: an editor, the named questions to begin with, a table. */

import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import "./sparql.css";

import { Endpoint, type Engine, InBrowser } from "./engines";
import { csv, table } from "./results";
import type { Entry } from "./finding";
import { at, element } from "./root";
import { enhanceTables } from "./tables";

interface Shared {
  prefixes: Record<string, string>;
  spaces: [string, string][];
  questions: { name: string; question: string; sparql: string }[];
}

async function loaded<T>(path: string): Promise<T> {
  const sent = await fetch(at(path));
  if (!sent.ok) throw new Error(`${path} could not be loaded (${sent.status})`);
  return (await sent.json()) as T;
}

/** Put an editor in the place of the form for plain text. */
export async function enhance(place: HTMLElement): Promise<void> {
  const form = place.querySelector("form");
  const area = place.querySelector("textarea");
  const button = place.querySelector("button");
  if (!form || !area || !button) return;
  const [shared, entries] = await Promise.all([
    loaded<Shared>("questions.json"),
    loaded<Entry[]>("search.json"),
  ]);
  document.querySelector("[data-without]")?.remove();
  form.hidden = false;
  new Editor(form, area, button, shared, new Set(entries.map((entry) => entry.address)));
}

class Editor {
  private readonly editor: Yasqe;
  private readonly status = element("p", { role: "status" });
  private readonly output = element("div", { class: "output" });
  private readonly stop = element("button", { type: "button", hidden: "" }, "Stop");
  private readonly engine: Engine;
  private running: AbortController | undefined;

  constructor(
    form: HTMLFormElement,
    area: HTMLTextAreaElement,
    button: HTMLButtonElement,
    private readonly shared: Shared,
    private readonly pages: Set<string>,
  ) {
    const tell = (words: string): void => void (this.status.textContent = words);
    const served = form.closest("[data-sparql]")?.getAttribute("data-sparql") === "server";
    this.engine = served ? new Endpoint() : new InBrowser(shared.prefixes, tell);
    const asked = new URLSearchParams(location.search).get("query");
    const holder = element("div", { class: "editor" });
    const label = form.querySelector("label");
    area.replaceWith(holder);
    this.editor = new Yasqe(holder, {
      value: asked ?? area.value,
      persistenceId: null, // nothing is kept in the browser
      prefixCcApi: null, // nobody else is asked
      autocompleters: ["variables"],
      showQueryButton: false,
      createShareableLink: undefined, // the address bar has none of the query
      consumeShareLink: null,
      resizeable: false,
      editorHeight: "22rem",
      lineWrapping: true,
      screenReaderLabel: "Query in SPARQL 1.1",
      // Tab leaves the editor, as it leaves any field; it would hold a keyboard captive
      extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => void this.run() },
    } as ConstructorParameters<typeof Yasqe>[1]);
    label?.removeAttribute("for");
    label?.addEventListener("click", () => this.editor.focus());
    form.before(this.menu());
    button.after(" ", this.stop, " ", element("span", { class: "small" }, "or Ctrl+Enter"));
    form.after(this.status, this.output);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.stop.addEventListener("click", () => this.running?.abort());
  }

  private menu(): HTMLElement {
    const choose = element("select", { id: "begin" }, element("option", { value: "" }, "…"));
    for (const { name, question } of this.shared.questions)
      choose.append(element("option", { value: name }, question));
    choose.addEventListener("change", () => {
      const chosen = this.shared.questions.find(({ name }) => name === choose.value);
      if (chosen) this.editor.setValue(chosen.sparql);
    });
    const label = element("label", { for: "begin" }, "Begin with a question");
    return element("p", { class: "begin" }, label, " ", choose);
  }

  private async run(): Promise<void> {
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.stop.hidden = false;
    this.status.textContent = "Asking …";
    this.output.replaceChildren();
    document.querySelector("[data-sent]")?.remove();
    try {
      const answer = await this.engine.answer(this.editor.getValue(), running.signal);
      if ("text" in answer) this.text(answer.text);
      else this.rows(answer.results);
    } catch (error) {
      if (running !== this.running) return; // another query was begun
      const words = error instanceof Error ? error.message : String(error);
      this.status.textContent = running.signal.aborted ? "Stopped." : "";
      if (!running.signal.aborted)
        this.output.replaceChildren(
          element("p", { role: "alert", class: "notice" }, "Not answered: ", words),
        );
    } finally {
      if (running === this.running) this.stop.hidden = true;
    }
  }

  private text(text: string): void {
    this.status.textContent = "A graph.";
    const lines = element("code", {}, text);
    this.output.append(element("pre", { tabindex: "0" }, lines));
  }

  private rows(results: Parameters<typeof table>[0]): void {
    const made = table(results, (iri) => this.page(iri));
    const rows = `${made.count.toLocaleString("en")} ${made.count === 1 ? "row" : "rows"}`;
    const more = made.shown < made.count ? `, the first ${made.shown} shown` : "";
    const none = made.count ? "" : ": nothing here matches. That says nothing of what is not here";
    this.status.textContent = `${rows}${more}${none}.`;
    if (!made.count) return;
    const region = { class: "scroll", tabindex: "0", role: "region", "aria-label": "Result" };
    this.output.append(element("div", region, made.table));
    enhanceTables(this.output);
    if (results.boolean === undefined) this.output.append(download(csv(results)));
  }

  /** Return the address of the page of a thing, if it has one. */
  private page(iri: string): string | undefined {
    for (const [space, folder] of this.shared.spaces)
      if (iri.startsWith(space)) {
        const path = `${folder}${iri.slice(space.length)}.html`;
        const address = encodeURI(path);
        if (this.pages.has(address)) return at(address);
      }
    return undefined;
  }
}

/** Return a link that saves all rows, as SPARQL writes them: not made for spreadsheets. */
function download(text: string): HTMLElement {
  const link = element("a", { href: "#", download: "result.csv" }, "All rows as CSV");
  link.addEventListener("click", () => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.href = made;
    setTimeout(() => URL.revokeObjectURL(made));
  });
  return element("p", { class: "small" }, link);
}

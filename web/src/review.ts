/** The page of a review: the text on one side, drafts and claims on the other.
 *
 * Every decision is made by the command that shows the page, and is on the disk before
 * the next one; this only asks for it, and shows what there is then.
 */

import "./review.css";
import { type Done, type Item, type Place, type State, Refused, get, post } from "./reviewing/asking";
import { card, manner } from "./reviewing/card";
import { ClaimForm, begunAgain } from "./reviewing/form";
import { type Selected, TextView, classOf } from "./reviewing/text";
import { worded } from "./reviewing/wording";
import { element } from "./root";

const KEYS: [string, string][] = [
  ["a", "accept"], ["e", "edit"], ["r", "reject, with a reason"], ["u", "take the last decision back"],
  ["m", "add a claim that is missing"], ["n", "next undecided"], ["p", "previous undecided"], ["b", "go to what accepts all drafts of this rule"],
  ["Esc", "leave a form"],
];
const COVERED: [string, string][] = [
  ["claim", "with a claim"], ["reason", "left out with a reason"],
  ["draft", "with a draft"], ["bare", "with neither"],
];

export function enhance(main: HTMLElement): void {
  void new ReviewPage(main).begin();
}

class ReviewPage {
  private state!: State;
  private current = "";
  private shown: State | null = null;
  private drawn = "";
  private form: ClaimForm | null = null;
  private busy = false;
  private readonly about = element("p", { class: "about" });
  private readonly alert = element("div", { role: "alert", class: "alerts" });
  private readonly flaws = element("div", { role: "status" });
  private readonly status = element("p", { role: "status", class: "said" });
  private readonly progress = element("strong", { class: "progress" });
  private readonly coverage = element("div", { class: "coverage" });
  private readonly work = element("div", { class: "open" });
  private readonly rules = element("div", { class: "rules" });
  private readonly list = element("ol", { class: "items" });
  private readonly numbers = element("details", {});
  private readonly single = element("input", { type: "checkbox", id: "single-keys", checked: "" });
  private readonly undo = element("button", { type: "button" }, "Undo (u)");
  private readonly text: TextView;

  constructor(main: HTMLElement) {
    const previous = this.button("Previous (p)", () => this.step(-1));
    const next = this.button("Next (n)", () => this.step(1));
    const add = this.button("Add a claim (m)", () => this.ask());
    this.undo.addEventListener("click", () => void this.act("undo", {}));
    const words = element("section", { class: "words", "aria-label": "The text", tabindex: "0" });
    const work = element(
      "section", { class: "work", "aria-label": "Drafts and claims" },
      element("div", { class: "steps" }, previous, " ", next, " ", this.undo, " ", add, this.status),
      this.flaws, this.alert, this.work, this.rules, this.list, this.numbers, this.help(),
    );
    main.append(
      this.about, this.coverage,
      element("div", { class: "desk" }, words, work),
    );
    this.text = new TextView(words, (key) => this.open(key), (part) => void this.select(part));
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("pagehide", () => this.form?.keep());
  }

  async begin(): Promise<void> {
    try {
      this.take(await get<State>("state"));
    } catch (error) {
      this.fail(error);
      return;
    }
    if (this.state.typed[""]) this.resume();
    else this.open(this.next(-1, 1)?.key ?? this.state.items[0]?.key ?? "", false);
  }

  private take(state: State): void {
    this.state = state;
    const who = ` · reviewed by ${state.who} · `;
    this.about.replaceChildren(element("bdi", {}, state.title), who, this.progress);
    const done = state.drafts - state.left;
    this.progress.textContent = `${done} of ${state.drafts} drafts decided, ${state.left} left.`;
    this.undo.toggleAttribute("disabled", !state.undo);
    this.cover();
    this.byRule();
    this.flaws.replaceChildren(...notices(state.problems));
  }

  /** Show which sentences have a claim, at a glance and in words. */
  private cover(): void {
    const { coverage } = this.state;
    if (!coverage) {
      this.coverage.replaceChildren();
      return;
    }
    const strip = element("div", { class: "strip", "aria-hidden": "true" });
    for (const [start, end, state] of coverage.bounds) {
      const part = element("span", { class: `is-${state}` });
      part.style.flexGrow = String(end - start);
      part.title = COVERED.find(([name]) => name === state)?.[1] ?? state;
      part.addEventListener("click", () => this.text.revealPlace(start));
      strip.append(part);
    }
    const words = COVERED.filter(([name]) => coverage.counts[name])
      .flatMap(([name, means], n) => [
        n ? ", " : "", element("span", { class: `key is-${name}`, "aria-hidden": "true" }),
        ` ${coverage.counts[name]} ${means}`,
      ]);
    const legend = element("p", { class: "small" }, `${coverage.bounds.length} sentences: `, ...words);
    this.coverage.replaceChildren(strip, legend);
  }

  private byRule(): void {
    const entries = Object.entries(this.state.rules);
    const buttons = entries.map(([rule, count]) =>
      this.button(`Accept all ${count} of the rule ${rule}`, () => void this.bulk(rule), rule));
    this.rules.replaceChildren(
      ...(buttons.length
        ? [element("details", {}, element("summary", {}, "Accept all drafts of a rule"), ...buttons)]
        : []),
    );
  }

  private render(): void {
    const at = this.form?.at ?? null, begun = !!this.state.typed[""] && this.form?.draft !== "";
    const drawn = JSON.stringify([at, begun]);
    if (this.drawn === drawn && this.shown === this.state) {
      this.text.point(this.current); // all else is as it was
      for (const list of [this.list, this.numbers]) {
        list.querySelector("[aria-current]")?.removeAttribute("aria-current");
        const item = list.querySelector(`[data-item="${CSS.escape(this.current)}"]`);
        item?.setAttribute("aria-current", "true");
      }
      return;
    }
    [this.drawn, this.shown] = [drawn, this.state];
    this.text.render(this.state, this.current, at);
    const entry = (item: Item): HTMLElement => {
      const open = item.key === this.current;
      const summary = item.values["summary"] ?? item.values["reason"] ?? describe(item);
      const made = element(
        "button", { type: "button", "data-item": item.key, class: classOf(item) },
        element("span", { class: "chip" }, item.state), ...manner(item), " ",
        element("strong", {}, item.key), " ", element("bdi", {}, summary),
      );
      if (open) made.setAttribute("aria-current", "true");
      made.addEventListener("click", () => this.open(item.key));
      return element("li", {}, made);
    };
    const left = this.state.items.filter(({ state }) => state === "not drafted");
    const entries = this.state.items.filter((item) => !left.includes(item)).map(entry);
    if (begun) {
      const made = this.button("Go on with the claim that you began to add", () => this.resume());
      entries.unshift(element("li", {}, made));
    }
    this.list.replaceChildren(...entries);
    const many = left.length === 1 ? "1 passage is" : `${left.length} passages are`;
    this.numbers.hidden = !left.length;
    this.numbers.replaceChildren(
      element("summary", {}, `${many} not drafted`),
      element("ol", { class: "items" }, ...left.map(entry)),
    );
  }

  /** Open a draft or claim; what was being typed stays where it is. */
  private open(key: string, focus = true): void {
    if (this.form) this.state.typed[this.form.draft] = this.form.keep();
    this.form = null;
    this.current = key;
    this.alert.replaceChildren();
    const item = this.item();
    this.render();
    this.text.reveal();
    if (!item) {
      const none = this.state.left ? "" : "No draft is left. ";
      const words = `${none}Select words of the text to add a claim that no rule drafted.`;
      this.work.replaceChildren(element("p", {}, words));
      return;
    }
    const made = card(this.state, item, {
      accept: () => void this.act("accept", taken(item)),
      edit: () => this.edit(item),
      add: () => this.write("", item, { values: {}, says: null }),
      reject: (reason) => void this.act("reject", { draft: item.key, reason }),
      open: (other) => this.open(other),
    });
    this.work.replaceChildren(made);
    const typed = this.state.typed[key];
    if (typed && item.state === "undecided") this.edit(item);
    else if (focus) made.querySelector<HTMLElement>("h2")?.focus({ preventScroll: false });
  }

  private edit(item: Item): void {
    if (item.state !== "undecided") return;
    const typed = this.state.typed[item.key];
    const place = typed ? placeOf(this.state, typed.chars) : item;
    this.write(item.key, place, typed ? begunAgain(typed) : item);
  }

  /** Open the form of a draft, or of a claim that no rule drafted. */
  private write(draft: string, place: Place, begun: ConstructorParameters<typeof ClaimForm>[3]): void {
    if (this.form) this.state.typed[this.form.draft] = this.form.keep();
    this.form = new ClaimForm(
      {
        state: () => this.state,
        accept: (given) => this.act("accept", given),
        leave: () => this.leave(),
      },
      draft, place, begun,
    );
    if (!draft) this.current = "";
    const heading = draft ? `Edit draft ${draft}` : "Add a claim";
    this.work.replaceChildren(element("h2", {}, heading), this.form.element);
    this.render();
    this.text.reveal();
    void this.form.begin();
  }

  private leave(): void {
    const draft = this.form?.draft ?? "";
    this.form = null;
    delete this.state.typed[draft];
    void post("leave", this.state.revision, { draft }).catch(() => undefined);
    this.open(draft || (this.next(-1, 1)?.key ?? ""));
  }

  /** Go on with a claim that somebody began to add. */
  private resume(): void {
    const begun = this.state.typed[""];
    if (begun) this.write("", placeOf(this.state, begun.chars), begunAgain(begun));
  }

  /** Ask for the words of a claim, where nobody can select them with a pointer. */
  private ask(): void {
    if (this.form) this.state.typed[this.form.draft] = this.form.keep();
    this.form = null;
    const words = element("input", { id: "words", autocomplete: "off", required: "", dir: "auto" });
    const form = element(
      "form", { class: "asking" },
      element("h2", {}, "Add a claim"),
      element("p", {}, "Select words of the text, or type them as they stand there."),
      element("label", { for: "words" }, "Words of the text"), " ", words, " ", element("button", {}, "Begin"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { text } = this.state, count = text.split(words.value).length - 1;
      const start = Math.max(0, text.indexOf(words.value));
      if (count > 1) this.tell([`These words stand there ${count} times; give more of them.`]);
      else void this.select({ words: words.value, start, end: start + words.value.length });
    });
    this.work.replaceChildren(form);
    words.focus();
  }

  private async select(part: Selected): Promise<void> {
    try {
      const place = await post<Place>("place", this.state.revision, part);
      if (this.form) {
        this.form.offer(place);
        return;
      }
      this.write("", place, { values: {}, says: null });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Have something done; tell what came of it, and go on. */
  private async act(action: string, given: object): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.alert.replaceChildren();
    this.status.textContent = "checking …";
    const before = this.state.items.findIndex(({ key }) => key === this.current);
    try {
      const done = await post<Done & { undone?: string }>(action, this.state.revision, given);
      this.form = null;
      this.take(done.state);
      this.status.replaceChildren(...worded(done.message));
      const again = this.state.items.find(({ key }) => key === done.undone);
      this.open((again ?? this.next(before - 1, 1))?.key ?? done.claim ?? "");
      const refused = Object.entries(done.refused ?? {});
      if (refused.length) this.tell(refused.flatMap(([key, why]) => why.map((each) => `${key}: ${each}`)));
      return true;
    } catch (error) {
      this.status.textContent = "";
      this.fail(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  private async bulk(rule: string): Promise<void> {
    await this.act("accept-rule", { rule });
  }

  /** Show what would accept all drafts of a rule; it takes another key to do so. */
  private offer(rule: string): void {
    const offered = this.rules.querySelector("details");
    if (offered) offered.open = true;
    this.rules.querySelector<HTMLElement>(`[data-rule="${CSS.escape(rule)}"]`)?.focus();
  }

  private item(): Item | undefined {
    return this.state.items.find(({ key }) => key === this.current);
  }

  /** Return the nearest undecided draft in a direction, round the end. */
  private next(from: number, by: 1 | -1): Item | undefined {
    const { items } = this.state, count = items.length;
    for (let n = 1; n <= count; n++) {
      const item = items[(((from + by * n) % count) + count) % count];
      if (item?.state === "undecided") return item;
    }
    return undefined;
  }

  private step(by: 1 | -1): void {
    const here = this.state.items.findIndex(({ key }) => key === this.current);
    const item = this.next(here < 0 && by < 0 ? 0 : here, by);
    if (item) this.open(item.key);
    else this.status.textContent = "No draft is left.";
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (this.form) this.leave();
      else if (this.item()) this.open(this.current);
      return;
    }
    const target = event.target as HTMLElement;
    const typing = target.closest("input:not([type=checkbox]), textarea, select");
    if (!this.state || typing || !this.single.checked || this.form) return;
    const press = (name: string): void =>
      this.work.querySelector<HTMLElement>(`[data-do="${name}"]`)?.click();
    const item = this.item();
    switch (event.key) {
      case "a": press("accept"); break;
      case "e": press("edit"); break;
      case "r": press("reject"); break;
      case "m": this.ask(); break;
      case "u": void this.act("undo", {}); break;
      case "n": this.step(1); break;
      case "p": this.step(-1); break;
      case "b": if (item?.state === "undecided") this.offer(item.rule); break;
      default: return;
    }
    event.preventDefault(); // else the letter is typed into what is opened
  }

  private help(): HTMLElement {
    const lines = KEYS.flatMap(([key, means]) => [
      element("dt", {}, element("kbd", {}, key)), element("dd", {}, means),
    ]);
    return element(
      "details", { class: "help" }, element("summary", {}, "Keys"),
      element("p", {}, this.single, " ", element("label", { for: "single-keys" }, "single keys decide")),
      element("dl", { class: "keys-list" }, ...lines),
    );
  }

  private button(words: string, act: () => void, rule = ""): HTMLElement {
    const made = element("button", { type: "button", ...(rule ? { "data-rule": rule } : {}) }, words);
    made.addEventListener("click", act);
    return made;
  }

  private fail(error: unknown): void {
    this.tell(error instanceof Refused ? error.problems : [String(error)]);
  }

  private tell(messages: string[]): void {
    this.alert.replaceChildren(...notices(messages));
  }
}

function notices(messages: string[]): HTMLElement[] {
  return messages.map((each) => element("p", { class: "notice" }, ...worded(each)));
}

function taken(item: Item): object {
  return { draft: item.key, values: item.values, says: item.says, chars: item.chars };
}

/** Return a place by its characters, which the browser counts otherwise. */
function placeOf(state: State, chars: [number, number]): Place {
  const letters = [...state.text.slice(0, chars[1] * 2)];
  const units = (count: number): number => letters.slice(0, count).join("").length;
  return { start: units(chars[0]), end: units(chars[1]), chars };
}

function describe(item: Item): string {
  if (Array.isArray(item.says)) return item.says.join(" · ");
  return item.says?.["type"] ?? (item.values["disputes"] ? `disputes ${item.values["disputes"]}` : "");
}

/** The form of a claim: its fields are those of the ontology, checked while one types. */

import { element } from "../root";
import {
  type Field, type Finding, type Form, type Item, type Place, type Says, type State,
  type Typed, type Values, Refused, get, post,
} from "./asking";
import { worded } from "./wording";

const PAUSE = 350; // milliseconds without a key until a check is asked for
const RELATION = "relation";
const DISPUTE = "dispute";

/** What the form needs of the page around it. */
export interface Around {
  state(): State;
  accept(given: object): Promise<boolean>;
  leave(): void;
}

export class ClaimForm {
  readonly element = element("form", { class: "claim-form", novalidate: "" });
  private readonly fields = element("div");
  private readonly general = element("div", { role: "status", class: "findings" });
  private readonly accept = element("button", {}, "Accept");
  private readonly told = element("span", { role: "status", class: "small" });
  /** What the field means that has the focus; its room is kept, so that nothing moves. */
  private readonly hint = element("p", { class: "hint small", "aria-hidden": "true" });
  private readonly placed = element("p", { class: "small" });
  private readonly retake = element("button", { type: "button", hidden: "" }, "Take the selected words as its place");
  private readonly kind = element("select", { id: "field-kind" });
  private values: Values;
  private says: Values;
  private relation: Values = {};
  private form: Form | undefined;
  private timer = 0;
  private readonly visited = new Set<string>();
  private turn = 0;
  private checking = false;
  private behind = false;
  private loading = 0;
  private offered: Place | null = null;

  constructor(
    private readonly around: Around,
    readonly draft: string,
    private place: Place,
    begun: Pick<Item, "values" | "says"> & { kind?: string },
  ) {
    this.values = { ...begun.values };
    this.says = Array.isArray(begun.says) ? {} : { ...begun.says };
    if (Array.isArray(begun.says)) {
      const [subject = "", property = "", object = ""] = begun.says;
      this.relation = { subject, property, object };
    }
    const kinds = around.state().kinds;
    const own = begun.kind ?? kindOf(begun.says, begun.values);
    this.kind.append(
      element("option", { value: "" }, "choose what is said"),
      ...kinds.map(({ value, label, meaning }) =>
        element("option", { value, title: meaning }, label || value)),
    );
    this.kind.value = own;
    this.kind.addEventListener("change", () => void this.load());
    this.retake.addEventListener("click", () => {
      if (this.offered) this.move(this.offered);
    });
    const cancel = element("button", { type: "button", class: "plain" }, "Cancel (Esc)");
    cancel.addEventListener("click", () => around.leave());
    this.element.append(
      this.placed, this.retake,
      line("field-kind", "content", this.kind), this.general, this.fields,
      element(
        "div", { class: "ending" },
        this.hint, element("p", { class: "actions" }, this.accept, " ", cancel, " ", this.told),
      ),
    );
    this.element.addEventListener("focusin", ({ target }) => {
      const means = (target as Element).getAttribute("aria-describedby");
      if (means) this.hint.textContent = document.getElementById(means)?.textContent ?? "";
    });
    this.element.addEventListener("focusout", ({ target }) => this.visited.add((target as Element).id));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.element.addEventListener("input", () => this.later());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement && !event.isComposing) {
        event.preventDefault(); // a value is one line
        this.element.requestSubmit();
      }
    });
    this.move(place, false);
  }

  /** Fetch the fields; then the first that needs somebody has the focus. */
  async begin(): Promise<void> {
    await this.load();
    const wanted = [...this.element.querySelectorAll<HTMLInputElement>("[data-of]")].find(
      (field) => field.value.startsWith("new: "),
    );
    const first = this.draft ? this.element.querySelector<HTMLElement>("[data-of]") : this.kind;
    (wanted ?? first ?? this.kind).focus();
  }

  /** Return what was typed, and have it kept where the page cannot lose it. */
  keep(): Typed {
    clearTimeout(this.timer);
    const given = this.given();
    void post("check", this.around.state().revision, given, true).catch(() => undefined);
    return { ...given, chars: this.place.chars ?? [0, 0] };
  }

  /** Offer words that were selected as the place of this claim. */
  offer(place: Place): void {
    this.offered = place;
    this.retake.hidden = false;
  }

  get at(): Place {
    return this.place;
  }

  private move(place: Place, check = true): void {
    this.place = place;
    this.retake.hidden = true;
    const words = this.around.state().text.slice(place.start, place.end);
    const chars = place.chars?.join(", ") ?? "";
    this.placed.replaceChildren(
      element("code", {}, `chars: [${chars}]`), " ", element("q", {}, element("bdi", {}, words)),
    );
    if (check) this.later();
  }

  private async load(): Promise<void> {
    this.read();
    const about = this.relation["property"] ?? "";
    if (!this.kind.value) {
      this.fields.replaceChildren();
      this.accept.disabled = true;
      return;
    }
    const query = new URLSearchParams({ kind: this.kind.value, about });
    const turn = ++this.loading;
    try {
      const form = await get<Form>(`form?${query.toString()}`);
      if (turn !== this.loading) return;
      this.read(); // of what was typed while the fields were fetched, nothing is lost
      this.form = form;
    } catch (error) {
      this.show([{ level: "error", key: "", solution: "", message: words(error) }]);
      return;
    }
    const { claim, content } = this.form;
    const says = this.form.kind === RELATION ? this.relation : this.says;
    const all: [Field, Values, string][] = [
      ...claim.map((field): [Field, Values, string] => [field, this.values, "values"]),
      ...content.map((field): [Field, Values, string] => [field, says, "says"]),
    ];
    const shown = ([field, values]: [Field, Values, string]): boolean =>
      field.first || !!values[field.name];
    const rows = (some: typeof all): HTMLElement[] =>
      some.map(([field, values, of]) => row(field, values[field.name] ?? "", of));
    const more = all.filter((each) => !shown(each));
    const focused = this.fields.contains(document.activeElement) ? document.activeElement?.id : "";
    this.fields.replaceChildren(
      ...rows(all.filter(shown)),
      element("details", {}, element("summary", {}, `${more.length} more fields`), ...rows(more)),
    );
    if (focused) document.getElementById(focused)?.focus();
    const property = this.fields.querySelector<HTMLSelectElement>("#says-property");
    property?.addEventListener("change", () => void this.load());
    this.later(0);
  }

  /** Keep what was typed, whatever fields come next. */
  private read(): void {
    for (const field of this.fields.querySelectorAll<HTMLInputElement>("[data-of]")) {
      const of = field.dataset["of"] === "values" ? this.values
        : this.form?.kind === RELATION ? this.relation : this.says;
      of[field.name] = field.value;
    }
  }

  private given(): { draft: string; values: Values; says: Says; chars: unknown; kind: string } {
    this.read();
    const names = new Set(this.form?.claim.map(({ name }) => name));
    const kind = this.kind.value;
    let says: Says = { ...this.says, type: kind };
    if (kind === RELATION) {
      const { subject = "", property = "", object = "" } = this.relation;
      says = [subject, property, object];
    } else if (kind === DISPUTE) says = null;
    else {
      const own = new Set(["type", ...(this.form?.content.map(({ name }) => name) ?? [])]);
      // `type` stands first, as everybody writes it
      says = { type: kind, ...Object.fromEntries(Object.entries(this.says).filter(([k]) => own.has(k) && k !== "type")) };
    }
    const values = Object.fromEntries(
      Object.entries(this.values).filter(([key]) => names.has(key)),
    );
    return { draft: this.draft, values, says, chars: this.place.chars, kind };
  }

  private later(pause = PAUSE): void {
    clearTimeout(this.timer);
    this.told.textContent = "checking …";
    this.element.dataset["checked"] = "no";
    this.turn++; // whatever a check says that has begun, it is of something else
    this.timer = window.setTimeout(() => void this.check(), pause);
  }

  /** Check what is typed; one check after the other, for that of a large project takes long. */
  private async check(): Promise<void> {
    if (!this.kind.value) return;
    if (this.checking) {
      this.behind = true;
      return;
    }
    this.checking = true;
    const { turn } = this;
    let findings: Finding[];
    try {
      const { revision } = this.around.state();
      ({ findings } = await post<{ findings: Finding[] }>("check", revision, this.given()));
    } catch (error) {
      findings = [{ level: "error", key: "", solution: "", message: words(error) }];
    }
    this.checking = false;
    if (turn === this.turn) this.show(findings);
    if (!this.behind) return;
    this.behind = false;
    void this.check();
  }

  /** Show what a check says, each under the field that it is of.
   *
   * Of a field to which nobody has come yet, it is only said that it is needed.
   */
  private show(findings: Finding[]): void {
    for (const old of this.fields.querySelectorAll(".finding, .needed")) old.remove();
    for (const field of this.fields.querySelectorAll("[data-of]")) field.removeAttribute("aria-invalid");
    const rest: HTMLElement[] = [];
    for (const finding of findings) {
      const field = this.field(finding), row = field?.closest(".field");
      if (field && row && !field.value && !this.visited.has(field.id)) {
        row.querySelector("label")?.append(element("span", { class: "needed small" }, " needed"));
        continue;
      }
      const message = finding.message.replace(/^[\w-]+\.[\w-]+: /, ""); // which claim is plain
      const text = element(
        "p", { class: `finding is-${finding.level}` },
        element("strong", {}, finding.level), " ", ...worded(message),
        ...(finding.solution ? [" ", element("em", {}, ...worded(finding.solution))] : []),
      );
      if (!field || !row) {
        rest.push(text);
        continue;
      }
      const folded = field.closest("details");
      if (folded) folded.open = true;
      row.append(text);
      if (finding.level === "error") field.setAttribute("aria-invalid", "true");
    }
    this.general.replaceChildren(...rest);
    const errors = findings.filter(({ level }) => level === "error").length;
    this.accept.toggleAttribute("disabled", errors > 0);
    this.element.dataset["checked"] = errors ? "errors" : "sound";
    this.told.textContent = errors === 0 ? "no errors" : errors === 1 ? "1 error" : `${errors} errors`;
  }

  /** Return the field that a finding is of: on its line, or first of those that it names. */
  private field({ key, message }: Finding): HTMLInputElement | null {
    const named = (name: string): HTMLInputElement | null =>
      this.fields.querySelector(`[name="${CSS.escape(name)}"]`);
    const words = [...message.matchAll(/`(\w+)/g)].map(([, word = ""]) => word);
    return [key, ...words].filter(Boolean).map(named).find((field) => field !== null) ?? null;
  }

  private async submit(): Promise<void> {
    if (this.accept.disabled || !this.kind.value) return;
    clearTimeout(this.timer);
    const turn = ++this.turn;
    this.accept.disabled = true;
    this.told.textContent = "checking …";
    const accepted = await this.around.accept(this.given());
    if (!accepted && turn === this.turn) {
      this.accept.disabled = false;
      await this.check(); // which says at each field what is wrong
    }
  }
}

/** Return the form that somebody had begun before the page was loaded again. */
export function begunAgain(typed: Typed): Pick<Item, "values" | "says"> & { kind: string } {
  return { values: typed.values, says: typed.says, kind: typed.kind };
}

function kindOf(says: Says, values: Values): string {
  if (Array.isArray(says)) return RELATION;
  if (says) return says["type"] ?? "";
  return values["disputes"] ? DISPUTE : "";
}

function row(field: Field, value: string, of: string): HTMLElement {
  const id = `${of}-${field.name}`, hint = `${id}-means`;
  const attributes = {
    id, name: field.name, "data-of": of, "aria-describedby": hint, autocomplete: "off", dir: "auto",
  };
  const made = line(id, spaced(field.name), control(field, value, attributes));
  made.append(element("span", { id: hint, class: "hide" }, field.meaning));
  return made;
}

function control(field: Field, value: string, attributes: Record<string, string>): HTMLElement {
  if (field.kind === "code") {
    const known = field.choices.some((choice) => choice.value === value);
    const own = value && !known ? [element("option", { value }, value)] : [];
    const made = element("select", attributes, element("option", { value: "" }, "—"), ...own);
    for (const { value: code, label, meaning } of field.choices)
      made.append(element("option", { value: code, title: meaning }, label || code));
    made.value = value;
    return made;
  }
  if (field.kind === "thing") {
    const list = `${attributes["id"]}-list`;
    const made = element("input", { ...attributes, list, value, spellcheck: "false" });
    const options = field.choices.map((choice) =>
      element("option", { value: choice.value }, choice.label));
    return element("span", { class: "listed" }, made, element("datalist", { id: list }, ...options));
  }
  const made = element("textarea", { ...attributes, rows: "1" });
  made.value = value;
  return made;
}

function line(id: string, name: string, control: HTMLElement): HTMLElement {
  return element("div", { class: "field" }, element("label", { for: id }, name), control);
}

function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

function words(error: unknown): string {
  return error instanceof Refused ? error.message : String(error);
}

/** What is open: a draft to be decided on, or a claim of the facts. */

import { element } from "../root";
import type { Item, State } from "./asking";
import { classOf } from "./text";

const KINDS: Record<string, string> = { claim: "Claim", "not drafted": "A passage" };

export interface Doing {
  accept(): void;
  edit(): void;
  add(): void;
  reject(reason: string): void;
  open(key: string): void;
}

/** Return the card of a draft or claim, with what can be done about it. */
export function card(state: State, item: Item, doing: Doing): HTMLElement {
  const undecided = item.state === "undecided";
  const made = element(
    "article", { class: `item-card ${classOf(item)}`, "data-key": item.key },
    element(
      "h2", { tabindex: "-1" }, KINDS[item.state] ?? "Draft", " ",
      ...(item.state === "not drafted" ? [] : [element("bdi", {}, item.key), " "]),
      element("span", { class: "chip" }, item.state), ...manner(item),
    ),
  );
  if (item.chars) {
    made.append(element("blockquote", {}, element("bdi", {}, ...passage(state, item))));
  }
  made.append(values(item));
  made.append(...others(state, item, doing));
  const decided = item.decided;
  if (decided) {
    const of = decided.draft === item.key ? "" : ` from draft ${decided.draft}`;
    const why = decided.reason ? `: ${decided.reason}` : "";
    made.append(element("p", { class: "small" }, `${decided.outcome}${of} by ${decided.by}, ${decided.on}${why}`));
  }
  if (undecided) made.append(buttons(item, doing));
  if (item.state === "not drafted")
    made.append(element("p", { class: "ending actions" }, button("Add a claim of it (e)", doing.add, "edit")));
  return made;
}

/** Return how it is put forward, unless as a plain assertion. */
export function manner(item: Item): (HTMLElement | string)[] {
  const { modality, disputes } = item.values;
  const words = modality ?? (disputes ? "denied" : "asserted");
  if (words === "asserted") return [];
  return [" ", element("span", { class: `chip is-${words.replace(/[^a-z-]/g, "")}` }, words)];
}

/** Return the words of the text, with those that are the amount, or cast doubt, in bold. */
function passage(state: State, item: Item): (HTMLElement | string)[] {
  const words = state.text.slice(item.start, item.end);
  const amount = Array.isArray(item.says) ? "" : (item.says?.["amount"] ?? "");
  const at = amount && words.split(amount).length === 2 ? item.start + words.indexOf(amount) : -1;
  const strong = [...(item.cue ? [item.cue] : []), ...(at < 0 ? [] : [{ start: at, end: at + amount.length }])]
    .filter(({ start, end }) => start >= item.start && end <= item.end)
    .sort((one, other) => one.start - other.start);
  const parts: (HTMLElement | string)[] = [];
  let from = item.start;
  for (const { start, end } of strong) {
    if (start < from) continue;
    parts.push(state.text.slice(from, start), element("strong", {}, state.text.slice(start, end)));
    from = end;
  }
  return [...parts, state.text.slice(from, item.end)];
}

/** Return what else stands in the place of a draft: it may say the same already. */
function others(state: State, item: Item, doing: Doing): HTMLElement[] {
  const here = state.items.filter((other) =>
    other !== item && other.chars && other.start < item.end && item.start < other.end);
  if (item.state === "claim" || !here.length) return [];
  const links = here.flatMap((other) => {
    const made = element("button", { type: "button", class: "plain" }, `${other.state} ${other.key}`);
    made.addEventListener("click", () => doing.open(other.key));
    return [" ", made];
  });
  return [element("p", { class: "small" }, "In the same place:", ...links)];
}

function values(item: Item): HTMLElement {
  const list = element("dl", { class: "facts" });
  const says = Array.isArray(item.says) ? { says: item.says.join(" · ") } : (item.says ?? {});
  for (const [name, value] of Object.entries({ ...item.values, ...says }))
    list.append(
      element(
        "div", {}, element("dt", {}, name),
        element("dd", item.new[name] ? { class: "is-new" } : {}, element("bdi", {}, value)),
      ),
    );
  if (item.rule) list.append(element("div", {}, element("dt", {}, "drafted by"), element("dd", {}, element("bdi", {}, item.rule))));
  return list;
}

function buttons(item: Item, doing: Doing): HTMLElement {
  const isNew = Object.keys(item.new).length > 0;
  const accept = button("Accept (a)", isNew ? doing.edit : doing.accept, "accept");
  const edit = button("Edit (e)", doing.edit, "edit");
  const reason = element("input", { id: "reason", name: "reason", autocomplete: "off", required: "" });
  const form = element(
    "form", { class: "rejecting", hidden: "" },
    element("label", { for: "reason" }, "Why is it no claim?"), " ", reason, " ",
    element("button", {}, "Reject"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing.reject(reason.value);
  });
  const reject = button("Reject (r)", () => {
    form.hidden = false;
    reason.focus();
  }, "reject");
  const note = isNew
    ? [element("p", { class: "small" }, "Whoever or whatever is new needs an id of the project first.")]
    : [];
  const all = element("p", { class: "actions" }, accept, " ", edit, " ", reject);
  return element("div", { class: "ending" }, ...note, all, form);
}

function button(words: string, act: () => void, name: string): HTMLElement {
  const made = element("button", { type: "button", "data-do": name }, words);
  made.addEventListener("click", act);
  return made;
}

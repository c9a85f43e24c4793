/** Days are chosen with a slider, too, as with the field of a date beside it. */

import { element } from "./root";

const DAY = 86_400_000; // milliseconds

export function enhanceDates(form: HTMLFormElement): void {
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-first]")) {
    const { first = "", last = "" } = field.dataset;
    if (first && first < last) field.after(" ", slider(form, field, days(first), days(last)));
  }
}

/** Return a slider over the days of a graph; the page is asked for when it is let go. */
function slider(
  form: HTMLFormElement, field: HTMLInputElement, first: number, last: number,
): HTMLElement {
  const name = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "";
  const made = element("input", {
    type: "range", min: `${first}`, max: `${last}`, "aria-label": `${name}, by days`,
  });
  const follow = (): void => {
    const day = field.value ? days(field.value) : last;
    made.value = `${Number.isNaN(day) ? last : day}`;
    made.setAttribute("aria-valuetext", field.value || "all days");
  };
  follow();
  made.addEventListener("input", () => {
    field.type = "date";
    field.value = new Date(Number(made.value) * DAY).toISOString().slice(0, 10);
    made.setAttribute("aria-valuetext", field.value);
  });
  field.addEventListener("input", follow);
  // a pointer has chosen when it lets go; keys go day by day, until Enter
  made.addEventListener("pointerup", () => form.requestSubmit());
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter") form.requestSubmit();
  });
  return made;
}

function days(iso: string): number {
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

/** Entries of a list that are left out, for one reason or another, and how many are not. */

/** Leave an entry out for a reason, or not any more. */
export function leaveOut(entry: HTMLElement, reason: string, out: boolean): void {
  if (out) entry.dataset[reason] = "";
  else delete entry.dataset[reason];
  entry.hidden = "outByWords" in entry.dataset || "outByFacets" in entry.dataset;
}

/** Tell whoever counts or draws the entries of a list that others are there now. */
export function changed(list: Element): void {
  list.dispatchEvent(new Event("rows"));
}

/** Each drawing of a page can be saved as a picture, with a line to cite it by. */

import { element } from "./root";

/** Put buttons after a drawing that save it. */
export function offer(part: Element): void {
  const status = element("span", { role: "status" });
  const button = (kind: "svg" | "png"): HTMLElement => {
    const made = element("button", { type: "button" }, kind.toUpperCase());
    made.addEventListener("click", () => void save(part, kind, status));
    return made;
  };
  part.after(
    element("p", { class: "save small" }, "Save this drawing: ", button("svg"), " ", button("png"), " ", status),
  );
}

async function save(part: Element, kind: "svg" | "png", status: HTMLElement): Promise<void> {
  status.textContent = "";
  try {
    const { asPng, asSvg, picture } = await import("./picture");
    const note = part.getAttribute("data-note") ?? "";
    const made = picture(part, `${citation()} ${note}`.trim());
    const blob = kind === "svg" ? asSvg(made) : await asPng(made);
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: `${name(part)}.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  } catch {
    status.textContent = "It could not be saved: this browser refuses to draw it.";
  }
}

/** Return how the page is cited, in a line. */
function citation(): string {
  return document.querySelector("[data-citation]")?.textContent?.replace(/\s+/g, " ").trim() ?? document.title;
}

function name(part: Element): string {
  const page = location.pathname.split("/").pop()?.replace(/\.html$/, "") || "index";
  return `${page}-${part.getAttribute("data-picture")}`;
}

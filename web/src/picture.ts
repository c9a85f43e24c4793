/** A drawing as a file: what is seen of a part of the page, as one SVG, or as PNG.
 *
 * Charts here are tables with bars in their cells, so words and bars are put where the
 * browser has put them. Colours, patterns and fonts are written out; nothing is loaded.
 */

import { drawn } from "./root";

const SVG = "http://www.w3.org/2000/svg";

/** What of a style is written into a picture. */
const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity",
  "stroke-linejoin", "paint-order", "font-family", "font-size", "font-style", "font-weight",
  "text-anchor", "visibility",
];

/** Room around a picture, the height of a line of its caption, and letters of one. */
const [ROOM, LINE] = [16, 17];

/** How far down in a line letters stand, as most fonts have it. */
const BASELINE = 0.79;

/** Return a part of the page as an SVG that needs nothing else, with a caption. */
export function picture(part: Element, caption: string): SVGSVGElement {
  const box = part.getBoundingClientRect();
  const wide = Math.max(part.scrollWidth, box.width);
  const high = Math.max(part.scrollHeight, box.height);
  const from = { x: box.left - part.scrollLeft - ROOM, y: box.top - part.scrollTop - ROOM };
  const lines = wrapped(caption, Math.floor(wide / 6.2));
  const [width, height] = [wide + 2 * ROOM, high + 3 * ROOM + lines.length * LINE];
  const page = getComputedStyle(document.body);
  const made = drawn("svg", {
    width: `${width}`, height: `${height}`, viewBox: `0 0 ${width} ${height}`,
    "font-family": page.fontFamily, "font-size": "12",
  });
  made.append(
    drawn("title", {}, document.title),
    drawn("desc", {}, caption),
    definitions(),
    drawn("rect", { width: `${width}`, height: `${height}`, fill: page.backgroundColor }),
  );
  const draw = (element: Element): void => {
    if (element instanceof SVGSVGElement) return void made.append(placed(element, from));
    if (element.matches(".hide, [hidden], button, input, select")) return;
    if (element.matches(".chip, .pat")) made.append(...frame(element, from));
    for (const child of element.childNodes)
      if (child instanceof Element) draw(child);
      else if (child instanceof Text) made.append(...words(child, from));
  };
  draw(part);
  lines.forEach((line, n) => {
    const y = `${high + 2 * ROOM + (n + 1) * LINE}`;
    made.append(drawn("text", { x: `${ROOM}`, y, fill: page.color }, line));
  });
  return made;
}

/** Return a picture as a file of SVG. */
export function asSvg(made: SVGSVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(made)], { type: "image/svg+xml" });
}

/** Dots of a canvas at most, one way: more than that some browsers leave empty. */
const MOST = 16_000;

/** Return a picture as a file of PNG, with two dots for each of the screen where that fits. */
export async function asPng(made: SVGSVGElement): Promise<Blob> {
  const text = new XMLSerializer().serializeToString(made);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = Math.min(2, MOST / Math.max(image.width, image.height));
  [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("too large"))), "image/png"),
  );
}

interface Origin {
  x: number;
  y: number;
}

/** Return the patterns and points of arrows of the page, which drawings name. */
function definitions(): SVGElement {
  const every = document.querySelectorAll<SVGElement>("pattern, marker");
  return drawn("defs", {}, ...[...every].map(styled));
}

/** Return a drawing of the page where it stands, with its styles written out. */
function placed(svg: SVGSVGElement, from: Origin): SVGElement {
  const box = svg.getBoundingClientRect();
  const made = styled(svg);
  for (const name of ["role", "aria-label", "aria-hidden"]) made.removeAttribute(name);
  const place = { x: box.left - from.x, y: box.top - from.y, width: box.width, height: box.height };
  for (const [name, value] of Object.entries(place)) made.setAttribute(name, value.toFixed(1));
  return made;
}

/** Return a copy of an element of a drawing, with its styles written out. */
function styled<E extends SVGElement>(element: E): E {
  const made = element.cloneNode(true) as E;
  const copies = [made, ...made.querySelectorAll<SVGElement>("*")];
  [element, ...element.querySelectorAll<SVGElement>("*")].forEach((original, n) => {
    const copy = copies[n];
    if (!copy || original.namespaceURI !== SVG || /^(title|desc|defs)$/.test(original.tagName)) return;
    const style = getComputedStyle(original);
    if (style.display === "none") return copy.setAttribute("display", "none");
    for (const name of STYLES) copy.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "href", "tabindex"]) copy.removeAttribute(name);
  });
  return made;
}

/** Return the words of a text where the browser has put them, line by line. */
function words(text: Text, from: Origin): SVGElement[] {
  const holder = text.parentElement;
  if (!holder || !text.data.trim()) return [];
  const style = getComputedStyle(holder);
  if (style.visibility === "hidden" || !holder.getClientRects().length) return [];
  const lines: { box: DOMRect; words: string[] }[] = [];
  for (const match of text.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text, match.index);
    range.setEnd(text, match.index + match[0].length);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2 && box.left > last.box.left) last.words.push(match[0]);
    else lines.push({ box, words: [match[0]] });
  }
  return lines.map(({ box, words: some }) =>
    drawn(
      "text",
      {
        x: (box.left - from.x).toFixed(1), y: (box.top - from.y + box.height * BASELINE).toFixed(1),
        fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize,
        "font-style": style.fontStyle, "font-weight": style.fontWeight,
        ...(style.textDecorationLine.includes("line-through") ? { "text-decoration": "line-through" } : {}),
      },
      some.join(" "),
    ),
  );
}

/** Return the frame of a word by which what does not simply stand is told. */
function frame(element: Element, from: Origin): SVGElement[] {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const dashes = { dashed: "4 3", dotted: "1.5 2" }[style.borderTopStyle];
  const rect = (inset: number): SVGElement =>
    drawn("rect", {
      x: (box.left - from.x + inset).toFixed(1), y: (box.top - from.y + inset).toFixed(1),
      width: (box.width - 2 * inset).toFixed(1), height: (box.height - 2 * inset).toFixed(1),
      rx: "2", fill: inset > 1 ? "none" : style.backgroundColor, stroke: style.borderTopColor,
      ...(dashes ? { "stroke-dasharray": dashes } : {}),
    });
  return style.borderTopStyle === "double" ? [rect(0.7), rect(3)] : [rect(0.7)];
}

/** Return text in lines of so many letters at most. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

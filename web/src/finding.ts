/** Names, other names and summaries that words find, the likeliest first. */

/** A line of search.json. */
export interface Entry {
  address: string;
  id: string;
  name: string;
  kind: string;
  aliases?: string[];
  manner?: string;
  standing?: string;
  claimant?: string;
}

/** An entry that was found, and the other name by which, if it was not by its own. */
export interface Hit {
  entry: Entry;
  alias: string;
}

interface Prepared {
  entry: Entry;
  names: string[];
}

/** Return text as it is compared: without accents, marks or capitals. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[’']/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// The better of two hits has the larger weight: whole, beginning, words, parts of words.
const WHOLE = 8;
const BEGINNING = 4;
const WORDS = 2;
const PARTS = 1;

function weight(name: string, words: string[], phrase: string): number {
  if (name === phrase) return WHOLE;
  if (name.startsWith(phrase)) return BEGINNING;
  const spaced = ` ${name}`;
  if (words.every((word) => spaced.includes(` ${word}`))) return WORDS;
  return words.every((word) => name.includes(word)) ? PARTS : 0;
}

/** Return what entries lose to things of the world: terms less than claims. */
function behind(entry: Entry): number {
  if (entry.kind === "claim") return WHOLE + 2;
  return /^(ontology|scheme|own\/ontology)\//.test(entry.address) ? WHOLE + 1 : 0;
}

/** Everything that can be found, made ready once. */
export class Names {
  private readonly prepared: Prepared[];

  constructor(entries: Entry[]) {
    this.prepared = entries.map((entry) => ({
      entry,
      names: [entry.name, ...(entry.aliases ?? []), entry.id].map(plain),
    }));
  }

  /** Return at most so many entries that have all the words in one of their names. */
  find(text: string, most: number): Hit[] {
    const phrase = plain(text);
    if (!phrase) return [];
    const words = phrase.split(" ");
    const ranked: { hit: Hit; rank: number; length: number; order: number }[] = [];
    this.prepared.forEach(({ entry, names }, order) => {
      let best = 0;
      let by = 0;
      names.forEach((name, n) => {
        // of names alike the label comes first, and things come before claims
        const rank = 2 * weight(name, words, phrase) - (n ? 1 : 0);
        if (rank > best) [best, by] = [rank, n];
      });
      if (!best) return;
      const aliases = entry.aliases ?? [];
      const alias = by > 0 && by <= aliases.length ? (aliases[by - 1] ?? "") : "";
      const rank = best - behind(entry);
      const length = (names[by] ?? "").length;
      ranked.push({ hit: { entry, alias }, rank, length, order });
    });
    ranked.sort((a, b) => b.rank - a.rank || a.length - b.length || a.order - b.order);
    return ranked.slice(0, most).map(({ hit }) => hit);
  }
}

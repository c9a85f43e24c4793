/** What the page of a review is told by the command that shows it, and asks of it. */

export type Values = Record<string, string>;
export type Says = Values | string[] | null;

export interface Decided {
  draft: string;
  outcome: string;
  by: string;
  on: string;
  reason: string;
}

/** A place in the text: half-open UTF-16 units, and the characters that facts have. */
export interface Place {
  start: number;
  end: number;
  chars: [number, number] | null;
}

export interface Item extends Place {
  key: string;
  state: "undecided" | "rejected" | "claim" | string;
  values: Values;
  says: Says;
  rule: string;
  /** The word that casts doubt on it, if one does. */
  cue?: Place | null;
  new: Values;
  decided: Decided | null;
}

export interface Choice {
  value: string;
  label: string;
  meaning: string;
}

export interface Field {
  name: string;
  label: string;
  meaning: string;
  kind: "code" | "thing" | "value";
  first: boolean;
  choices: Choice[];
}

export interface Form {
  kind: string;
  claim: Field[];
  content: Field[];
}

export interface Typed {
  values: Values;
  says: Says;
  chars: [number, number];
  kind: string;
}

export interface State {
  revision: string;
  document: string;
  title: string;
  language: string;
  who: string;
  text: string;
  items: Item[];
  left: number;
  drafts: number;
  rules: Record<string, number>;
  undo: string;
  coverage: { counts: Record<string, number>; bounds: [number, number, string][] } | null;
  problems: string[];
  kinds: Choice[];
  typed: Record<string, Typed>;
}

export interface Finding {
  level: string;
  message: string;
  key: string;
  solution: string;
}

export interface Done {
  message: string;
  state: State;
  claim?: string;
  refused?: Record<string, string[]>;
}

/** What was refused, in the words of the command; `problems` are all of them. */
export class Refused extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join(" "));
  }
}

const GONE =
  "The review does not answer: it may have been ended. All that was decided is kept; " +
  "run `kg review` again to go on.";

export function get<T>(address: string): Promise<T> {
  return answered<T>(fetch(new URL(address, document.baseURI)));
}

/** Have something done; with `keepalive` also where the page is being left. */
export function post<T>(
  action: string, revision: string, given: object, keepalive = false,
): Promise<T> {
  return answered<T>(
    fetch(new URL(`do/${action}`, document.baseURI), {
      method: "POST",
      keepalive,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...given, revision }),
    }),
  );
}

async function answered<T>(asked: Promise<Response>): Promise<T> {
  let answer: Response, body: T & { problems?: string[]; detail?: string };
  try {
    answer = await asked;
    body = (await answer.json()) as typeof body;
  } catch {
    throw new Refused([GONE]);
  }
  if (!answer.ok) throw new Refused(body.problems ?? [body.detail ?? GONE]);
  return body;
}

/** Who answers a query: the server of this page, or Oxigraph in this browser. */

import type { Results } from "./results";
import { at } from "./root";

export type Answer = { results: Results } | { text: string };

export interface Engine {
  /** Answer a query; rejects with what is wrong, in words. */
  answer(query: string, signal: AbortSignal): Promise<Answer>;
}

const RESULTS = "application/sparql-results+json";

/** The SPARQL endpoint of the server that sent this page. */
export class Endpoint implements Engine {
  async answer(query: string, signal: AbortSignal): Promise<Answer> {
    const sent = await fetch(at("sparql"), {
      method: "POST",
      headers: {
        Accept: `${RESULTS}, text/turtle;q=0.9`,
        "Content-Type": "application/sparql-query",
      },
      body: query,
      signal,
    });
    if (!sent.ok) throw new Error(await problem(sent));
    const media = sent.headers.get("content-type") ?? "";
    if (media.startsWith(RESULTS)) return { results: (await sent.json()) as Results };
    return { text: await sent.text() };
  }
}

async function problem(sent: Response): Promise<string> {
  try {
    const said = (await sent.json()) as { detail?: string; title?: string };
    return said.detail ?? said.title ?? `status ${sent.status}`;
  } catch {
    return `status ${sent.status}`;
  }
}

/** What the worker is told, and what it says. */
export type Told = { graph: string } | { query: string };
export type Said = { ready: number } | { failed: string } | { json: string } | { text: string };

/** Oxigraph, which reads the graph on the first query and keeps it. */
export class InBrowser implements Engine {
  private worker: Worker | undefined;

  constructor(
    private readonly prefixes: Record<string, string>,
    private readonly tell: (words: string) => void,
  ) {}

  async answer(query: string, signal: AbortSignal): Promise<Answer> {
    const worker = this.worker ?? (await this.started(signal));
    const said = await ask(worker, { query: this.declared(query) }, signal).catch((error) => {
      if (signal.aborted) this.worker = undefined; // it was ended in the middle
      throw error;
    });
    if ("json" in said) return { results: JSON.parse(said.json) as Results };
    return { text: "text" in said ? said.text : "" };
  }

  private async started(signal: AbortSignal): Promise<Worker> {
    this.tell("Loading Oxigraph and the graph …");
    const worker = new Worker(new URL("./oxigraph.worker.ts", import.meta.url), {
      type: "module",
    });
    await ask(worker, { graph: at("graph.nq.gz") }, signal);
    this.worker = worker;
    return worker;
  }

  /** Put the prefixes that need not be declared on a line before the query. */
  private declared(query: string): string {
    const known = Object.entries(this.prefixes);
    return known.map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ") + "\n" + query;
  }
}

function ask(worker: Worker, told: Told, signal: AbortSignal): Promise<Said> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      worker.terminate();
      reject(new DOMException("stopped", "AbortError"));
    };
    signal.addEventListener("abort", stop, { once: true });
    const done = (): void => signal.removeEventListener("abort", stop);
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      done();
      if ("failed" in data) reject(new Error(data.failed));
      else resolve(data);
    };
    worker.onerror = (event) => {
      done();
      reject(new Error(event.message || "Oxigraph could not be started"));
    };
    worker.postMessage(told);
  });
}

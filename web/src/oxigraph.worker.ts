/** Oxigraph beside the page, so that a long query stops nothing but itself. */

import init, { Store } from "oxigraph/web.js";
import wasm from "oxigraph/web_bg.wasm?url";

import type { Said, Told } from "./engines";

let store: Store | undefined;

async function load(address: string): Promise<Said> {
  await init({ module_or_path: wasm });
  const sent = await fetch(address);
  if (!sent.ok || !sent.body) throw new Error(`the graph could not be loaded (${sent.status})`);
  // some hosts unpack what ends in .gz on the way, and say so in a header
  const packed = new Uint8Array(await sent.arrayBuffer());
  const isPacked = packed[0] === 0x1f && packed[1] === 0x8b; // the first bytes of gzip
  const quads = isPacked
    ? await new Response(
        new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")),
      ).text()
    : new TextDecoder().decode(packed);
  store = new Store();
  store.load(quads, { format: "application/n-quads", lenient: true, no_transaction: true });
  return { ready: store.size };
}

function answer(query: string): Said {
  if (!store) throw new Error("the graph is not loaded");
  const options = { use_default_graph_as_union: true };
  const form = /^\s*(CONSTRUCT|DESCRIBE)\b/im.test(query.replace(/#[^\n]*/g, ""))
    ? "text/turtle"
    : "application/sparql-results+json";
  const said = store.query(query, { ...options, results_format: form });
  return form === "text/turtle" ? { text: String(said) } : { json: String(said) };
}

/** Return what is wrong, with the line of the query as it was written. */
function words(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.replace(/\bat (\d+):/, (_, line: string) => `at ${Number(line) - 1}:`);
}

self.onmessage = async ({ data }: MessageEvent<Told>) => {
  let said: Said;
  try {
    said = "graph" in data ? await load(data.graph) : answer(data.query);
  } catch (error) {
    said = { failed: words(error) };
  }
  self.postMessage(said);
};

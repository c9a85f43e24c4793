declare module "*.wasm?url" {
  const address: string;
  export default address;
}
declare module "oxigraph/web.js" {
  export default function init(options: { module_or_path: string }): Promise<unknown>;
  export class Store {
    readonly size: number;
    load(
      data: string,
      options: { format: string; lenient?: boolean; no_transaction?: boolean },
    ): void;
    query(
      query: string,
      options: { use_default_graph_as_union?: boolean; results_format?: string },
    ): unknown;
  }
}

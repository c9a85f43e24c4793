/** The licences of everything bundled, and of what that has bundled itself. */

import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

interface Locked {
  packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
}

/** Files that hold a licence, whatever package managers call them. */
const NAMED = /^(licen[cs]e|copying|notice)/i;

/** Write a file with the licence of every package that is not for building alone. */
export function licences(fileName: string): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const locked = JSON.parse(readFileSync("package-lock.json", "utf-8")) as Locked;
      const parts = Object.entries(locked.packages)
        .filter(([path, { dev }]) => path !== "" && !dev)
        .map(([path, { version, license }]) => {
          const name = path.replace(/^.*node_modules\//, "");
          const head = `## ${name} ${version ?? ""} (${license ?? "no licence named"})`;
          return [head, ...texts(path)].join("\n\n");
        });
      const top = "# Licences\n\nScripts in this folder contain, beside those of kg (Apache-2.0):";
      this.emitFile({ type: "asset", fileName, source: [top, ...parts, ""].join("\n\n") });
    },
  };
}

function texts(path: string): string[] {
  let files: string[];
  try {
    files = readdirSync(path).filter((name) => NAMED.test(name));
  } catch {
    return []; // an optional package of another system
  }
  return files.sort().map((name) => readFileSync(`${path}/${name}`, "utf-8").trim());
}

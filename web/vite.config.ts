import { defineConfig } from "vite";

import { licences } from "./licences.ts";

const names = {
  entryFileNames: "[name]-[hash].js",
  chunkFileNames: "[name]-[hash].js",
  assetFileNames: "[name]-[hash][extname]",
};

// One small script stands on every page; what a single page needs, it loads there.
export default defineConfig({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: [licences("licences.md")],
  worker: { format: "es", rolldownOptions: { output: names } },
  build: {
    outDir: "../kg/pages/static/app",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a word in the policy of content
    chunkSizeWarningLimit: 600, // kB: YASQE is one file of 540
    modulePreload: false,
    rolldownOptions: {
      input: "src/app.ts",
      output: { ...names, entryFileNames: "app.js" },
      onLog(level, log, report) {
        // YASQE has an eval for browsers without JSON; the policy of content forbids it
        if (log.code !== "EVAL") report(level, log);
      },
    },
  },
});

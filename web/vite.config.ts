import { defineConfig } from "vite";

// One small script stands on every page; what a single page needs, it loads there.
export default defineConfig({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  worker: { format: "es" },
  build: {
    outDir: "../kg/pages/static/app",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // a data: address would need a word in the policy of content
    chunkSizeWarningLimit: 1200, // kB: YASGUI is one file of about 1000
    modulePreload: false,
    license: { fileName: "licences.md" },
    rolldownOptions: {
      input: "src/app.ts",
      output: {
        entryFileNames: "app.js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});

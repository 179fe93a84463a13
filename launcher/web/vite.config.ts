/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds a launcher (or `npm run mock`). */
const launcher = process.env["UTSIKT_LAUNCHER"] ?? "http://127.0.0.1:8750";

export default defineConfig({
  plugins: [svelte()],
  build: {
    // The tablets of a care home are not new: two to three years back is the least we carry.
    target: ["chrome109", "safari16", "firefox115"],
    outDir: "dist",
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: false },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: launcher, ws: true } },
  },
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
    // Loading a module may take long on a busy machine; nothing here waits for real time.
    testTimeout: 60_000,
  },
});

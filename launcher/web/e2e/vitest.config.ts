//! The browser tests: the real launcher, the real headset, a real Chromium. One thing at a time, since
//! each test draws on all processors; the limits are for machines that are slow, not for the tests.

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/*.e2e.ts"],
    root: new URL("..", import.meta.url).pathname,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 180_000,
    reporters: ["verbose"],
  },
});

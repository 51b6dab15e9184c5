import { defineConfig } from 'vitest/config';

/** Some tests run a compiler: on two busy cores that takes longer than what is usual for a test. */
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
});

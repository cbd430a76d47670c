import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** `npm run test:engines`: the statement for usage in the warehouses it is offered for, started here one by one. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    include: ["test/engines/*.engine.ts"],
    environment: "node",
    testTimeout: 1_800_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
  },
});

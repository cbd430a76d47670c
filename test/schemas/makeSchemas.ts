import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "./jsonSchemas.ts";

/** Writes build/schemas: the JSON Schemas of what other programs read and write. `npm run schemas`. */
const folder = new URL("../../build/schemas/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of jsonSchemas()) writeFileSync(new URL(name, folder), text);

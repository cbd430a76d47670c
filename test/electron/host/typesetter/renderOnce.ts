import { createHash } from "node:crypto";
import { renderReport } from "#electron/host/typesetter/renderReport.ts";
import { aReport } from "./aReport.ts";

// Run in a process of its own by the test of equal bytes.
void renderReport(aReport()).then((pdf) => process.stdout.write(createHash("sha256").update(pdf).digest("hex")));

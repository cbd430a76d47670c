import { join } from "node:path";
import * as v from "valibot";
import { grant, type Host } from "#shared/host/client.ts";
import { readJsonFile, writeJsonFile } from "#electron/host/files/jsonFile.ts";
import { answer, onFile } from "./replies.ts";

const settingsSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** The operations of the contract that keep the user's settings, in the app's own `folder`. */
export function settingsOperations(folder: string): Pick<Host, "readSettings" | "writeSettings"> {
  const file = join(folder, "settings.json");
  return {
    readSettings: () => answer(readJsonFile(file, settingsSchema) ?? {}),
    writeSettings: (settings) =>
      Promise.resolve(
        onFile(file, () => {
          writeJsonFile(file, settings);
          return grant(null);
        }),
      ),
  };
}

import { basename, join } from "node:path";
import * as v from "valibot";
import { grant, refuse, type Host } from "#shared/host/client.ts";
import { readJsonFile, updateJsonFile } from "#electron/host/files/jsonFile.ts";
import { answer, fileFailureOf } from "./replies.ts";

const settingsSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** The operations of the contract that keep the user's settings, in the app's own `folder`. */
export function settingsOperations(folder: string): Pick<Host, "readSettings" | "writeSettings"> {
  const file = join(folder, "settings.json");
  return {
    readSettings: () => answer(readJsonFile(file, settingsSchema) ?? {}),
    writeSettings: async (changed) => {
      try {
        await updateJsonFile(file, settingsSchema, (before) => ({ ...before, ...changed }));
        return grant(null);
      } catch (error) {
        return refuse(fileFailureOf(error, basename(file)));
      }
    },
  };
}

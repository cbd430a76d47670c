import { openDocuments } from "#electron/host/documents/documents.ts";
import { settingsOperations } from "#electron/host/operations/settingsOperations.ts";

/** Opens plans and changes settings as one program of several does: the child of `twoPrograms.test.ts`. */
const [folder, ...plans] = process.argv.slice(2);
if (folder === undefined) throw new Error("the app's folder is missing");
const documents = openDocuments(folder);
const { writeSettings } = settingsOperations(folder);
for (const plan of plans) {
  documents.touch(documents.choose(plan));
  await documents.recent();
  const written = await writeSettings({ [plan]: true });
  if (!written.ok) throw new Error(JSON.stringify(written.failure));
}
await documents.close();

import type { UsageService } from "#electron/host/usage/usageService.ts";
import type { UsageImport } from "#shared/usage/answers/answers.ts";

/** Imports all parts of files, or of folders, as the app does. Throws where the import does not end well. */
export async function importAll(service: UsageService, ...paths: readonly string[]): Promise<UsageImport> {
  const parts = (await Promise.all(paths.map((path) => service.look(path)))).flat();
  const end = await service.finish(
    await service.startImport(parts.map(({ part }) => ({ part, format: null, columns: null }))),
  );
  if (end.result === null) throw new Error(`${end.status}: ${end.reason ?? ""}`);
  return end.result;
}

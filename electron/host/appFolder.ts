import { join } from "node:path";

/** What decides where a program keeps its data: of this process, or of a test. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The folder for what belongs to the app and not to a plan: recovery, versions, recent plans, settings.
 * `PAST_APRIL_DATA` names another one.
 */
export function appFolder({ platform, home, env }: Surroundings): string {
  const named = env["PAST_APRIL_DATA"];
  if (named !== undefined && named !== "") return named;
  if (platform === "darwin") return join(home, "Library", "Application Support", "Past April");
  if (platform === "win32") return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Past April");
  // The XDG rules want relative paths ignored.
  const data = env["XDG_DATA_HOME"];
  return join(data?.startsWith("/") === true ? data : join(home, ".local", "share"), "past-april");
}

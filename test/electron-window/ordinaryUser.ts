import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";

/**
 * The user that an administrator's test runs the app as: Chromium's sandbox refuses an administrator, and nobody should
 * try the app as one.
 */
const NAME = "past-april-test";

/** Who runs the app: this user, or where that is an administrator an ordinary one, made for it. */
export interface AppUser {
  readonly home: string;
  /** Gives it a file or a folder with all in it. */
  readonly own: (path: string) => void;
  /** A program that runs another one as this user. */
  readonly wrap: (program: string, file: string) => string;
}

/** The user to run the app as. Throws where an administrator can make none. */
export function appUser(): AppUser {
  if (process.getuid?.() !== 0)
    return { home: process.env["HOME"] ?? "/", own: () => undefined, wrap: (program) => program };
  if (spawnSync("id", ["-u", NAME]).status !== 0)
    execFileSync("useradd", ["--system", "--create-home", "--user-group", NAME]);
  const home = execFileSync("getent", ["passwd", NAME], { encoding: "utf8" }).split(":")[5] ?? "/";
  return {
    home,
    own: (path) => void execFileSync("chown", ["-R", `${NAME}:${NAME}`, path]),
    wrap: (program, file) => {
      // Playwright turns the sandbox off where it runs as an administrator; the app does not run as one.
      const lines = [
        "#!/usr/bin/env bash",
        "words=()",
        'for word in "$@"; do [ "$word" = "--no-sandbox" ] || words+=("$word"); done',
        `exec setpriv --reuid=${NAME} --regid=${NAME} --clear-groups -- '${program}' "\${words[@]}"`,
      ];
      writeFileSync(file, `${lines.join("\n")}\n`);
      chmodSync(file, 0o755);
      return file;
    },
  };
}

/** A screen of the test's own on Linux, by its name for DISPLAY; elsewhere the machine's. */
export async function openScreen(): Promise<{ readonly display: string | null; readonly close: () => void }> {
  if (process.platform !== "linux") return { display: null, close: () => undefined };
  const screen: ChildProcess = spawn(
    "Xvfb",
    ["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-ac"],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const display = await new Promise<string>((resolve, reject) => {
    screen.stdout!.once("data", (number: Buffer) => resolve(`:${number.toString().trim()}`));
    screen.once("error", reject);
    screen.once("exit", () => reject(new Error("Xvfb ended")));
  });
  return { display, close: () => void screen.kill() };
}

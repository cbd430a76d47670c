import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseArguments } from "#electron/cli/arguments.ts";
import { completionOf } from "#electron/cli/completion.ts";
import { OPTIONS } from "#electron/cli/options.ts";
import { SHELLS } from "#electron/cli/shells.ts";

const folder = mkdtempSync(join(tmpdir(), "past-april-"));
afterAll(() => rmSync(folder, { recursive: true }));

function has(shell: string): boolean {
  return spawnSync(shell, ["--version"]).status === 0;
}

/** What bash offers after these words, the last one as far as it is typed. */
function bashOffers(...words: string[]): string[] {
  const script = join(folder, "past-april.bash");
  writeFileSync(script, completionOf("bash"));
  const typed = ["past-april", ...words].map((word) => `'${word}'`).join(" ");
  const { stdout } = spawnSync(
    "bash",
    [
      "-c",
      `source ${script}; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _past_april; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { encoding: "utf8", cwd: folder },
  );
  return stdout.split("\n").filter((word) => word !== "");
}

describe("past-april completion", () => {
  // A script is tried in its own shell where that is installed; what it holds is tested below without one.
  it.skipIf(!has("bash"))("offers commands, studies, options and files in bash", () => {
    writeFileSync(join(folder, "engineering.plan.json"), "{}");
    expect(bashOffers("fore")).toEqual(["forecast"]);
    expect(bashOffers("study", "st")).toEqual(["stress"]);
    expect(bashOffers("compare", "engineering.plan.json", "--sce")).toEqual(["--scenarios"]);
    expect(bashOffers("forecast", "engi")).toEqual(["engineering.plan.json"]);
  });

  it.skipIf(!has("fish"))("offers the same in fish", () => {
    const script = join(folder, "past-april.fish");
    writeFileSync(script, completionOf("fish"));
    const offers = (line: string): string[] =>
      spawnSync("fish", ["-N", "-c", `source ${script}; complete -C '${line}'`], { encoding: "utf8" })
        .stdout.split("\n")
        .map((word) => word.split("\t")[0]!)
        .filter((word) => word !== "");
    expect(offers("past-april fore")).toEqual(["forecast"]);
    expect(offers("past-april watch --max-over")).toEqual(["--max-overage", "--max-overrun"]);
  });

  it.skipIf(!has("zsh"))("is a script that zsh can read", () => {
    const script = join(folder, "_past-april");
    writeFileSync(script, completionOf("zsh"));
    expect(spawnSync("zsh", ["-n", script], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it.each(SHELLS)("knows every command and option in %s", (shell) => {
    const script = completionOf(shell);
    for (const [name, options] of Object.entries(OPTIONS))
      for (const word of [name, ...Object.keys(options)]) expect(script).toContain(word);
  });

  it("takes the name of one shell", () => {
    expect(parseArguments(["completion", "fish"])).toEqual({ kind: "completion", shell: "fish" });
    for (const words of [[], ["tcsh"], ["bash", "zsh"]])
      expect(parseArguments(["completion", ...words])).toEqual({
        kind: "wrong",
        message: "completion takes the name of a shell: bash, zsh, fish.",
      });
  });
});

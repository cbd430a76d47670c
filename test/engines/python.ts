import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Python packages that the tests of engines and notebooks run with, at the versions that were tried. */
export const PYTHON_PACKAGES = [
  "chdb==4.4.0",
  "pyspark==4.1.4",
  "pandas==3.1.1",
  "pyarrow==26.0.1",
  "kubernetes-validate==1.37.0",
];
const VENV = fileURLToPath(new URL("../../node_modules/.cache/past-april-engines", import.meta.url));

/** A Python with the packages: the one that PAST_APRIL_PYTHON names, else one of its own, made on first use. */
export function python(): string | null {
  const named = process.env["PAST_APRIL_PYTHON"];
  if (named !== undefined) return named;
  const own = join(VENV, "bin/python");
  if (!existsSync(own) && spawnSync("python3", ["-m", "venv", VENV]).status !== 0) return null;
  const installed = spawnSync(join(VENV, "bin/pip"), ["install", "--quiet", ...PYTHON_PACKAGES], { stdio: "inherit" });
  return installed.status === 0 ? own : null;
}

/** Why a Python module cannot be used here, and how to install it; null: it can. */
export function withModule(module: string): string | null {
  const found = python();
  return found !== null && spawnSync(found, ["-c", `import ${module}`]).status === 0
    ? null
    : `${module} is not there: pip install ${PYTHON_PACKAGES.join(" ")}, and name that Python in PAST_APRIL_PYTHON`;
}

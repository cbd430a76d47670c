import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { python, withModule } from "./python.ts";
import { COLUMNS } from "./requests.ts";

/** A warehouse that a test starts by itself. */
export interface Warehouse {
  readonly dialect: "postgres" | "clickhouse" | "spark";
  /** Why it cannot be started here, and how to install it; null: it can. */
  readonly missing: () => string | null;
  /** Runs statements over the requests of a CSV file; how DuckDB reads the rows of the last. */
  readonly run: (statements: readonly string[], csv: string, folder: string) => string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
function runPython(
  script: string,
  statements: readonly string[],
  csv: string,
  out: string,
  env: NodeJS.ProcessEnv,
): void {
  const file = `${out}.json`;
  writeFileSync(file, JSON.stringify(statements));
  execFileSync(python()!, [here(script), file, csv, out], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

export const clickhouse: Warehouse = {
  dialect: "clickhouse",
  missing: () => withModule("chdb"),
  run: (statements, csv, folder) => {
    const out = join(folder, "clickhouse.parquet");
    runPython("run_clickhouse.py", statements, csv, out, {});
    return `read_parquet('${out}')`;
  },
};

/** Spark 4 runs on Java 17 and 21. */
function javaHome(): string | null {
  const named = process.env["JAVA_HOME"];
  if (named !== undefined && existsSync(named)) return named;
  const folder = "/usr/lib/jvm";
  const name = existsSync(folder)
    ? readdirSync(folder).find((each) => /^java-(?:1\.)?(?:17|21)-openjdk/.test(each))
    : undefined;
  return name === undefined ? null : join(folder, name);
}

export const spark: Warehouse = {
  dialect: "spark",
  missing: () =>
    javaHome() === null
      ? "no Java 17 is there: apt-get install openjdk-17-jre-headless, or set JAVA_HOME"
      : withModule("pyspark"),
  run: (statements, csv, folder) => {
    const out = join(folder, "spark");
    runPython("run_spark.py", statements, csv, out, { JAVA_HOME: javaHome()!, SPARK_LOCAL_IP: "127.0.0.1" });
    return `read_parquet('${out}/*.parquet')`;
  },
};

const DEBIAN_POSTGRES = "/usr/lib/postgresql";

/** Where the programs of PostgreSQL's server are; null: nowhere. */
function postgresPrograms(): string | null {
  const version = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES).sort().at(-1) : undefined;
  return version === undefined ? null : join(DEBIAN_POSTGRES, version, "bin");
}

export const postgres: Warehouse = {
  dialect: "postgres",
  missing: () =>
    postgresPrograms() === null ? "PostgreSQL is not there: apt-get install --no-install-recommends postgresql" : null,
  run: (statements, csv, folder) => {
    const data = join(folder, "postgres");
    const out = join(folder, "postgres.csv");
    mkdirSync(data);
    // The server refuses to run as root.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) execFileSync("chown", ["postgres", data]);
    const asServer = (program: string, ...words: readonly string[]): void => {
      const command = [join(postgresPrograms()!, program), ...words];
      const [first, ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
      execFileSync(first!, rest, { stdio: "ignore", cwd: data });
    };
    const psql = (...words: readonly string[]): void => {
      execFileSync("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", data, "-U", "past", "postgres", ...words], {
        stdio: ["ignore", "ignore", "pipe"],
      });
    };
    asServer("initdb", "-D", join(data, "cluster"), "-A", "trust", "-U", "past", "-E", "UTF8");
    // A socket in the folder and no port: nothing else of this machine is met. Its zone must not matter.
    asServer(
      "pg_ctl",
      "-D",
      join(data, "cluster"),
      "-w",
      "-l",
      join(data, "log"),
      "-o",
      `-c listen_addresses= -c unix_socket_directories=${data} -c timezone=Asia/Tokyo`,
      "start",
    );
    try {
      const types: Record<string, string> = { DOUBLE: "DOUBLE PRECISION", VARCHAR: "TEXT" };
      const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${types[type] ?? type}`);
      psql(
        "-c",
        `CREATE TABLE own_requests (${columns.join(", ")})`,
        "-c",
        `\\copy own_requests from '${csv}' csv header`,
      );
      const script = join(folder, "postgres.sql");
      writeFileSync(script, [...statements.slice(0, -1), `CREATE TABLE result AS\n${statements.at(-1)!}`].join(";\n"));
      psql("-f", script, "-c", `\\copy result to '${out}' csv header`);
    } finally {
      asServer("pg_ctl", "-D", join(data, "cluster"), "-m", "immediate", "stop");
    }
    return `read_csv('${out}', header = true, all_varchar = true)`;
  },
};

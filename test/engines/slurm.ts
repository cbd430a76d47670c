import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { join } from "node:path";

const PROGRAMS = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged", "/usr/bin/sbatch"];

/** Why no scheduler can be started here, and what to do; null: it can. */
export function slurmMissing(): string | null {
  if (process.getuid?.() !== 0) return "Slurm's daemons start as root here";
  return PROGRAMS.every((program) => existsSync(program))
    ? null
    : "Slurm is not there: apt-get install --no-install-recommends slurm-wlm munge";
}

/** A scheduler of one machine, started in a folder of its own. */
export interface Scheduler {
  /** Submits a script and waits for all its tasks; the exit code of the worst. */
  submit(script: string, options: readonly string[], env: Readonly<Record<string, string>>): number;
  stop(): void;
}

/** Starts munge, the controller and one node, and waits until the node takes work. */
export async function startSlurm(folder: string): Promise<Scheduler> {
  mkdirSync(join(folder, "state"));
  mkdirSync(join(folder, "node"));
  const conf = join(folder, "slurm.conf");
  writeFileSync(conf, configuration(folder));
  const env = { ...process.env, SLURM_CONF: conf };
  mkdirSync("/run/munge", { recursive: true });
  execFileSync("chown", ["munge:munge", "/run/munge"]);
  spawnSync("runuser", ["-u", "munge", "--", "/usr/sbin/munged"], { stdio: "ignore" });
  const daemons = [
    spawn("/usr/sbin/slurmctld", ["-D"], { env, stdio: "ignore" }),
    spawn("/usr/sbin/slurmd", ["-D", "-N", "localhost"], { env, stdio: "ignore" }),
  ];
  const stop = (): void => daemons.forEach((daemon) => void daemon.kill("SIGKILL"));
  for (let tries = 0; ; tries++) {
    const { stdout } = spawnSync("sinfo", ["-h", "-o", "%T"], { env, encoding: "utf8" });
    if (stdout.trim() === "idle") break;
    if (tries === 120) {
      stop();
      throw new Error(`the node does not take work: ${stdout}`);
    }
    await pause(500);
  }
  return {
    submit: (script, options, own) =>
      spawnSync("sbatch", ["--wait", `--output=${folder}/%A_%a.out`, ...options, script], {
        env: { ...env, ...own },
        stdio: "ignore",
      }).status ?? -1,
    stop,
  };
}

/** No accounting, no control groups: only what starts tasks. The ports are of this machine alone. */
function configuration(folder: string): string {
  const lines = {
    ClusterName: "past-april",
    SlurmctldHost: "localhost(127.0.0.1)",
    SlurmUser: "root",
    SlurmdUser: "root",
    AuthType: "auth/munge",
    StateSaveLocation: join(folder, "state"),
    SlurmdSpoolDir: join(folder, "node"),
    SlurmctldPidFile: join(folder, "controller.pid"),
    SlurmdPidFile: join(folder, "node.pid"),
    SlurmctldLogFile: join(folder, "controller.log"),
    SlurmdLogFile: join(folder, "node.log"),
    SlurmctldPort: "16817",
    SlurmdPort: "16818",
    ProctrackType: "proctrack/pgid",
    TaskPlugin: "task/none",
    SelectType: "select/cons_tres",
    SelectTypeParameters: "CR_Core",
    JobAcctGatherType: "jobacct_gather/none",
    AccountingStorageType: "accounting_storage/none",
    MpiDefault: "none",
    ReturnToService: "2",
  };
  return `${Object.entries(lines)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n")}
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}

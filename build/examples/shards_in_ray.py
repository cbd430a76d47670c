"""Simulate one run in shards on a Ray cluster whose machines share a folder.

    python shards_in_ray.py PLAN FOLDER SHARDS [past-april …]

What stands after SHARDS is how past-april is called on the machines. Then: past-april merge PLAN FOLDER/*.shard
"""

import subprocess
import sys

import ray

TRIALS = 1_000_000


@ray.remote(num_cpus=1, max_retries=3)
def simulate(command: list[str], plan: str, shard: int, shards: int, folder: str) -> str:
    out = f"{folder}/{shard}.shard"
    options = ["--trials", str(TRIALS), "--workers", "1", "--shard", f"{shard}/{shards}", "--out", out]
    subprocess.run([*command, "forecast", plan, *options], check=True, stdout=subprocess.DEVNULL)
    return out


def main() -> None:
    plan, folder, shards, *command = sys.argv[1:]
    ray.init(include_dashboard=False)
    tasks = [
        simulate.remote(command or ["past-april"], plan, shard, int(shards), folder)
        for shard in range(1, int(shards) + 1)
    ]
    for done in ray.get(tasks):
        print(done)


if __name__ == "__main__":
    main()

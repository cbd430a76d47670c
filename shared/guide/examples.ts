/** Files in build/examples that go on with the simulated years in another tool, and what each shows. */
export const EXAMPLES: readonly { readonly name: string; readonly shows: string }[] = [
  {
    name: "forecast_in_pandas.py",
    shows: "Forecasts a plan and goes on with its simulated years as a table of pandas.",
  },
  { name: "shards.sbatch", shows: "Simulates one plan in twenty parts as a Slurm job array, and merges them." },
  { name: "shards.job.yaml", shows: "The same as an indexed job of Kubernetes." },
  { name: "shards_in_ray.py", shows: "The same with Ray, from Python." },
];

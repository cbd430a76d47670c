import { normalQuantile } from "#shared/numerics/normal.ts";
import { keyOf, streamOf, under } from "#shared/random/random.ts";
import { epochDayOf, isoDateOf, weekdayOf } from "#shared/units.ts";

export interface PlantedUsage {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly users: number;
  /** Runs of one user on a working day, on average. */
  readonly runsPerUser: number;
  /** Lognormal tokens of a run. */
  readonly median: number;
  readonly sigma: number;
  readonly model: string;
  readonly project: string;
}

/** A quarter of the small team's coding, dearer and busier than its plan. */
export const A_QUARTER: PlantedUsage = {
  from: "2027-01-04",
  to: "2027-03-31",
  users: 12,
  runsPerUser: 3.8,
  median: 1_050_000,
  sigma: 0.9,
  model: "large-2027-01",
  project: "web-app",
};

/**
 * A table of usage as no known tool writes it: one request a line, with one line whose tokens are negative and one
 * without a time.
 */
export function usageExport({ from, to, users, runsPerUser, median, sigma, model, project }: PlantedUsage): string {
  const lines = ["timestamp,model,session_id,user,project,input_tokens,output_tokens,cost_usd,status"];
  let run = 0;
  for (let day = epochDayOf(from); day <= epochDayOf(to); day++) {
    if (weekdayOf(day) === 0 || weekdayOf(day) === 6) continue;
    const random = streamOf(under(keyOf(4), day));
    for (let user = 0; user < users; user++) {
      const runs = Math.floor(runsPerUser) + (random() < runsPerUser % 1 ? 1 : 0);
      for (let k = 0; k < runs; k++) {
        const tokens = Math.round(median * Math.exp(sigma * normalQuantile(random())));
        const output = Math.round(0.05 * tokens);
        const cost = ((tokens - output) * 3 + output * 15) / 1e6;
        const hour = String(8 + k).padStart(2, "0");
        const isRight = random() < 0.95 - 0.35 * (tokens > 2 * median ? 1 : 0);
        lines.push(
          `${isoDateOf(day)}T${hour}:${String(10 + user)}:00Z,${model},s${++run},person${user}@example.com,${project},${tokens - output},${output},${cost.toFixed(4)},${isRight ? "ok" : "error"}`,
        );
      }
    }
  }
  lines.push(
    `2027-03-31T18:00:00Z,${model},s${++run},person0@example.com,${project},-5,10,0.1,ok`,
    `,${model},s${++run},person0@example.com,${project},5,10,0.1,ok`,
  );
  return `${lines.join("\n")}\n`;
}

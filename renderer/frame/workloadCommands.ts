import type { Plan } from "#shared/plan/schema/plan.ts";
import type { AppState } from "#renderer/state/appState.ts";
import type { Command } from "./command.ts";

/** The workloads by name, and all of their inputs as a sheet. */
export function workloadCommands(
  plan: Plan,
  { selectWorkload, showWorkloadsPart, goTo }: Pick<AppState, "selectWorkload" | "showWorkloadsPart" | "goTo">,
): Command[] {
  return [
    ...Object.entries(plan.workloads).map(([id, { name = id }]): Command => ({
      id: `workload ${id}`,
      label: name,
      aside: "Workload",
      run: () => {
        selectWorkload(id);
        showWorkloadsPart("one");
        goTo("workloads");
      },
    })),
    {
      id: "workloads all",
      label: "All inputs as a sheet",
      aside: "Workloads",
      run: () => {
        showWorkloadsPart("all");
        goTo("workloads");
      },
    },
  ];
}

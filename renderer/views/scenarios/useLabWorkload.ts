import { useApp } from "#renderer/state/useApp.tsx";

/**
 * The workload that a lab looks at: the one chosen last, here or on Workloads, else the first; null: the plan has none.
 */
export function useLabWorkload(ids: readonly string[]): [workload: string | null, choose: (id: string) => void] {
  const selected = useApp((state) => state.selectedWorkload);
  const choose = useApp((state) => state.selectWorkload);
  return [selected !== null && ids.includes(selected) ? selected : (ids[0] ?? null), choose];
}

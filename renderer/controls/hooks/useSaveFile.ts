import { fileNameOf } from "#shared/fileName.ts";
import type { FileKind } from "#shared/host/contract.ts";
import { describeHostFailure } from "#shared/host/failure.ts";
import { useAppContext } from "#renderer/state/useApp.tsx";

/**
 * Saves a result where the reader wants it and says so. `name`: with its ending; it may hold names of the plan as they
 * are.
 */
export function useSaveFile(): (name: string, kind: FileKind, make: () => Promise<Uint8Array>) => Promise<void> {
  const { services, store } = useAppContext();
  return async (name, kind, make) => {
    const { say } = store.getState();
    const suggestedName = `${fileNameOf(name.endsWith(`.${kind}`) ? name.slice(0, -kind.length - 1) : name)}.${kind}`;
    try {
      const saved = await services.host.exportFile({ suggestedName, kind, bytes: await make() });
      if (!saved.ok) say({ kind: "wrong", sentence: describeHostFailure(saved.failure) });
      else if (saved.value !== null) say({ kind: "done", sentence: `Saved as ${saved.value.place}.` });
    } catch {
      say({ kind: "wrong", sentence: `${suggestedName} could not be created. The table has the same data.` });
    }
  };
}

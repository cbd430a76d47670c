import type { Host } from "#shared/host/client.ts";
import { answer } from "./replies.ts";
import type { Shell } from "./shell.ts";

/** The operations of the contract that are about the window in which the page stands. */
export function windowOperations(
  shell: Pick<Shell, "setWindow" | "closeWindow">,
): Pick<Host, "windowState" | "closeWindow"> {
  return {
    windowState: (state) => {
      shell.setWindow(state);
      return answer(null);
    },
    closeWindow: () => {
      shell.closeWindow();
      return answer(null);
    },
  };
}

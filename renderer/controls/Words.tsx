import { Fragment, type ReactElement } from "react";
import type { WordRun } from "#shared/forecast/words/runs.ts";

/** A sentence with its key figures set strong. */
export function Words({ runs }: { readonly runs: readonly WordRun[] }): ReactElement {
  return (
    <>
      {runs.map(({ text, strong }, i) =>
        strong === true ? <strong key={i}>{text}</strong> : <Fragment key={i}>{text}</Fragment>,
      )}
    </>
  );
}

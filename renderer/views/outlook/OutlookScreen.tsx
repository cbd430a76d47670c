import type { ReactElement } from "react";
import { useShown } from "../../state/useApp.tsx";

export function OutlookScreen(): ReactElement {
  const shown = useShown();
  return <p>{shown === null ? "No forecast yet" : shown.answers.forecast.reserve.ask}</p>;
}

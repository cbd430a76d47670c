import type { ReactElement } from "react";

/** Icons on a 16 px grid, 1.4 px lines; the screens' icons are drawn after the screens themselves. */
const PATHS = {
  outlook: "M2 13.5C6 12.5 9 10 14 3M2 13.5C7 12.6 10.5 11.5 14 7M2 13.5C7 13.2 11 12.8 14 11",
  workloads: "M2 4.5h7M12 4.5h2M2 8h2M7 8h7M2 11.5h5M10 11.5h4M10.5 3v3M5.5 6.5v3M8.5 10v3",
  models: "M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.3h.01",
  scenarios: "M2 8h4c3 0 4-4 8-4M6 8c3 0 4 4 8 4",
  drivers: "M8 2v12M3 4.5h10M4.5 7.5h7M6 10.5h4",
  actuals: "M2.5 2.5v11h11M5 10.5l2.5-3 2 1.5 3.5-5",
  value: "M8 2v12M2 8h12M11 3.5v3M9.5 5h3",
  centres: "M6 2.5h4v3.2H6zM8 5.7V8M3.8 10.3V8h8.4v2.3M2 10.3h3.6v3.2H2zM10.4 10.3H14v3.2h-3.6z",
  report: "M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.5 8h5M5.5 10.5h5",
  table: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.2 6.5v6",
  start: "M2.5 7.5 8 2.5l5.5 5M4 6.5v7h8v-7",
  import: "M8 2.5V10M5 7.2 8 10.2l3-3M3 8.5v5h10v-5",
  export: "M8 10V2.5M5 5.2 8 2.2l3 3M3 8.5v5h10v-5",
  undo: "M5.5 3 2.5 6l3 3M2.5 6h6.2a3.8 3.8 0 0 1 0 7.6H6",
  redo: "M10.5 3l3 3-3 3M13.5 6H7.3a3.8 3.8 0 0 0 0 7.6H10",
  check: "M3 8.5 6.3 12 13 4.5",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.01",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 13.8 13.8",
  file: "M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5",
  folder: "M2 4h4.5l1.5 2h6v7.5H2z",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  trash: "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9",
  copy: "M5.5 5.5h8v8h-8zM3 10.5v-8h7.5",
  pause: "M5 3.5v9M11 3.5v9",
  back: "M9.5 4 5.5 8l4 4",
  forward: "M6.5 4l4 4-4 4",
  play: "M5 3.5 12.5 8 5 12.5z",
  guide: "M8 4C6.5 2.8 4.5 2.5 2 2.5v10c2.5 0 4.5.3 6 1.5 1.5-1.2 3.5-1.5 6-1.5v-10c-2.5 0-4.5.3-6 1.5zM8 4v10",
  help: "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.6v.01",
  preferences: "M3 2v5M3 10v4M8 2v2M8 7v7M13 2v7M13 12v2M1.5 8.5h3M6.5 5.5h3M11.5 10.5h3",
  calendar: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3",
  settings: "M2 5h8M13 5h1M2 11h2M7 11h7M11.5 3.3v3.4M5.5 9.3v3.4",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word; a screen reader passes it over. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  const isDotted = name === "more" || name === "models" || name === "warning";
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={name === "play" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={isDotted ? 1.5 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

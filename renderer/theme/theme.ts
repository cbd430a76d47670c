import { useSyncExternalStore } from "react";
import {
  DARK_CONTRAST_THEME,
  DARK_THEME,
  LIGHT_CONTRAST_THEME,
  LIGHT_THEME,
  type ChartTheme,
} from "#shared/charts/base/theme.ts";
import { useApp } from "#renderer/state/useApp.tsx";

/** Whether a media query holds, followed as it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The narrow layout: below 1200 px of window. */
export function useIsNarrow(): boolean {
  return useMedia("(max-width: 1199px)");
}

export interface Look {
  readonly theme: "light" | "dark";
  readonly contrast: "more" | "usual";
}

/** What the settings and the system come to. */
export function useLook(): Look {
  const theme = useApp((state) => state.theme);
  const contrast = useApp((state) => state.contrast);
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const prefersContrast = useMedia("(prefers-contrast: more)");
  return {
    theme: theme === "system" ? (prefersDark ? "dark" : "light") : theme,
    contrast: contrast === "more" || prefersContrast ? "more" : "usual",
  };
}

/** The charts' theme for the look of the window. */
export function useChartTheme(): ChartTheme {
  const { theme, contrast } = useLook();
  const isWide = useMedia("(min-width: 1700px)");
  const usual =
    contrast === "more"
      ? theme === "dark"
        ? DARK_CONTRAST_THEME
        : LIGHT_CONTRAST_THEME
      : theme === "dark"
        ? DARK_THEME
        : LIGHT_THEME;
  return isWide ? WIDE.get(usual)! : usual;
}

/**
 * The same themes with larger words, as the style sheets have them: see tokens.css. One object each, so that nothing is
 * drawn anew without a reason.
 */
const WIDE = new Map(
  [LIGHT_THEME, DARK_THEME, LIGHT_CONTRAST_THEME, DARK_CONTRAST_THEME].map((theme): [ChartTheme, ChartTheme] => [
    theme,
    { ...theme, text: { tick: theme.text.tick + 1, small: theme.text.small + 1 } },
  ]),
);

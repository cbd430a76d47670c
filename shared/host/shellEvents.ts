/** The title of a window that shows no plan. */
export const BARE_TITLE = "Past April";

/** What a shell's menu may ask the screen to do. */
export type MenuCommand =
  | "new"
  | "open"
  | "save"
  | "save-as"
  | "export"
  | "undo"
  | "redo"
  | "versions"
  | "palette"
  | "preferences"
  | "guide"
  | "run"
  | "cancel"
  | "about"
  | "save-and-close";

/** What a shell may ask of the screen: a command of its menu, or a plan that was opened from outside (a double click). */
export type HostEvent =
  { readonly type: "command"; readonly command: MenuCommand } | { readonly type: "open"; readonly document: string };

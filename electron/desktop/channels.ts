/** The channels between the page's preload and the main process. */
export const HOST_CHANNEL = "host";
export const DROP_CHANNEL = "host-drop";
export const DROP_USAGE_CHANNEL = "host-drop-usage";
export const WINDOW_CHANNEL = "host-window";
export const EVENT_CHANNEL = "host-event";

/** The three channels between the page's preload and the main process. */
export const HOST_CHANNEL = "host";
export const DROP_CHANNEL = "host-drop";
export const EVENT_CHANNEL = "host-event";

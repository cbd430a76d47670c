/** What the language has gained since Chromium 108 and Node 16. */
import "core-js/actual";

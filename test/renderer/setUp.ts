import { configure } from "@testing-library/dom";

// A query that waits for a text ends what hangs; how long a loaded machine takes is no test's business.
configure({ asyncUtilTimeout: 60_000 });

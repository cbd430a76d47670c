/**
 * Who may know whom, held by a machine inside `npm test`. The order is
 *
 *   units, format, random, numerics ← distributions ← statistics ← plan ← value ← engine ← forecast ← studies ← charts ← report;  plan ← usage;  plan ← host
 *   shared ← renderer;  shared ← electron;  renderer and electron meet nowhere but in shared/host
 *
 * Type imports count: a type that points the wrong way is a dependency that is about to become real.
 */

/** Forbids the folders of shared/ that lie above a layer. */
const below = (layer, forbidden, why, folders = layer) => ({
  name: `${layer}-knows-nothing-above-it`,
  comment: why,
  severity: "error",
  from: { path: `^shared/(${folders})(/|\\.ts$)` },
  to: { path: `^shared/(${forbidden})/` },
});

/** The files at the top of a folder, beside its rooms. */
const TOP = "[^/]+\\.tsx?$";

/** The rooms and single files of a folder, none of which knows a later one. */
const inOrder = (folder, rooms, why) =>
  rooms.slice(0, -1).map((room, i) => ({
    name: `${folder.replaceAll("/", "-")}-${room}-knows-no-later-room`,
    comment: why,
    severity: "error",
    from: { path: `^${folder}/${room}(/|$)` },
    to: { path: `^${folder}/(${rooms.slice(i + 1).join("|")})(/|$)` },
  }));

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two modules that need each other are one module, or hide a third that both need.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment:
        "A module that nothing imports and no test reads is dead. Entry points and configuration are started from outside.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          "^(electron/(desktop/(main|preload)|cli/main)|renderer/[^/]+)\\.tsx?$",
          "\\.d\\.ts$",
          "\\.config\\.ts$",
          "^test/",
        ],
      },
      to: {},
    },
    {
      name: "everything-resolves",
      comment: "An import that cannot be found fails here, not on a user's machine.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "shared-knows-no-machine",
      comment:
        "shared/ runs in Node, in a browser and in a worker alike, so it knows neither Node's modules nor either shell.",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(electron|renderer|test|build)/" },
    },
    {
      name: "shared-knows-no-node-module",
      comment: "The same for Node's own modules: disk, network and clock belong to electron/.",
      severity: "error",
      from: { path: "^shared/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "shared-uses-few-packages",
      comment:
        "The model rests on a schema library, a reader of JSON with its places, a hash, summary statistics, searches of ordered arrays and equality by value; a new package here is a decision, so it is named here.",
      severity: "error",
      from: { path: "^shared/", pathNot: "^shared/(charts|report|guide)/" },
      to: {
        path: "node_modules/",
        pathNot: "node_modules/(valibot|jsonc-parser|@noble/hashes|simple-statistics|dequal|d3-array|@types/d3-array)/",
      },
    },
    {
      name: "guide-reads-markdown-with-marked",
      comment: "The pages of the guide are Markdown; a well-kept reader takes them apart, and nothing else is needed.",
      severity: "error",
      from: { path: "^shared/guide/" },
      to: { path: "node_modules/", pathNot: "node_modules/marked/" },
    },
    {
      name: "charts-draw-with-react-and-d3",
      comment: "Charts are SVG marks as React over d3's scales and shapes, so that screen and paper draw alike.",
      severity: "error",
      from: { path: "^shared/(charts|report)/" },
      to: {
        path: "node_modules/",
        pathNot: "node_modules/(react|react-dom|d3-[a-z]+|@types/(react|react-dom|d3-[a-z]+))/",
      },
    },
    below(
      "mathematics",
      "plan|value|engine|forecast|studies|charts|report|usage|host|format",
      "Mathematics knows no plan: it is tested against outside numbers alone.",
      "units|random|numerics|distributions|statistics",
    ),
    below(
      "numerics",
      "distributions|statistics",
      "Special functions and solvers are the ground: distributions and statistics stand on them.",
    ),
    below(
      "distributions",
      "statistics",
      "A distribution is a formula; what is estimated from a sample of it comes later.",
    ),
    below(
      "format",
      "numerics|distributions|statistics|plan|value|engine|forecast|studies|charts|report|usage|host",
      "How a figure is written depends on the figure alone, so that every layer can write one.",
    ),
    below(
      "plan",
      "value|engine|forecast|studies|charts|report|usage|host",
      "A plan is data: reading one must not need the engine.",
    ),
    ...inOrder(
      "shared/plan",
      [
        "schema",
        "fields",
        "resolving",
        "unknowns",
        "edits",
        "register",
        "scenarios",
        "check",
        "presets",
        "prices",
        "templates",
        "settings",
      ],
      "A plan is written, completed, and changed; what checks, explains and fills it comes after.",
    ),
    below(
      "value",
      "engine|forecast|studies|charts|report|usage|host",
      "What a use of AI brings is estimated and drawn without the engine; the engine asks it only at a decision's date.",
    ),
    below(
      "engine",
      "forecast|studies|charts|report|usage|host",
      "The engine makes samples; what they mean is decided above it.",
    ),
    {
      name: "engine-is-asked-at-its-face",
      comment:
        "The files at the top of shared/engine are its face. What lies in its rooms may change with every idea for more speed; only tests look inside.",
      severity: "error",
      from: { path: "^(shared|electron|renderer)/", pathNot: "^shared/engine/" },
      to: { path: "^shared/engine/[^/]+/" },
    },
    ...inOrder(
      "shared/engine",
      ["numbers", "route", "compile", "parameters", "task", "month", "observed", "contracts", "year", TOP],
      "A trial passes through the rooms in this order; what two of them need lies in the earlier one. The face comes last.",
    ),
    ...inOrder(
      "shared/forecast",
      ["answers", "portfolio", "words", "value", "comparison", "lookingBack", TOP],
      "Answers are read from samples first; words, value, comparisons and the look back are made of answers.",
    ),
    below("forecast", "studies|charts|report|usage|host", "Answers are numbers and sentences, never charts."),
    below(
      "studies",
      "charts|report|usage|host",
      "A study asks for forecasts and answers in numbers and sentences; who draws them comes later.",
    ),
    below("charts", "report|usage|host", "Charts draw what they are given; they ask the machine for nothing."),
    below(
      "usage",
      "engine|forecast|studies|charts|report|host",
      "Usage exports become attempts and fitted distributions: the words of the plan, nothing higher.",
    ),
    ...inOrder(
      "shared/usage",
      ["usageRow.ts", "text", "formats", "summary", "overlaps", "answers", "fits", "demand", "plan"],
      "Text becomes rows, rows become answers and fits, and these become parts of a plan.",
    ),
    ...inOrder(
      "shared/usage/formats",
      ["reading", "table", "telemetry", "bills", TOP],
      "What all formats use is below them; `recognise.ts` knows them all.",
    ),
    below(
      "setUp",
      "engine|forecast|studies|charts|report|host",
      "The answers of the set-up become a plan: the words of plans and usage, nothing higher.",
    ),
    below(
      "report",
      "usage|host",
      "A budget plan on paper is made of answers and charts; the machine only typesets it.",
    ),
    below(
      "guide",
      "format|plan|value|engine|forecast|studies|charts|report|usage|setUp|host",
      "The guide is words; charts and figures beside them are put in by whoever shows it.",
    ),
    below(
      "host",
      "engine|studies|charts|report",
      "The boundary names what the screen may ask of the machine; it computes nothing and draws nothing.",
    ),
    {
      name: "charts-stand-on-their-base",
      comment:
        "What every chart is made of knows no chart: a mark that two rooms share moves down here, none is fetched up.",
      severity: "error",
      from: { path: "^shared/charts/base/" },
      to: { path: "^shared/charts/", pathNot: "^shared/charts/base/" },
    },
    {
      name: "renderer-knows-no-machine",
      comment: "The screen runs in a plain browser. It reaches the machine through shared/host alone.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { path: "^(electron|test|build)/" },
    },
    {
      name: "renderer-uses-no-node-module",
      comment: "The same for Node's own modules.",
      severity: "error",
      from: { path: "^renderer/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "electron-knows-no-screen",
      comment: "The machine serves whatever screen is in front of it. They meet in shared/host.",
      severity: "error",
      from: { path: "^electron/" },
      to: { path: "^(renderer|test|build)/" },
    },
    {
      name: "host-knows-no-shell",
      comment: "The machine is the same in every shell and on the command line, which come to it.",
      severity: "error",
      from: { path: "^electron/host/" },
      to: { path: "^electron/(desktop|browser|cli)/" },
    },
    {
      name: "shells-know-not-each-other",
      comment:
        "The desktop app and the browser app share the machine alone. Whoever changes one cannot break the other.",
      severity: "error",
      from: { path: "^electron/(desktop|browser)/" },
      to: { path: "^electron/(desktop|browser|cli)/", pathNot: "^electron/$1/" },
    },
    {
      name: "product-ships-what-it-uses",
      comment:
        "A package that only developers install is missing on a user's machine. Electron itself is the exception: the shell is it.",
      severity: "error",
      from: { path: "^(shared|electron|renderer)/" },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/(electron|@types/[^/]+)/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.tsbuildinfo$" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};

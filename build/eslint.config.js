import { defineConfig } from "eslint/config";
import jsdoc from "eslint-plugin-jsdoc";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// `npm run lint` names this file, so patterns count from the project's root.
const root = new URL("..", import.meta.url).pathname;

/** What every file keeps. */
const everywhere = [
  { selector: "ExportAllDeclaration", message: "No barrel files: import from the file that has it." },
  { selector: "ExportNamedDeclaration[source]", message: "No barrel files: import from the file that has it." },
  { selector: "ExportDefaultDeclaration", message: "No default exports: one thing, one name." },
  { selector: "ClassDeclaration:not([superClass])", message: "Data is plain and behaviour is functions: no classes." },
];

/**
 * What would let the machine or the moment into `shared/`: the same plan and seed must give the same bytes everywhere.
 */
const impure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "No clock in shared/: pass the day in.",
  },
  { selector: "CallExpression[callee.name='Date']", message: "No clock in shared/: pass the day in." },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "No clock in shared/: pass the day in.",
  },
  {
    selector: "MemberExpression[property.name=/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)$/]",
    message: "Local time differs from machine to machine: take the UTC form, or units.ts.",
  },
  {
    selector: "MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]",
    message: "The machine's language must change nothing: use Intl with a named locale, or compare code points.",
  },
  {
    selector: "NewExpression[callee.object.name='Intl'][arguments.length=0]",
    message: "The machine's language must change nothing: name the locale.",
  },
];

const impureGlobals = [
  ...[
    "window",
    "self",
    "globalThis",
    "document",
    "navigator",
    "localStorage",
    "sessionStorage",
    "fetch",
    "XMLHttpRequest",
    "Worker",
  ],
  ...["process", "Buffer", "require", "performance", "crypto", "console"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame"],
].map((name) => ({ name, message: "shared/ knows no screen, no machine, no clock and no console." }));

/** Sizes that a reader takes in at once. */
const LIMITS = { "max-lines": 300, "max-lines-per-function": 60, "max-params": 6, complexity: 15 };

export default defineConfig(
  { ignores: ["node_modules/", "dist/", "out/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { jsdoc },
    rules: {
      "no-restricted-syntax": ["error", ...everywhere],
      eqeqeq: "error",
      "no-console": "error",
      "no-var": "error",
      "prefer-const": "error",
      // One way to import: one statement a file, types marked inside it, and no path that climbs.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-duplicate-imports": "error",
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["../*"], message: "Name the room: #shared/…, #electron/…, #renderer/…, #test/…." }] },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // `const { evidence, ...rest } = value` is how a field is taken out of a value.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // Typed arrays are read by index in every inner loop; `noUncheckedIndexedAccess` keeps all other reads honest.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowNever: true }],
      // Code points are what a terminal and a PDF count.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }, "string"] }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // `while (true)` with a return inside is how rejection samplers read best.
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: "always" }],
    },
  },
  {
    files: ["shared/**/*.ts", "shared/**/*.tsx", "electron/**/*.ts"],
    rules: {
      "jsdoc/require-jsdoc": ["error", { publicOnly: true, require: { FunctionDeclaration: true } }],
      "jsdoc/require-description": ["error", { contexts: ["FunctionDeclaration"] }],
    },
  },
  {
    files: ["shared/**/*.ts", "shared/**/*.tsx"],
    rules: {
      "no-restricted-syntax": ["error", ...everywhere, ...impure],
      "no-restricted-globals": ["error", ...impureGlobals],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Luck has a name: shared/random/random.ts." },
      ],
    },
  },
  { files: ["shared/charts/**/*.tsx", "renderer/**/*.tsx"], extends: [reactHooks.configs.flat.recommended] },
  { files: ["test/bench/**/*.ts"], rules: { "no-console": "off" } },
  // Tools ask for a default export in their configuration.
  { files: ["**/*.config.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["{shared,electron,renderer}/**/*.{ts,tsx}"],
    rules: Object.fromEntries(Object.entries(LIMITS).map(([rule, most]) => [rule, ["error", most]])),
  },
);

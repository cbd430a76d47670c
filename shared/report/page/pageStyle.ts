import { colorProperties } from "./themedSvg.ts";

/** A weight of the page's typeface as WOFF2 in base64. */
export interface Typeface {
  readonly weight: 400 | 500 | 600;
  readonly base64: string;
}

/** Widths up to this, CSS pixels, are a phone's: tables become lists, charts their narrow drawings. */
const NARROW = 819;

/** The page's style: the typeface in it, light and dark, a phone, paper. */
export function pageStyle(typeface: readonly Typeface[]): string {
  const faces = typeface.map(
    ({ weight, base64 }) =>
      `@font-face{font-family:"IBM Plex Sans";font-weight:${weight};font-display:block;src:url(data:font/woff2;base64,${base64}) format("woff2")}`,
  );
  return [
    ...faces,
    `:root{color-scheme:light dark;${colorProperties("light")}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${colorProperties("dark")}}}`,
    RULES,
    `@media screen and (max-width:${NARROW}px){${NARROW_RULES}}`,
    PRINT_RULES,
  ].join("\n");
}

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:400 14px/1.5 "IBM Plex Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:797px;margin:0 auto;padding:0 16px;overflow-wrap:break-word}
header{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;padding-top:20px;padding-bottom:8px;border-bottom:1px solid var(--ink2);font-size:13px}
header .spacer{flex:1}
footer{margin-top:40px;padding-top:12px;padding-bottom:32px;border-top:1px solid var(--rule);font-size:12px;color:var(--ink2)}
h1{font-size:26px;line-height:1.25;font-weight:600;margin:28px 0 12px}
h2{font-size:20px;line-height:1.3;font-weight:600;margin:44px 0 10px}
h3,h2.sub{font-size:14px;line-height:1.5;font-weight:600;margin:26px 0 8px}
p{margin:8px 0}
svg text{font-family:"IBM Plex Sans",system-ui,sans-serif}
strong,b{font-weight:600;color:var(--ink)}
.why{font-size:16px;color:var(--ink2)}
.run-over{color:var(--over);font-weight:600}
.note{font-size:12px;color:var(--ink3)}
.quiet{color:var(--ink2)}
.warning{display:flex;gap:8px;margin:8px 0}
.warning svg{flex:none;margin-top:5px}
.drawn{display:inline-block;max-width:100%;vertical-align:middle;line-height:0}
.drawn svg{width:100%;height:auto;overflow:visible}
.narrow{display:none}
.columns{display:grid;grid-template-columns:repeat(3,1fr);gap:0 28px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 28px}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:12px}
.tile{border-top:1px solid var(--rule);padding-top:6px}
.tile b{display:block;font-size:15px}
.sign{border-top:1px solid var(--ink);margin-top:44px;padding-top:4px;font-size:12px;color:var(--ink2)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:12px;color:var(--ink2)}
table{width:100%;border-collapse:collapse;font-size:12.5px;line-height:1.4}
th,th.label,th.bold,th.figure{font-weight:400;white-space:normal;color:var(--ink3);font-size:11.5px;text-align:left;vertical-align:bottom;border-bottom:1px solid var(--rule);padding:4px 0 4px 8px}
td{border-bottom:1px solid var(--hair);padding:6px 0 6px 8px;vertical-align:middle}
th:first-child,td:first-child{padding-left:0}
.figure{text-align:right;white-space:nowrap}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.label{font-weight:500;min-width:110px}
.bold{font-weight:600}
.chosen{background:var(--sunken)}
.due{border-top:1px solid var(--rule);margin-top:20px;padding-top:8px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 14px;margin:8px 0;font-size:12.5px}
dt{color:var(--ink2)}
dd{margin:0}
`;

const NARROW_RULES = `
.narrow{display:block}
.wide{display:none}
.columns,.pair{grid-template-columns:1fr}
.tiles{grid-template-columns:1fr 1fr}
h1{font-size:22px}
table,tbody,tr,td{display:block}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:1fr auto;gap:2px 12px;padding:10px 0;border-bottom:1px solid var(--hair)}
td,td:first-child{display:flex;justify-content:space-between;gap:12px;grid-column:1/-1;border:0;padding:0}
td.label{font-weight:600;font-size:13.5px}
td[data-head]::before{content:attr(data-head);color:var(--ink3);font-weight:400;text-align:left;white-space:normal;flex:none;max-width:50%}
td:empty{display:none}
td>*{text-align:right}
td.label>*{text-align:left}
.figure{white-space:normal}
dl{grid-template-columns:1fr}
dd{margin-bottom:6px}
`;

const PRINT_RULES = `
@page{margin:14mm}
@media print{body{font-size:10.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}header,main,footer{max-width:none;padding-left:0;padding-right:0}h2,h3{break-after:avoid}tr,.due,.tile,figure{break-inside:avoid}thead{display:table-header-group}}
`;

// The panel's look. A string, since it becomes an adopted style sheet: neither a style element nor a request, which strict policies refuse.
// The host's position, and what the panel inherits from it, is `!important`: a page's `*` rule would win otherwise. Its own properties stand inside, where such a rule does not reach.
export const PANEL_CSS = `
:host {
  all: initial !important;
  direction: ltr !important;
  position: fixed !important;
  inset: auto 16px 16px auto !important;
  color-scheme: light dark !important;
}
.panel:lang(ja), .small-panel:lang(ja) { line-break: strict; word-break: auto-phrase; }
.panel:lang(ko), .small-panel:lang(ko) { word-break: keep-all; overflow-wrap: break-word; }
* { box-sizing: border-box; margin: 0; padding: 0; scrollbar-width: thin; scrollbar-color: var(--edge) transparent; }
.panel, .small-panel {
  --surface: light-dark(#ffffff, #191b1e);
  --sunk: light-dark(#f3f3ef, #121416);
  --ink: light-dark(#17191c, #eceef0);
  --soft: light-dark(#585e66, #a2a9b2);
  --line: light-dark(#e3e3dd, #2e3237);
  --edge: light-dark(#8a8f96, #686f78);
  --accent: light-dark(#3346c8, #9dacff);
  --accent-ink: light-dark(#ffffff, #10131f);
  --good: light-dark(#14713f, #63cf93);
  --warn: light-dark(#8a5200, #eab55c);
  --bad: light-dark(#b3261e, #ff9a91);
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
  font: 400 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  color: var(--ink);
  background: var(--surface);
  border: 1px solid var(--line);
  box-shadow: 0 16px 56px rgb(0 0 0 / 0.24), 0 2px 6px rgb(0 0 0 / 0.08);
}
.panel {
  display: flex;
  flex-direction: column;
  width: min(400px, 100vw - 32px);
  height: min(600px, 100vh - 32px);
  border-radius: 16px;
  overflow: hidden;
}
.small-panel { border-radius: 99px; padding: 10px 18px; }
header { display: flex; align-items: center; gap: 4px; padding: 14px 12px 10px 18px; }
h1 { flex: 1; font-size: 15px; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h1 span { font-weight: 400; color: var(--soft); margin-inline-start: 4px; }
button { font: inherit; color: inherit; background: none; border: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.icon { width: 32px; height: 32px; border-radius: 8px; color: var(--soft); display: grid; place-items: center; }
.icon:hover { background: var(--sunk); }
svg { width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; }
.tabs { display: flex; gap: 4px; padding: 0 14px 10px; border-bottom: 1px solid var(--line); }
.tabs button { padding: 4px 10px; border-radius: 8px; color: var(--soft); font-weight: 550; }
.tabs button[aria-pressed='true'] { color: var(--ink); background: var(--sunk); box-shadow: inset 0 0 0 1px var(--line); }
b { font-weight: 500; font-variant-numeric: tabular-nums; color: var(--soft); margin-inline-start: 2px; }
.view { flex: 1; overflow: auto; padding: 4px 18px 18px; }
.view:focus-visible { outline-offset: -3px; }
.safe { padding: 10px 18px; font-size: 12.5px; color: var(--soft); border-top: 1px solid var(--line); text-wrap: pretty; }
.state, .none { color: var(--soft); padding: 40px 24px; text-align: center; text-wrap: pretty; }
ol, ul { list-style: none; }
ol > li, article { padding: 14px 0; border-bottom: 1px solid var(--line); display: grid; gap: 8px; }
h2 { font-size: 14px; font-weight: 600; display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
h2 time { margin-inline-start: auto; font-variant-numeric: tabular-nums; }
.soft, .good, .warn, .bad { font-size: 13px; }
.soft { color: var(--soft); font-weight: 400; }
.good { color: var(--good); }
.warn { color: var(--warn); }
.bad { color: var(--bad); }
code, pre { font: 12.5px/1.6 var(--mono); overflow-wrap: anywhere; }
pre { white-space: pre-wrap; margin-top: 8px; max-height: 260px; overflow: auto; padding: 10px 12px; border-radius: 8px; background: var(--sunk); box-shadow: inset 0 0 0 1px var(--line); font-size: 12px; }
.taken { display: grid; gap: 8px; padding: 10px 12px; border-radius: 10px; box-shadow: inset 0 0 0 1px var(--line); }
summary { cursor: pointer; font-size: 13px; line-height: 24px; font-weight: 550; color: var(--accent); width: fit-content; }
.paths { display: grid; gap: 6px; padding-top: 8px; }
.paths li { display: flex; justify-content: space-between; gap: 2px 12px; flex-wrap: wrap; }
.fields { display: grid; gap: 10px; }
a { display: inline-block; line-height: 24px; color: var(--accent); text-underline-offset: 2px; white-space: nowrap; }
.primary { justify-self: start; padding: 7px 14px; border-radius: 8px; font-weight: 550; color: var(--accent-ink); background: var(--accent); }
.primary:disabled { cursor: default; background: var(--sunk); color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { .panel { animation: rise 0.18s ease-out; } @keyframes rise { from { opacity: 0; transform: translateY(8px); } } }
@media (forced-colors: active) { .tabs button[aria-pressed='true'] { forced-color-adjust: none; background: Highlight; color: HighlightText; } b { color: inherit; } }
@media (max-width: 480px) { :host { inset: auto 8px 8px auto !important; } .panel { width: min(400px, 100vw - 16px); height: min(420px, 100vh - 16px); } }
`

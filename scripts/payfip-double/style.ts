/** The double's own look, in no one's livery: violet on grey, striped like a barrier so that nobody takes it for real. */

export const STYLE = `
:root { color-scheme: light dark; --paper: #f4f3f8; --sheet: #fff; --ink: #23203a; --soft: #55506f; --violet: #5b3d9c; --on-violet: #fff; --edge: #857fa3; --stripe: #d9d2ee; }
@media (prefers-color-scheme: dark) { :root { --paper: #17151f; --sheet: #221f2e; --ink: #ece9f7; --soft: #b9b3d0; --violet: #b79df0; --on-violet: #1b1530; --edge: #8b84a8; --stripe: #352e4d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Verdana, system-ui, sans-serif; overflow-wrap: anywhere; }
header { padding: 1rem; border-bottom: 10px solid var(--violet); border-image: repeating-linear-gradient(135deg, var(--violet) 0 14px, var(--stripe) 14px 28px) 10; text-align: center; }
.brand { margin: 0; font-size: 1.25rem; font-weight: 700; }
.stamp { display: inline-block; margin: .5rem 0 0; padding: .125rem .75rem; border: 2px solid currentColor; border-radius: 4px; font-weight: 700; }
main { max-width: 34rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 1rem 0; }
h2 { font-size: 1.0625rem; margin: 0 0 .5rem; }
.amount { display: flex; justify-content: space-between; align-items: baseline; flex-wrap: wrap; gap: 0 1rem; margin: 1rem 0; padding: .75rem 0; border-block: 2px solid var(--ink); }
.amount strong { font-size: 2rem; font-variant-numeric: tabular-nums; }
dl { margin: 0 0 1.5rem; }
dl div { padding: .5rem 0; border-bottom: 1px solid var(--stripe); }
dt { color: var(--soft); font-size: .9375rem; }
dd { margin: 0; }
.choices { margin: 0 0 1.5rem; }
button, .button { display: block; width: 100%; min-height: 3.25rem; margin: 0 0 .75rem; padding: .75rem 1rem; border: 2px solid var(--edge); border-radius: 8px; background: var(--sheet); color: var(--ink); font: inherit; font-weight: 700; text-align: center; text-decoration: none; cursor: pointer; }
.choices:first-of-type button, main > form > button, .button { border-color: var(--violet); background: var(--violet); color: var(--on-violet); }
button:hover, .button:hover { text-decoration: underline; text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--violet); outline-offset: 3px; }
a { color: var(--violet); }
.note { padding: 1rem; border-left: 6px solid var(--stripe); background: var(--sheet); }
.note p { margin: 0; }
footer { max-width: 34rem; margin: 0 auto; padding: 1rem; color: var(--soft); font-size: .9375rem; }
`;

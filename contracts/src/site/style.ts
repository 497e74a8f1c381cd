export const STYLE = `:root { color-scheme: light dark; --line: #8885; --soft: #8881; --accent: #0b66c3; }
@media (prefers-color-scheme: dark) { :root { --accent: #6db3f2; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: .7rem 1rem; border-bottom: 1px solid var(--line); }
main { max-width: 72rem; margin: 0 auto; padding: 0 1rem 4rem; }
a { color: var(--accent); }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin-top: 2.2rem; }
code, pre { font: .88em/1.45 ui-monospace, monospace; }
code { overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .8rem; overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt { opacity: .75; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-bottom: 1px solid var(--line); }
td:first-child { min-width: 15rem; }
.class { border: 1px solid var(--line); border-radius: .6rem; padding: 0 .5rem; white-space: nowrap; font-size: .85em; }
.personal, .sensitive { border-color: #c33; color: #c33; }
.commercial { border-color: #b80; }
.deprecated { border-left: .3rem solid #c60; padding: .2rem .8rem; background: var(--soft); }
label { display: block; }
input, select { display: block; font: inherit; padding: .4rem; width: 100%; max-width: 40rem; margin: .2rem 0 .8rem; }
tr.added td:first-child::before { content: "+ "; }
tr.removed td:first-child::before { content: "\\2212\\a0"; }
tr.changed td:first-child::before { content: "\\2260\\a0"; }
@media (max-width: 45rem) {
  dl { grid-template-columns: 1fr; }
  dd { margin-bottom: .4rem; }
  thead { display: none; }
  tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; }
  td, td:first-child { display: block; border: 0; padding: 0; min-width: 0; }
  td:empty { display: none; }
  td:not(:first-child)::before { content: attr(data-name) ": "; opacity: .7; }
}
`;

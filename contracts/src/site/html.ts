/** HTML as text. Everything from contracts is escaped here, once. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
export const code = (text: string): string => `<code>${escaped(text)}</code>`;
/** `text` between back-quotes is code, as in the contracts' own texts. */
export const prose = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');
export const link = (to: string, html: string): string => `<a href="${escaped(to)}">${html}</a>`;

/** Cells are HTML. On a phone each row becomes a card, its cells named by the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) => row.map((cell, at) => `<td data-name="${escaped(head[at] ?? '')}">${cell}</td>`).join('');
  const body = rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n');
  return `<table><thead><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

export const facts = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([name, html]) => `<dt>${escaped(name)}</dt><dd>${html}</dd>`).join('')}</dl>`;

export const json = (value: unknown): string => `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;

export interface Page {
  readonly title: string;
  /** the way back to the folder of index.html: '' or '../' */
  readonly root: string;
  readonly body: string;
  readonly scripts?: readonly string[];
}

export const page = ({ title, root, body, scripts = [] }: Page): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${root}style.css">
</head>
<body>
<nav>${link(`${root}index.html`, 'Contracts')} ${link(`${root}consumers.html`, 'Who consumes what')} ${link(`${root}compare.html`, 'Compare')}</nav>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
${scripts.map((script) => `<script src="${root}${script}"></script>`).join('\n')}
</body>
</html>
`;

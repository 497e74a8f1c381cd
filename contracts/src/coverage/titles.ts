/** The titles of the tests in a source, as Jest runs them: commented out, skipped or computed ones do not count. */
import ts from 'typescript';

const RUNS = new Set(['test', 'it']);
/** `test.only` runs, `test.skip` and `test.todo` do not; `test.each(table)('title')` runs once per row */
const RUNS_TOO = new Set(['only', 'concurrent']);

export function titlesIn(source: string): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    // a skipped group runs none of its tests
    if (ts.isCallExpression(node) && isSkippedGroup(node.expression)) return;
    if (ts.isCallExpression(node) && isTest(node.expression)) titles.push(...titleOf(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest));
  return titles;
}

const titleOf = (node: ts.Expression | undefined): string[] => (node && ts.isStringLiteralLike(node) ? [node.text] : []);

function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return RUNS.has(called.text);
  if (ts.isPropertyAccessExpression(called)) return RUNS_TOO.has(called.name.text) && isTest(called.expression);
  return ts.isCallExpression(called) && ts.isPropertyAccessExpression(called.expression) && isEach(called.expression);
}

const isEach = (called: ts.PropertyAccessExpression): boolean => called.name.text === 'each' && isTest(called.expression);

const isSkippedGroup = (called: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(called) &&
  called.name.text === 'skip' &&
  ts.isIdentifier(called.expression) &&
  called.expression.text === 'describe';

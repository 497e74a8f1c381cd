/** A file of commands: people pass it, and a bridge that is killed in the middle of it goes on where it was. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { HttpClient } from '../rig/http-client.js';
import { LOG_TIMESHEET, Timesheets, linesByMark } from '../rig/timesheets.js';
import { until } from '../rig/until.js';
import { BulkFile } from '../rig/bulk-file.js';
import { Scene } from './scene.js';

const PROJECTS = 30;
const LINES = 400;
/** of the bridge at once, and the same again: what may have been begun before somebody's command came */
const AHEAD = 50;

let scene: Scene;
let sheets: Timesheets;
let door: HttpClient;
beforeAll(async () => {
  scene = await Scene.open('test-faults');
  const { env } = scene.stack;
  sheets = await Timesheets.prepare(scene.person, env.ODOO_DATABASE, PROJECTS);
  door = new HttpClient(env.BRIDGE_URL, env.APPLICATIONS_API_KEY);
}, 20 * 60_000);
afterAll(() => scene.close());

const fileOf = (mark: string, lineOf: (number: number) => unknown): BulkFile =>
  new BulkFile(
    scene.stack.env,
    LOG_TIMESHEET,
    mark,
    Array.from({ length: LINES }, (_, index) => JSON.stringify(lineOf(index + 1))),
  );

test('a command that somebody waits for is applied before nearly all of a file that was there first', async () => {
  const mark = `file ${randomUUID()}`;
  const file = fileOf(mark, (line) => sheets.timesheet(line, `${mark} ${String(line)}`));
  // of a project of its own: on one record the order of acceptance counts, whoever waits
  const own = (await Timesheets.prepare(scene.person, scene.stack.env.ODOO_DATABASE, 1)).timesheet(0, `${mark} person`);
  await scene.stack.stop('odoo');
  const { bulkId } = await file.send();
  const asked = { 'idempotency-key': randomUUID(), prefer: 'wait=0' };
  const { body } = await door.raw(LOG_TIMESHEET, asked, JSON.stringify(own));
  await scene.stack.start('odoo');
  const items = await file.ended(bulkId);

  expect(items.filter(({ status }) => status === 'applied')).toHaveLength(LINES);
  const order = await scene.odoo.rows<{ command_id: string }>(
    'SELECT command_id FROM bridge_command WHERE command_id = ANY($1) ORDER BY id',
    [[String(body.commandId), ...items.map(({ commandId }) => commandId)]],
  );
  const place = order.findIndex((row) => row.command_id === body.commandId);
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThan(AHEAD);
}, 400_000);

test('a bridge killed while it takes a file in, and again while it applies it: each line once, with its own outcome', async () => {
  const mark = `killed ${randomUUID()}`;
  const missing = (line: number): boolean => line % 40 === 0;
  const file = fileOf(mark, (line) => {
    if (line === 7) return { projectId: 'of no shape' };
    const sheet = sheets.timesheet(line, `${mark} ${String(line)}`);
    return missing(line) ? { ...sheet, taskId: sheet.projectId.replace(/project\.project:\d+$/, 'project.task:999999999') } : sheet;
  });
  const uploading = file.sendHalf();
  const bulkId = await until('a part of the file is recorded', () => file.recordedSome(scene.bridge));
  await scene.stack.kill('bridge');
  await expect(uploading).rejects.toThrow();
  await scene.stack.start('bridge');

  const again = await file.send();
  expect(again).toMatchObject({ bulkId, state: 'complete', lines: LINES, conflicts: [] });
  expect(again.known).toBeGreaterThan(0);
  expect(again.recorded + again.known).toBe(LINES);
  await until(
    'some lines are applied, and not all',
    async () => ((await file.applied(scene.bridge, bulkId)) > 20 ? true : undefined),
    60_000,
  );
  await scene.stack.kill('bridge');
  expect(await file.applied(scene.bridge, bulkId)).toBeLessThan(LINES * 0.9);
  await scene.stack.start('bridge');

  const items = await file.ended(bulkId);
  const wrong = items.filter(({ line, status, refusal }) => {
    if (line === 7) return refusal?.code !== 'schema-violation';
    return status !== (missing(line) ? 'refused' : 'applied');
  });
  expect(wrong).toEqual([]);
  const effects = await linesByMark(scene.odoo, `${mark} `);
  const meant = Array.from({ length: LINES }, (_, index) => index + 1).filter((line) => line !== 7 && !missing(line));
  expect([...effects].filter(([, count]) => count !== 1)).toEqual([]);
  expect([...effects.keys()].sort()).toEqual(meant.map((line) => `${mark} ${String(line)}`).sort());
}, 400_000);

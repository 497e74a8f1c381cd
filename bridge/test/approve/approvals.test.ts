import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cancellation } from '../../src/command/cancellation.js';
import type { Caller } from '../../src/approve/approval.js';
import { personOf } from '../../src/identity/caller.js';
import { notePerson } from '../../src/identity/people.js';
import { type ApproveScene, PEOPLE, approveScene } from './scene.js';
import { takeOne } from '../rig/commands.js';

let scene: ApproveScene;
beforeEach(async () => {
  scene = await approveScene();
});
afterEach(() => scene.database.drop());

const { anna, annasPhone, berta, buyer, carl, checker, chief, dora, robot } = PEOPLE;
const reason = 'looked at it';
const yes = (by: Caller, approval: string): Promise<void> => scene.decisions.approve({ by, approval, reason });
const refusedWith = (code: string) => ({ refusal: expect.objectContaining({ code }) });

describe('who may approve', () => {
  test('whoever asked may not, nor the same person by another client', async () => {
    const { approval, command } = await scene.waiting(1, 'a');
    await expect(yes(buyer, approval)).rejects.toMatchObject(refusedWith('own-request'));
    await expect(yes(berta, approval)).rejects.toMatchObject(refusedWith('own-request'));
    await expect(yes(dora, approval)).rejects.toMatchObject(refusedWith('not-an-approver'));
    expect((await scene.command(command)).status).toBe('waiting');
    await yes(anna, approval);
    expect((await scene.command(command)).status).toBe('accepted');
  });

  test('a service may not, whatever its roles, unless an operator declared it', async () => {
    const { approval, command } = await scene.waiting(1, 'a');
    await expect(yes(robot, approval)).rejects.toMatchObject(refusedWith('not-a-person'));
    await expect(scene.decisions.deny({ by: robot, approval, reason })).rejects.toMatchObject(refusedWith('not-a-person'));
    await expect(yes({ ...robot, kind: 'service' }, approval)).rejects.toMatchObject(refusedWith('not-a-person'));
    expect((await scene.command(command)).status).toBe('waiting');
    await yes(checker, approval);
    expect((await scene.command(command)).status).toBe('accepted');
    const told = (await scene.audit.story(command)).find(({ kind }) => kind === 'approval.approved');
    expect(told).toMatchObject({ actor: 'checker', data: { as: 'service' } });
  });

  test('a person of the identity provider decides, and gets decisions handed on once it has been here', async () => {
    const { approval } = await scene.waiting(1, 'a');
    const hand = (to: string): Promise<void> => scene.decisions.delegate({ by: anna, approval, reason: 'on leave' }, to);
    const seen = (id: string, roles: string[]) => scene.database.store.transaction((tx) => notePerson(tx, id, roles));
    const eva = personOf('eva', ['approver']);
    await seen('person:felix', ['viewer']);
    for (const unfit of ['person:eva', 'person:felix', 'robot'])
      await expect(hand(unfit)).rejects.toMatchObject(refusedWith('unfit-delegate'));
    await seen(eva.id, ['approver']);
    await hand(eva.id);
    // what it may is judged anew: its roles of yesterday are no right
    await expect(yes(personOf('eva', ['viewer']), approval)).rejects.toMatchObject(refusedWith('not-an-approver'));
    await yes(eva, approval);
    expect(await scene.approval(approval)).toMatchObject({ status: 'approved', voices: [{ id: 'person:eva' }] });
  });

  test('of two persons each counts once, whatever clients they have', async () => {
    const { approval, command } = await scene.waiting(1, 'a', 2);
    await yes(anna, approval);
    await expect(yes(anna, approval)).rejects.toMatchObject(refusedWith('already-decided'));
    await expect(yes(annasPhone, approval)).rejects.toMatchObject(refusedWith('already-decided'));
    expect((await scene.command(command)).status).toBe('waiting');
    await yes(carl, approval);
    expect(await scene.approval(approval)).toMatchObject({ status: 'approved', voices: [{ id: 'anna' }, { id: 'carl' }] });
    expect((await scene.command(command)).status).toBe('accepted');
    await expect(yes(anna, approval)).rejects.toMatchObject(refusedWith('approval-ended'));
  });

  test('of twenty at once, two persons are two voices', async () => {
    const { approval, command } = await scene.waiting(1, 'a', 2);
    const all = Array.from({ length: 20 }, (_, n) => yes(n % 2 === 0 ? anna : annasPhone, approval));
    const done = (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    expect((await scene.command(command)).status).toBe('waiting');
  });

  test('a decision is handed on to somebody who may have it, and not by name only', async () => {
    const { approval } = await scene.waiting(1, 'a');
    const hand = (to: string): Promise<void> => scene.decisions.delegate({ by: anna, approval, reason: 'on leave' }, to);
    for (const unfit of ['dora', 'buyer', 'berta', 'nobody', 'anna'])
      await expect(hand(unfit)).rejects.toMatchObject(refusedWith('unfit-delegate'));
    await hand('carl');
    await expect(yes(anna, approval)).rejects.toMatchObject(refusedWith('delegated-away'));
    await yes(carl, approval);
    expect(await scene.approval(approval)).toMatchObject({ status: 'approved', delegations: [{ from: 'anna', to: 'carl' }] });
  });
});

describe('what becomes of the command', () => {
  test('it waits out of the queue, and approved it is queued behind what came meanwhile', async () => {
    const { approval, command } = await scene.waiting(1, 'a');
    const later = await scene.waiting(1, 'b');
    await yes(anna, later.approval);
    await yes(anna, approval);
    expect((await takeOne(scene.queue))?.id).toBe(later.command);
    const story = await scene.kinds(command);
    expect(story).toEqual(['command.accepted', 'command.judged', 'approval.requested', 'approval.approved']);
  });

  test('one no is enough; its reason reaches the sender', async () => {
    const { approval, command } = await scene.waiting(1, 'a', 2);
    await yes(anna, approval);
    await scene.decisions.deny({ by: carl, approval, reason: 'too dear' });
    const { status, refusal } = await scene.command(command);
    expect({ status, refusal }).toMatchObject({ status: 'refused', refusal: { code: 'approval-denied', detail: { reason: 'too dear' } } });
    expect(await scene.told()).toEqual([
      'outcomes.buyer.waiting-for-approval',
      'notices.approval.requested',
      'notices.approval.approved',
      'notices.approval.denied',
      'outcomes.buyer.refused',
    ]);
    expect(await scene.kinds(command)).toContain('approval.denied');
  });

  test('nobody said anything: further roles first, then a refusal', async () => {
    const { approval, command } = await scene.waiting(1, 'a');
    await expect(yes(chief, approval)).rejects.toMatchObject(refusedWith('not-an-approver'));
    await scene.database.query(`UPDATE approval SET escalates_at = now()`);
    expect(await scene.clock.look()).toBe(1);
    expect(await scene.clock.look()).toBe(0);
    expect((await scene.approval(approval)).roles).toEqual(['approver', 'admin']);
    await scene.database.query(`UPDATE approval SET expires_at = now()`);
    await expect(yes(chief, approval)).rejects.toMatchObject(refusedWith('approval-ended'));
    expect(await scene.clock.look()).toBe(1);
    expect(await scene.command(command)).toMatchObject({ status: 'refused', refusal: { code: 'approval-expired' } });
    expect((await scene.kinds(command)).slice(-3)).toEqual(['approval.escalated', 'approval.expired', 'command.refused']);
    expect((await scene.told()).slice(-2)).toEqual(['notices.approval.expired', 'outcomes.buyer.refused']);
    expect(await scene.audit.verify()).toMatchObject({ intact: true });
  });

  test('its sender takes it back: nothing is left to approve', async () => {
    const { approval, command } = await scene.waiting(1, 'a');
    const cancellation = new Cancellation(scene.database.store, scene.register, scene.audit);
    expect(await cancellation.cancel(await scene.command(command))).toMatchObject({ status: 'refused', refusal: { code: 'cancelled' } });
    expect((await scene.approval(approval)).status).toBe('withdrawn');
    await expect(yes(anna, approval)).rejects.toMatchObject(refusedWith('approval-ended'));
  });
});

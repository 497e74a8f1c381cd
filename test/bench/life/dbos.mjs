/**
 * The same life on DBOS: a flow per command in a queue that is partitioned by aggregate, with one durable step each for verdict,
 * effect and end. No audit, no outcome for the sender: what DBOS needs alone.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';

const silent = { debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };

export async function openDbos(url, { workers }) {
  DBOS.setConfig({ name: 'life', systemDatabaseUrl: url, systemDatabasePoolSize: 20, logger: silent, runAdminServer: false });
  const judge = async () => ({ verdict: 'allowed', policies: ['bench'] });
  const apply = async () => ({ state: 'purchase' });
  const settle = async () => ({ status: 'applied' });
  // waiting for a result polls each second: the bench listens inside the flow, in favour of DBOS, before its end is written
  const ended = new Map();
  const flow = DBOS.registerWorkflow(
    async () => {
      await DBOS.runStep(judge, { name: 'judge' });
      await DBOS.runStep(apply, { name: 'apply' });
      await DBOS.runStep(settle, { name: 'settle' });
      ended.get(DBOS.workflowID)?.();
    },
    { name: 'command' },
  );
  await DBOS.launch();
  await DBOS.registerQueue('commands', { partitionConcurrency: 1, workerConcurrency: workers, minPollingIntervalMs: 10 });
  return {
    async send(key, order) {
      const enqueueOptions = { queuePartitionKey: `odoo:demo:purchase.order:${order}` };
      const input = { purchaseOrderId: `odoo:demo:purchase.order:${order}` };
      const done = new Promise((resolve) => ended.set(key, resolve));
      await DBOS.startWorkflow(flow, { workflowID: key, queueName: 'commands', enqueueOptions })(input);
      return { done };
    },
    close: () => DBOS.shutdown(),
  };
}

/**
 * The runner of replays and retries in a process of its own, to be killed. Subscriptions are given, all else is as in the bridge.
 * usage: node replaying-process.mjs <nats url> <database url> <JSON of clients and subscriptions> <policy folder>
 */
import 'reflect-metadata';
import { AuditLog } from '../../dist/audit/audit.js';
import { LaneBacklog } from '../../dist/deliver/lane-backlog.js';
import { Access } from '../../dist/identity/access.js';
import { Nats } from '../../dist/nats/connection.js';
import { Health } from '../../dist/observe/observe.js';
import { Policy } from '../../dist/policy/policy.js';
import { Endings } from '../../dist/replay/endings.js';
import { JudgedAgain } from '../../dist/replay/judged-again.js';
import { ReplayRunner } from '../../dist/replay/runner.js';
import { Store } from '../../dist/store/store.js';

const [natsUrl, databaseUrl, known, policies] = process.argv.slice(2);
const { clients, subscriptions } = JSON.parse(known);
const access = new Access(clients, subscriptions, 1);
const nats = await Nats.connect({ url: natsUrl, user: 'bridge', password: 'bridge' }, `replaying-${process.pid}`);
const store = await Store.open(databaseUrl);
const judged = new JudgedAgain(access, Policy.load(policies));
const endings = new Endings(store, new AuditLog(store));
new ReplayRunner(nats, store, judged, new LaneBacklog(nats, store, access), endings, new Health()).onApplicationBootstrap();

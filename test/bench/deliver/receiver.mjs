/**
 * Endpoints of the bench, in a process of their own: `/ok/<name>` answers at once and notes how late the event came, `/hang/<name>`
 * takes the request and never answers. Asked over IPC for what it saw.
 */
import { createServer } from 'node:http';

const seen = new Map();
const noted = (name) => {
  if (!seen.has(name)) seen.set(name, { count: 0, first: 0, last: 0, lateMs: [] });
  return seen.get(name);
};
const clock = () => performance.timeOrigin + performance.now();

const server = createServer((request, response) => {
  const [, kind, name] = request.url.split('/');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const now = clock();
    const of = noted(name);
    of.count += 1;
    of.first ||= now;
    of.last = now;
    const sent = /"sentAt":([0-9.]+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1];
    if (sent !== undefined) of.lateMs.push(now - Number(sent));
    if (kind === 'ok') response.writeHead(200, { 'content-length': 0 }).end();
  });
});
server.keepAliveTimeout = 60_000;

const answers = {
  stats: ({ name }) => noted(name),
  forget: () => {
    seen.clear();
    return {};
  },
  close: () => {
    server.closeAllConnections();
    server.close();
    return {};
  },
  open: ({ port }) => new Promise((done) => server.listen(port ?? 0, '127.0.0.1', () => done({ port: server.address().port }))),
};
process.on('message', async (asked) => process.send({ id: asked.id, answer: await answers[asked.what](asked) }));
process.on('disconnect', () => process.exit(0));

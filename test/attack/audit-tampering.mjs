/** The ways to tamper with one row. Each says what the verification has to find: that, and nothing else. */
import { LINK, toLink } from '../../bridge/dist/audit/entries.js';
import { hashOf } from '../../bridge/dist/audit/link.js';

const through = ({ seq, through: last = seq }) => last;
const covers = (finding, seq) => finding.seq !== undefined && finding.seq <= seq && seq <= through(finding);
const only = (found, faults, seq, last = seq) =>
  found.length === 1 && faults.includes(found[0].fault) && found[0].seq === seq && through(found[0]) === last;

const row = async (tx, seq) => toLink((await tx.query(`SELECT ${LINK} FROM audit_entry WHERE seq = $1`, [seq]))[0]);

const EDITS = [
  `actor = actor || '.'`,
  `kind = 'command.refused'`,
  `correlation_id = 'another'`,
  `at = at + interval '1 microsecond'`,
  `at = at - interval '1 day'`,
  `subject = subject || '{"recordId":"odoo:demo:purchase.order:1000"}'`,
  `subject = '{}'`,
  `data = jsonb_set(data, '{lines,1}', '0')`,
  `data = data - 'amount'`,
  `data = NULL, salt = NULL`,
  `salt = md5(salt)`,
  `payload_digest = repeat('0', 64)`,
  `payload_digest = NULL, salt = NULL`,
  `previous_hash = repeat('0', 64)`,
  `hash = repeat('0', 64)`,
];

async function edited({ tx, seq, random, hashes }) {
  const isNamed = (found) => only(found, ['edited', 'replaced', 'payload-edited', 'payload-removed'], seq);
  const choice = random(EDITS.length + 1);
  // the first entry's previous hash is zeros already
  const edit = EDITS[choice] === EDITS[13] && hashes[seq - 1] === '0'.repeat(64) ? EDITS[0] : EDITS[choice];
  if (edit !== undefined) await tx.query(`UPDATE audit_entry SET ${edit} WHERE seq = $1`, [seq]);
  else {
    // and one who knows how the hash is made
    const forged = { ...(await row(tx, seq)), actor: 'somebody' };
    await tx.query('UPDATE audit_entry SET actor = $2, hash = $3 WHERE seq = $1', [seq, forged.actor, hashOf(forged)]);
  }
  return { isNamed };
}

async function deleted({ tx, seq, last, rows, whole }) {
  await tx.query('DELETE FROM audit_entry WHERE seq = $1', [seq]);
  // the last one of a window is not the last one of the table: something lies behind it
  return { isNamed: (found) => only(found, ['missing'], seq), toTheEnd: !whole && seq === last && last === rows };
}

async function inserted({ tx, seq, last, hashes, whole, rows }) {
  const end = whole ? rows : last;
  const forged = { ...(await row(tx, seq)), actor: 'somebody', seq, previousHash: hashes[seq - 1] };
  // what stands behind the window would be in the way of its last number
  if (!whole) await tx.query('DELETE FROM audit_entry WHERE seq = $1', [end + 1]);
  await tx.query('UPDATE audit_entry SET seq = -seq WHERE seq BETWEEN $1 AND $2', [seq, end]);
  await tx.query('UPDATE audit_entry SET seq = 1 - seq WHERE seq < 0');
  await tx.query(
    `INSERT INTO audit_entry (seq, at, kind, actor, correlation_id, subject, data, salt, payload_digest, previous_hash, hash)
     SELECT $1::bigint, at, kind, 'somebody', correlation_id, subject, data, salt, payload_digest, $2, $3 FROM audit_entry WHERE seq = $1::bigint + 1`,
    [seq, forged.previousHash, hashOf(forged)],
  );
  const isNamed = ([first, ...rest]) =>
    first !== undefined &&
    ['inserted', 'edited', 'replaced'].includes(first.fault) &&
    first.seq === seq &&
    through(first) === seq &&
    rest.every(
      ({ fault, seq: from }) =>
        (fault === 'moved' && from > seq) || (fault === 'inserted' && from > end) || (whole && fault === 'rewritten'),
    );
  return { isNamed, more: 1 };
}

async function reordered({ tx, seq, last, rows, random }) {
  const other = seq === last ? seq - 1 - random(Math.min(8, seq - 1)) : seq + 1 + random(last - seq);
  await tx.query('UPDATE audit_entry SET seq = CASE seq WHEN $1 THEN -1 ELSE -2 END WHERE seq IN ($1, $2)', [seq, other]);
  await tx.query('UPDATE audit_entry SET seq = CASE seq WHEN -1 THEN $2::bigint ELSE $1::bigint END WHERE seq < 0', [seq, other]);
  const [low, high] = [Math.min(seq, other), Math.max(seq, other)];
  const isNamed = (found) =>
    found.some((each) => covers(each, low)) &&
    found.some((each) => covers(each, high)) &&
    found.every(
      (each) => ['edited', 'moved'].includes(each.fault) && [low, high].includes(each.seq) && [low, high].includes(through(each)),
    );
  return { isNamed, rows };
}

async function truncated({ tx, seq, rows, hashes, random }) {
  await tx.query('DELETE FROM audit_entry WHERE seq >= $1', [seq]);
  const alike = random(2) === 0;
  if (alike) await tx.query('UPDATE audit_head SET count = $1, hash = $2', [seq - 1, hashes[seq - 1]]);
  const isNamed = (found) => {
    const ranges = found.map((each) => [each.seq, through(each)]);
    const whole = ranges.every(([from], index) => from === (index === 0 ? seq : ranges[index - 1][1] + 1));
    return found.length > 0 && found.every(({ fault }) => fault === 'missing') && whole && ranges.at(-1)[1] === rows;
  };
  return { isNamed, toTheEnd: true, byCheckpoint: alike };
}

export const KINDS = {
  edited: { tamper: edited },
  deleted: { tamper: deleted },
  inserted: { tamper: inserted },
  reordered: { tamper: reordered },
  truncated: { tamper: truncated },
};

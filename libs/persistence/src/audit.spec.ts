import { expect, test } from '@jest/globals';
import { ownDatabase } from '../../../tools/testing/own-database.js';
import { audit } from './audit.js';

const { em, sql } = ownDatabase(2);

const line = { event: 'spec.written', actor: 'system', subject: 'PRC-SPEC', outcome: 'written', correlationId: 'spec' };
const values = `('spec.forged', 'system', 'written'`;

test('R44 a line has the time and the role of whoever writes it, as the database knows them', async () => {
  await audit(em(), line);
  expect(
    await sql(
      `select role, at between now() - interval '1 minute' and now() as fresh from audit_event where subject = ?`,
      line.subject,
    ),
  ).toEqual([{ role: 'parcours_app', fresh: true }]);
});

test.each([
  ['dated back', `insert into audit_event (event, actor, outcome, at) values ${values}, now() - interval '1 day')`],
  [
    'written in the name of another role',
    `insert into audit_event (event, actor, outcome, role) values ${values}, 'parcours')`,
  ],
  [
    'given a number of its writer’s choice',
    `insert into audit_event (event, actor, outcome, id) values ${values}, gen_random_uuid())`,
  ],
  ['written straight into a partition', `insert into audit_event_default (event, actor, outcome) values ${values})`],
  ['changed', `update audit_event set outcome = 'nothing' where event = 'spec.written'`],
  ['deleted', `delete from audit_event where event = 'spec.written'`],
  ['cleared away with all others', 'truncate audit_event'],
])('R44 the processes’ role is refused a line that is %s', async (_, statement) => {
  await expect(em().execute(statement)).rejects.toThrow('permission denied');
});

import { DriverException } from '@mikro-orm/core';
import { pinoHttp } from 'pino-http';
import { createLogger, requestLog } from './logging.js';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const { logger } = pinoHttp(requestLog(createLogger('debug', { write: (line: string) => void lines.push(line) })));
  write(logger);
  return lines.join('');
}

test('R12: an error of the database is logged by its code, never with the values of its statement', () => {
  const driver = Object.assign(new Error(`insert into account values ('zoe@exemple.fr') - duplicate key`), {
    ...{ code: '23505', constraint: 'account_identifier_key', detail: 'Key (email)=(zoe@exemple.fr)' },
  });
  const line = logged((log) => log.error({ err: new DriverException(driver) }, 'bug'));
  expect(line).toContain('"code":"23505"');
  expect(line).not.toContain('zoe');
});

test('R12: a link’s token and a case’s id are masked in paths, queries are left out', () => {
  const token = 'tokentokentokentokentoken-_0123456789abcdef';
  const line = logged((log) => log.info({ req: { method: 'GET', url: `/mot-de-passe/creer/${token}?q=${token}` } }));
  expect(line).toContain('"path":"/mot-de-passe/creer/…"');
  expect(line).not.toContain('token');
});

test('a bug keeps its words and where it happened', () => {
  const line = logged((log) => log.error({ err: new TypeError('x is not a function'), bug: true }, 'bug'));
  expect(line).toContain('x is not a function');
  expect(line).toContain('logging.spec');
});

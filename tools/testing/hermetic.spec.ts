import { once } from 'node:events';
import { connect } from 'node:net';
import { localSettings } from '@app/settings';
import { defaultPorts, refuseDefaultPorts } from './default-ports.js';

test('every port that npm start takes unasked is one that no test may reach, and so is PostgreSQL’s own', () => {
  const taken = Object.entries(localSettings({})).flatMap(([name, value]) =>
    /Port$/u.test(name) ? [Number(value)] : [],
  );
  expect([...defaultPorts].sort()).toEqual([...taken, 5432].sort());
});

test('a connection to a default port is refused whatever listens there, and noted', async () => {
  const reached = refuseDefaultPorts();
  for (const tried of [() => connect(7233, '127.0.0.1'), () => connect({ port: 5432, host: '127.0.0.1' })]) {
    const [error] = (await once(tried(), 'error')) as [Error];
    expect(error.message).toContain('a test may not reach port');
  }
  await expect(fetch('http://localhost:8080')).rejects.toThrow();
  expect([...reached]).toEqual([7233, 5432, 8080]);
});

test('the settings of the person who runs the tests do not reach them', () => {
  const settings = [
    'DATABASE_URL',
    'MIGRATIONS_DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'SMTP_URL',
    'PUBLIC_URL',
    'DATA_DIR',
  ];
  expect(settings.filter((name) => process.env[name] !== undefined)).toEqual([]);
});

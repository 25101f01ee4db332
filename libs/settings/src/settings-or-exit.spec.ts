import { jest } from '@jest/globals';
import { migrateSettings, settingsOrExit } from './index.js';

afterEach(() => {
  jest.restoreAllMocks();
});

test('a bad or missing setting stops the process with 78 and says what to mend', () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  const print = jest.spyOn(console, 'error').mockReturnValue();
  expect(() => settingsOrExit(migrateSettings, {})).toThrow('exit 78');
  expect(exit).toHaveBeenCalledTimes(1);
  expect(print.mock.calls.join()).toContain('MIGRATIONS_DATABASE_URL is missing');
});

test('a surprise is not mistaken for a bad setting', () => {
  const surprise = () => {
    throw new Error('surprise');
  };
  expect(() => settingsOrExit(surprise, {})).toThrow('surprise');
});

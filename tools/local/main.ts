/** `npm start`: the whole product on this machine, until Ctrl-C, a SIGTERM or the death of npm. */
import { mailSamples } from '@app/activities';
import { SettingsError } from '@app/settings';
import { addressTable } from './address-table.js';
import { demoEstablishment } from './demo.js';
import { killEveryGroup } from './processes/process-group.js';
import { startLocal } from './start-local.js';
import { StartRefused } from './start-refused.js';
import { onStopRequest } from './stop-requests.js';

const say = (line: string) => void console.log(line);
const stopping = new AbortController();
const starting = startLocal({ say, previews: mailSamples, signal: stopping.signal });

/** In order, also what has only begun; a failure to stop must not keep us alive. */
function end(exitCode: number): void {
  stopping.abort();
  const stopped = starting.then((product) => product.stop());
  stopped.catch(() => undefined).finally(() => process.exit(exitCode));
}

onStopRequest(
  () => {
    say('Stopping …');
    end(0);
  },
  () => {
    killEveryGroup();
    process.exit(1);
  },
);
process.on('uncaughtException', (error) => {
  console.error(error);
  end(1);
});

try {
  const { addresses } = await starting;
  const demo = demoEstablishment();
  const rows: [string, string][] = [
    ['Site', addresses.site],
    ['API, with its documentation', `${addresses.api}/docs`],
    ...(addresses.temporalUi ? [['Journeys (Temporal UI)', addresses.temporalUi] as [string, string]] : []),
    ...(addresses.inbox ? [['Mail that was sent (inbox)', addresses.inbox] as [string, string]] : []),
    ['Simulated directories (requests)', `${addresses.simulators}/requests`],
    ...(demo
      ? ([
          ['To try: SIRET', demo.siret],
          ['To try: contract number', demo.contractNumber],
        ] as [string, string][])
      : []),
  ];
  say(`\n${addressTable(rows)}\n\nParcours is ready`);
} catch (error) {
  if (!stopping.signal.aborted) {
    const expected = error instanceof StartRefused || error instanceof SettingsError;
    console.error(expected ? error.message : error);
    process.exit(error instanceof SettingsError ? 78 : 1);
  }
}

import { afterAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { freshFolder } from '../local/fresh-folder.js';
import { chaos } from './chaos.js';
import { readMix } from './run-mix.js';

/** The test of one run; its title tells how to plan it again with `npm run chaos`. */
export function personsAmongFaults(journeys: number, seed: number, mix = '{}'): void {
  const folder = freshFolder('chaos');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test(`R04 --journeys ${journeys} --seed ${seed} --mix '${mix}': no promise is broken, and all comes to rest`, async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    Object.assign(process.env, { CREATION_LINK_LIFETIME: '30', RESET_LINK_LIFETIME: '25' });
    Object.assign(process.env, { RESEND_INTERVAL: '2', LINK_REUSE_WINDOW: '10' });
    const said: string[] = [];
    const { violations, rest } = await chaos({
      ...{ journeys, seed, restPatience: 150_000, withFaults: true, mix: readMix(mix) },
      ...{
        dataFolder: join(folder, 'data'),
        reportFolder: join(folder, 'report'),
        say: (line) => void said.push(line),
      },
    });
    if (violations.length + rest.unrest.length > 0) console.log(said.join('\n'));
    expect({ violations, unrest: rest.unrest }).toEqual({ violations: [], unrest: [] });
  }, 480_000);
}

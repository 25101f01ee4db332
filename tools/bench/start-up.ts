import { appNames } from '../local/apps.js';
import type { Bench } from './bench.js';
import type { Figure } from './figure.js';
import { median } from './percentile.js';

const times = 3;

/** From the start of a process until it says that it is ready, everything it needs being there. */
export async function startUp(bench: Bench): Promise<Figure[]> {
  const product = await bench.product();
  const figures: Figure[] = [];
  for (const name of appNames) {
    const took: number[] = [];
    for (let time = 0; time < times; time++) {
      const process = await product.start(name, { API_URL: product.api.url });
      took.push(process.readyAfter);
      await process.stop();
    }
    const note = `median of ${times}`;
    figures.push({ part: 'start', what: `${name}, start to ready`, measured: median(took), unit: 'ms', note });
  }
  return figures;
}

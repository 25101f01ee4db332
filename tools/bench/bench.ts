import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoppablePieces } from '../local/stoppable-pieces.js';
import { type BenchedProduct, startBenchedProduct } from './benched-product.js';
import { closedLoop } from './closed-loop.js';
import { Composite } from './composite/composite.js';
import type { Figure } from './figure.js';
import { type OneJourney, recordJourney } from './one-journey.js';

export interface BenchOptions {
  /** Two minutes without a relay, ten thousand sleepers. */
  long: boolean;
  folder: string;
  say(line: string): void;
}

/** Measures one thing; can be run alone. */
export type Part = (bench: Bench) => Promise<Figure[]>;

/** Callers that keep the product as busy as it can be. */
export const callers = 24;

/** What the parts share: each piece is started when a part first asks for it. */
export class Bench {
  private readonly pieces = new StoppablePieces();
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(readonly options: BenchOptions) {}

  product(): Promise<BenchedProduct> {
    return this.once('product', () => this.startProduct('product', 8_000));
  }

  /** Another one beside it, with servers of its own. */
  async startProduct(name: string, registrants: number): Promise<BenchedProduct> {
    const folder = join(this.options.folder, name);
    mkdirSync(folder, { mode: 0o711 });
    const product = await startBenchedProduct({ folder, registrants, say: this.options.say });
    await this.pieces.add(() => product.stop());
    return product;
  }

  journey(): Promise<OneJourney> {
    return this.once('journey', async () => {
      const product = await this.product();
      this.options.say('One journey is recorded …');
      return recordJourney(product);
    });
  }

  composite(): Promise<Composite> {
    return this.once('composite', async () => {
      const [product, journey] = [await this.product(), await this.journey()];
      const { person, register, password, worker, mails } = journey;
      this.options.say('The composite …');
      const composite = await Composite.start(this.options.folder, {
        ...{ databaseUrl: product.env.DATABASE_URL ?? '', temporalAddress: product.temporalAddress },
        ...{ smtpUrl: product.env.SMTP_URL ?? '', recorded: person, statements: [...register, ...password, ...worker] },
        mails: { creation: mails.creation.toString('base64'), welcome: mails.welcome.toString('base64') },
      });
      await this.pieces.add(() => composite.stop());
      return composite;
    });
  }

  /** Journeys per second that the product gets done when it is never idle. */
  capacity(): Promise<number> {
    return this.once('capacity', async () => {
      const { registering, registrants } = await this.product();
      const window = { width: callers, rampSeconds: 4, seconds: 8 };
      const { done, seconds } = await closedLoop(window, () => registering.whole(registrants.take()));
      return done / seconds;
    });
  }

  stop(): Promise<void> {
    return this.pieces.stop();
  }

  private once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.made.get(name) as Promise<T> | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }
}

import {
  fictitiousContract,
  type FictitiousEstablishment,
  fictitiousSiret,
} from '../faults/fictitious-establishments.js';

/** Somebody who registers an establishment that nobody else has registered. */
export interface Registrant extends FictitiousEstablishment {
  email: string;
  lastName: string;
  firstName: string;
  password: string;
}

/** The `index`th, for 0 ≤ index < 90 000. */
export const registrant = (index: number): Registrant => ({
  ...{ siret: fictitiousSiret(index), contractNumber: fictitiousContract(index), kind: 'eligible' },
  ...{ email: `registrant-${index}@bench.example`, lastName: 'Mesure', firstName: 'Camille' },
  password: `cheval-pile-agrafe-${index}`,
});

/** Each person once. */
export class Registrants {
  private next: number;

  /** Those from `from` on; throws past `to`. */
  constructor(
    from: number,
    private readonly to: number,
  ) {
    this.next = from;
  }

  take(): Registrant {
    if (this.next >= this.to) throw new Error(`Only ${this.to} establishments were made for this run.`);
    return registrant(this.next++);
  }
}

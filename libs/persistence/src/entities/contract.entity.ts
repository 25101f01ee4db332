import { defineEntity, p } from '@mikro-orm/core';

/** A line of the funds' registry, loaded by `npm run contracts:import`. */
export const Contract = defineEntity({
  name: 'Contract',
  tableName: 'contract',
  properties: {
    siret: p.string().primary(),
    number: p.string().primary(),
    fund: p.string().primary(),
  },
});

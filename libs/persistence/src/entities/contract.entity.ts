import { defineEntity, p } from '@mikro-orm/core';

const ContractSchema = defineEntity({
  name: 'Contract',
  tableName: 'contract',
  properties: {
    siret: p.string().primary(),
    number: p.string().primary(),
    fund: p.string().primary(),
  },
});

/** A line of the funds' registry, loaded by `npm run contracts:import`. */
export class Contract extends ContractSchema.class {}
ContractSchema.setClass(Contract);

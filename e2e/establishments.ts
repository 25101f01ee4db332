/** Of the demo data: each test registers an establishment of its own, for one is registered once. */
export interface DemoEstablishment {
  siret: string;
  contract: string;
  name: string;
}

const of = (siret: string, contract: string, name: string): DemoEstablishment => ({ siret, contract, name });

export const establishments = {
  lyon: of('21690123100011', 'DEMO1000001', 'Commune de Lyon (mairie)'),
  bordeaux: of('21330063500017', 'DEMO1000038', 'Commune de Bordeaux'),
  nantes: of('21440109300015', 'DEMO1000075', 'Commune de Nantes'),
  clamart: of('21920023500014', 'DEMO1000112', 'Commune de Clamart'),
  clamartWater: of('21920023500394', 'DEMO1000149', 'Commune de Clamart - service assainissement'),
  lamalou: of('21340126800049', 'DEMO1000186', 'Commune de Lamalou-les-Bains - école Paul Valéry'),
  cherbourg: of('20005684400018', 'DEMO1000223', 'Commune de Cherbourg-en-Cotentin'),
  paris: of('21750001600019', 'DEMO1000260', 'Ville de Paris'),
  lyonMetropolis: of('20004697700019', 'DEMO1000297', 'Métropole de Lyon'),
  gironde: of('22330001300016', 'DEMO1000371', 'Département de la Gironde'),
  brittany: of('23350001600040', 'DEMO1000408', 'Région Bretagne'),
  leHavre: of('20008495200015', 'DEMO1000482', 'Le Havre Seine Métropole'),
  directoryAway: of('99990007900016', 'DEMO1001629', 'Établissement dont l’annuaire est indisponible'),
  underReview: of('38529030900454', 'DEMO1001111', 'ADEME'),
  closed: of('21930066200018', 'DEMO1001148', 'Commune de Saint-Denis'),
  notEligible: of('55203253400646', 'DEMO1001222', 'Danone'),
} as const;

import { describe, expect, test } from '@jest/globals';
import { OwnValues, preparedJourney } from './sql-journey.js';

const owner = { siret: '99991001100017', contractNumber: 'CHAOS000001', email: 'one@bench.example' };
const [caseId, linkId] = ['ef327375-d4bc-49b3-a98f-1355c55283eb', '2cb2a88b-b26f-42d4-9b88-254dd356f0f7'];
const asked = (connection: number, at: number, text: string, rows: (string | null)[][] = []) => ({
  ...{ connection, at, text, rows },
});

const recorded = [
  asked(1, 1, 'begin'),
  asked(1, 2, `insert into notice values ('PRC-8DCB-5RXK', '{"siret":"${owner.siret}"}') returning id`, [
    ['7', caseId],
  ]),
  asked(2, 3, `select 1 from notice where kind = 'due'`),
  asked(1, 4, 'commit'),
  asked(
    2,
    5,
    `update notice set heard = '7 days' where id <= '7' and subject = 'PRC-8DCB-5RXK' and link = '${linkId}'`,
  ),
];

describe('a recorded journey', () => {
  const journey = preparedJourney(recorded, owner);

  test('keeps transactions together and leaves out what concerns no journey', () => {
    expect(journey.map((steps) => steps.map(({ text }) => text.split(' ')[0]))).toEqual([
      ['begin', 'insert', 'commit'],
      ['update'],
    ]);
  });

  test('only values of its own become parameters', () => {
    expect(journey[0]?.[1]).toMatchObject({
      text: 'insert into notice values ($1, $2) returning id',
      values: ['PRC-8DCB-5RXK', `{"siret":"${owner.siret}"}`],
    });
    expect(journey[1]?.[0]).toMatchObject({
      text: `update notice set heard = '7 days' where id <= $1 and subject = $2 and link = $3`,
      values: ['7', 'PRC-8DCB-5RXK', linkId],
    });
  });

  test('lived by another: its own values, the same wherever they stand, and what the database made up for it', () => {
    const other = { siret: '99991002900027', contractNumber: 'CHAOS000002', email: 'two@bench.example' };
    const values = new OwnValues(owner, other);
    expect(values.of(`{"siret":"${owner.siret}"}`)).toBe(`{"siret":"${other.siret}"}`);
    expect(values.of('PRC-8DCB-5RXK')).toMatch(/^PRC-/u);
    expect(values.of('PRC-8DCB-5RXK')).toBe(values.of('PRC-8DCB-5RXK'));
    expect(values.of('PRC-8DCB-5RXK')).not.toBe('PRC-8DCB-5RXK');
    values.learn([['7', caseId]], [['99', linkId]]);
    expect([values.of('7'), values.of(caseId)]).toEqual(['99', linkId]);
  });
});

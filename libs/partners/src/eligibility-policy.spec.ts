import { eligibility, legalCategoryLabel } from '@app/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eligibilityPolicy } from './eligibility-policy.js';

const delivered = fileURLToPath(new URL('../../../data/legal-categories.json', import.meta.url));
const lyon = { siret: '21690123100011', legalCategory: '7210', open: true, diffusible: true };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eligibility-policy-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the eligibility policy (F2)', () => {
  test('is the delivered file, whole', async () => {
    const policy = eligibilityPolicy(delivered);
    const { source: _source, ...rules } = JSON.parse(await readFile(delivered, 'utf8')) as { source: string };
    expect(policy).toEqual({ ...rules, overrides: {} });
    expect(eligibility(lyon, policy)).toEqual({ access: 'yes', rule: 'legal-category:7210' });
    expect(legalCategoryLabel('7210', policy)).toBe('Commune et commune nouvelle');
  });

  test('holds what the deployment decides by SIREN', () => {
    const policy = eligibilityPolicy(delivered, new Map([['216901231', 'refuse']]));
    expect(eligibility(lyon, policy)).toMatchObject({ access: 'no', rule: 'override:refuse' });
  });

  test.each([
    ['no JSON', '{'],
    [
      'without categories',
      '{"default": "no", "unknownCode": "review", "exceptions": {}, "labels": {}, "categories": []}',
    ],
    [
      'generous to what it does not know',
      '{"default": "no", "unknownCode": "yes", "exceptions": {}, "labels": {}, "categories": [{"code": "7210", "label": "Commune", "access": "yes", "funds": []}]}',
    ],
  ])('stops the process as it starts when its file is %s', async (form, content) => {
    const file = join(folder, `${form}.json`);
    await writeFile(file, content);
    expect(() => eligibilityPolicy(file)).toThrow();
  });

  test('stops the process as it starts when there is no file', () => {
    expect(() => eligibilityPolicy(join(folder, 'none.json'))).toThrow(/ENOENT/u);
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds in the page as it stands, by all its rules or by those named; nothing in a good one. */
export async function accessibilityFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(); // else a second page for each look
  builder.options({ resultTypes: ['violations'], preload: false }); // selectors of what is right cost a third of the time
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** Those whose answer depends on the colours of the page. */
export const colourRules = ['color-contrast', 'link-in-text-block'];

/** Those whose answer depends on how wide the page is. */
export const layoutRules = [...colourRules, 'target-size', 'scrollable-region-focusable', 'region', 'skip-link'];

import { mkdirSync } from 'node:fs';
import { ownBrowser } from '../testing/own-browser.js';
import { addresses } from '../ui/addresses.js';

const web = ownBrowser();

test('the sheet for IT services prints on one page of A4, dark on white also from a dark screen, with our telephone number and nothing to press', async () => {
  const page = await web.browser.newPage({ colorScheme: 'dark' });
  await page.goto(`${web.origin}${addresses.helpSheet}`);
  expect(await page.getByRole('button', { name: 'Imprimer la fiche' }).isVisible()).toBe(true);
  const colourOf = (selector: string) => page.locator(selector).evaluate((one) => getComputedStyle(one).color);
  const inDark = await colourOf('.help-desk-phone');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 718, height: 1047 }); // A4 within margins of 1 cm, at 96 px an inch
  mkdirSync('.cache/screenshots', { recursive: true });
  await page.screenshot({ path: '.cache/screenshots/aide-fiche-informatique-print.png', fullPage: true });
  expect(await page.getByText('09\u00a070\u00a080\u00a093\u00a029').first().isVisible()).toBe(true);
  const pressed = page.locator('button, .nav a, .footer a');
  for (const one of await pressed.all()) expect(await one.isVisible()).toBe(false);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(ground).toBe('rgb(255, 255, 255)');
  expect(await colourOf('.help-desk-phone')).not.toBe(inDark);
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
  await page.close();
});

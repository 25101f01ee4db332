import { establishments } from './establishments.js';
import { Keyboard } from './keyboard.js';
import { type Product, startProduct } from './product.js';
import { check, choosePassword, goodPassword, introduce, register } from './registering.js';
import { heading, Visitors, words } from './visitors.js';

let product: Product;
let visitors: Visitors;
beforeAll(async () => {
  [product, visitors] = await Promise.all([startProduct(), Visitors.launch()]);
}, 120_000);
afterEach(() => visitors.leave());
afterAll(async () => {
  await visitors?.stop();
  await product?.stop();
}, 120_000);

const creationMail = async (email: string, count = 1) =>
  (await product.mails(email, /créez votre mot de passe$/u, count))[0];
const linkTo = async (email: string, count = 1): Promise<string> =>
  (await creationMail(email, count))?.links.find((link) => link.includes('/creer/')) ?? '';

describe('F3: registering the classic way, from the home page to the identifiant', () => {
  test.each([
    ['with scripts', true, establishments.lyon, 'f3-avec@exemple.fr'],
    ['with JavaScript off', false, establishments.bordeaux, 'f3-sans@exemple.fr'],
  ] as const)('%s', async (_, javaScriptEnabled, establishment, email) => {
    const page = await visitors.newPage({ javaScriptEnabled });
    await page.goto(product.site);
    await page.getByRole('link', { name: 'Se connecter' }).first().click();
    await page.getByRole('navigation').getByRole('link', { name: 'Inscrire un établissement' }).click();
    await page.getByLabel('SIRET').fill(establishment.siret.replace(/(\d{3})(\d{3})(\d{3})/u, '$1 $2\u00a0$3.'));
    await page.getByLabel('Numéro de contrat').fill(establishment.contract.toLowerCase());
    await page.getByRole('button', { name: 'Suivant' }).click();
    expect(await heading(page)).toMatch(/^Est-ce bien votre établissement/u);
    expect(await words(page)).toContain(establishment.name);

    await introduce(page, email);
    await page.getByRole('button', { name: 'Inscrire l’établissement' }).click();
    await page.waitForURL(/\/dossier\//u);
    expect(await heading(page)).toBe('Consultez votre messagerie');
    // In full: this browser registered.
    expect(await words(page)).toMatch(new RegExp(`${email}.*jusqu’au \\d.* \\(heure de Paris\\).*PRC-`, 'u'));

    await page.goto(await linkTo(email));
    expect(await words(page)).toContain(`Pour l’établissement ${establishment.name}.`);
    await choosePassword(page);
    await page.waitForURL(/identifiant/u);
    expect(await heading(page)).toBe('Votre compte est ouvert');
    const identifier = await page.locator('.ticket-code').innerText();
    expect(identifier).toMatch(/^EP-[0-9A-Z]{4}-[0-9A-Z]{4}$/u);
    expect(await page.getByRole('button', { name: 'Copier' }).isVisible()).toBe(javaScriptEnabled);
    await page.reload();
    expect(await page.locator('.ticket-code').innerText()).toBe(identifier);

    await product.mails(email, /votre compte est ouvert$/u);
    await check(page, product.site, establishment);
    expect(await heading(page)).toBe('Votre établissement est déjà inscrit'); // F4
    expect(await words(page)).toMatch(/Nadia Martin.*f•••@exemple\.fr/u);
  });

  test('with the keyboard only, the focus in sight at each stop', async () => {
    const page = await visitors.newPage();
    const keyboard = new Keyboard(page);
    await page.goto(product.site);
    await keyboard.press('Aller au contenu');
    await keyboard.follow('Inscrire un établissement');
    await keyboard.type('SIRET', establishments.nantes.siret);
    await keyboard.type('Numéro de contrat', establishments.nantes.contract);
    await keyboard.follow('Suivant');
    await keyboard.type('Nom', 'Ça');
    await keyboard.type('Prénom', 'Zoé');
    await keyboard.type('Courriel professionnel', 'clavier@exemple.fr');
    await keyboard.tick(/^J’accepte/u);
    await keyboard.follow('Inscrire l’établissement');
    await page.waitForURL(/\/dossier\//u);
    await page.goto(await linkTo('clavier@exemple.fr'));
    await keyboard.type('Mot de passe', goodPassword);
    await keyboard.press('Afficher le mot de passe');
    expect(await page.locator('#mot-de-passe').getAttribute('type')).toBe('text');
    await keyboard.follow('Créer le mot de passe');
    await page.waitForURL(/identifiant/u);
    expect(await words(page)).toContain('Zoé Ça');
  });
});

describe('each situation has a page of its own', () => {
  test.each([
    ['F2: not eligible', establishments.notEligible, 'Cet établissement ne peut pas être inscrit'],
    ['closed', establishments.closed, 'Cet établissement est fermé'],
  ] as const)('%s', async (_, establishment, title) => {
    const page = await visitors.newPage();
    await check(page, product.site, establishment);
    expect(await heading(page)).toBe(title);
    expect(await words(page)).toContain(establishment.name);
    await page.getByRole('button', { name: 'Vérifier le SIRET' }).click();
    expect(await page.getByLabel('SIRET').inputValue()).toBe(establishment.siret);
  });

  test('unknown', async () => {
    const page = await visitors.newPage();
    await check(page, product.site, { ...establishments.lyon, siret: '73282932000074' });
    expect(await heading(page)).toBe('Aucun établissement ne porte ce SIRET');
  });

  test('a contract number that is not the establishment’s goes back to its field, focused on the summary', async () => {
    const page = await visitors.newPage();
    await check(page, product.site, { ...establishments.clamart, contract: 'DEMO9999999' });
    expect(await page.title()).toMatch(/^Erreur\s: /u);
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('errors');
    await page.getByRole('link', { name: /Ce numéro de contrat n’est pas connu/u }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('contrat');
    expect(await page.getByLabel('Numéro de contrat').inputValue()).toBe('DEMO9999999');
  });

  test('under review: no mail is promised before a counsellor has decided', async () => {
    const page = await visitors.newPage();
    await register(page, product.site, establishments.underReview, 'examen@exemple.fr');
    expect(await heading(page)).toBe('Votre demande est en cours d’examen');
    await check(page, product.site, establishments.underReview);
    expect(await heading(page)).toBe('Votre demande est en cours d’examen');
  });

  test('the directory is away: registering is possible', async () => {
    const page = await visitors.newPage();
    await check(page, product.site, establishments.directoryAway);
    expect(await heading(page)).toMatch(/^Est-ce bien votre établissement/u);
    expect(await words(page)).toContain('L’annuaire des établissements ne répond pas pour le moment.');
  });
});

describe('F5: the e-mail never came', () => {
  test('the same data again: registration is in progress, « Vous en envoyer un nouveau » brings another mail', async () => {
    const email = 'f5@exemple.fr';
    await register(await visitors.newPage(), product.site, establishments.clamart, email);
    const other = await visitors.newPage();
    await creationMail(email);
    await check(other, product.site, establishments.clamart);
    expect(await heading(other)).toBe('L’inscription est en cours');
    expect(await words(other)).toContain('f•••@exemple.fr');
    await other.getByRole('button', { name: 'Vous en envoyer un nouveau' }).click();
    expect(await words(other)).toContain('Un nouveau courriel est en route vers f•••@exemple.fr.');
    await creationMail(email, 2);

    // Quiet until its time has come.
    expect(await other.getByRole('button', { name: 'Vous en envoyer un nouveau' }).isDisabled()).toBe(true);
    expect(await words(other)).toMatch(/Le prochain envoi sera possible dans \d+ secondes/u);
    expect(await product.mails(email, /créez/u)).toHaveLength(2);
  });

  test('R24: only the browser that registered can correct the address; then links sent to the old one are dead', async () => {
    const [old, right] = ['erreur@exemple.fr', 'juste@exemple.fr'];
    const page = await visitors.newPage();
    const address = await register(page, product.site, establishments.clamartWater, old);
    const dead = await linkTo(old);
    const stranger = await visitors.newPage();
    await stranger.goto(address);
    expect(await words(stranger)).not.toContain('Corriger l’adresse');

    await page.getByText('Corriger l’adresse').first().click();
    await page.getByLabel('Nouvelle adresse').fill(right);
    await page.getByRole('button', { name: 'Corriger et renvoyer' }).click();
    expect(await words(page)).toContain('L’adresse est corrigée.');
    await product.mails(old, /l’adresse de votre dossier a été corrigée$/u);
    await stranger.goto(dead);
    expect(await heading(stranger)).toBe('Un courriel plus récent a remplacé ce lien');
    await stranger.goto(await linkTo(right));
    await choosePassword(stranger); // from another browser, too
    await stranger.waitForURL(/identifiant/u);
  });
});

test('R59: the page that waits tells by itself that mail was accepted, or refused; the address corrected there brings it', async () => {
  const [refused, right] = ['r59-refuse@exemple.fr', 'r59@exemple.fr'];
  await product.refuseMailTo(refused);
  const page = await visitors.newPage();
  await register(page, product.site, establishments.gironde, refused);
  await page.getByRole('heading', { level: 1, name: 'Le courriel n’a pas pu être remis' }).waitFor();
  await page.getByLabel('Courriel professionnel').fill(right);
  await page.getByRole('button', { name: 'Corriger et renvoyer' }).click();
  await page.getByText('Courriel accepté').first().waitFor();
  expect(await words(page)).toContain(`pour ${right}.`);

  const elsewhere = await visitors.newPage();
  await elsewhere.goto(await linkTo(right));
  await choosePassword(elsewhere);
  await page.getByRole('heading', { level: 1, name: 'L’inscription est terminée' }).waitFor();
});

describe('a double click on « Inscrire l’établissement » has one effect', () => {
  test.each([
    ['with scripts', true, establishments.lamalou, 'double-avec@exemple.fr'],
    ['with JavaScript off', false, establishments.cherbourg, 'double-sans@exemple.fr'],
  ] as const)('%s', async (_, javaScriptEnabled, establishment, email) => {
    const page = await visitors.newPage({ javaScriptEnabled });
    await check(page, product.site, establishment);
    await introduce(page, email);
    await page.getByRole('button', { name: 'Inscrire l’établissement' }).dblclick();
    await page.waitForURL(/\/dossier\//u);
    expect(await heading(page)).toBe('Consultez votre messagerie');
    expect(await words(page)).toContain('Corriger l’adresse'); // this browser owns the case, whichever answer it saw
    await creationMail(email);
    expect(await product.mails(email, /./u)).toHaveLength(1);
  });
});

/** What the browser adds when scripts run; every page does its work without. Under 3 KB. */

let root: ParentNode = document;
const each = <T extends HTMLElement>(selector: string, work: (element: T) => void) =>
  root.querySelectorAll<T>(selector).forEach(work);

/** Web answers within 9.9 s. */
const longestWaitMs = 10_000;

each('[data-needs-script]', (block) => (block.hidden = false));

each<HTMLButtonElement>('.toggle[aria-controls]', (toggle) => {
  const input = document.getElementById(toggle.getAttribute('aria-controls') ?? '') as HTMLInputElement;
  const words = { password: toggle.textContent, text: toggle.dataset.hide ?? '' };
  const show = (type: 'password' | 'text') => {
    input.type = type;
    toggle.textContent = words[type];
  };
  toggle.hidden = false;
  toggle.addEventListener('click', () => show(input.type === 'password' ? 'text' : 'password'));
  // So that browsers offer to keep it as a password, and never as a line of text.
  input.form?.addEventListener('submit', () => show('password'));
});

async function copy({ dataset }: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(dataset.copy ?? '');
  each('[data-copied]', (news) => (news.textContent = news.dataset.copied ?? ''));
}
each('[data-copy]', (button) => button.addEventListener('click', () => void copy(button)));

each('[data-print]', (button) => button.addEventListener('click', () => print()));

/** What a page that lives may show anew. */
function enhance(part: ParentNode): void {
  root = part;
  guardForms();
  quietButtons();
}

/**
 * A second click while the first is on its way would throw away its answer, such as the page with the identifiant. The form
 * is free again when the page comes back, when the browser says that it stopped waiting, and when no answer can come.
 */
const guardForms = () =>
  each<HTMLFormElement>('form', (form) => {
    let freeAt = 0;
    form.addEventListener('submit', (event) => {
      if (Date.now() < freeAt) event.preventDefault();
      else freeAt = Date.now() + longestWaitMs;
    });
    const free = () => (freeAt = 0);
    addEventListener('pageshow', free);
    window.navigation?.addEventListener('navigateerror', free);
  });

/** « Vous en envoyer un nouveau » can be pressed when its time has come. */
const quietButtons = () =>
  each<HTMLFormElement>('[data-quiet-for]', (form) => {
    const button = form.querySelector('button')!;
    const words = form.nextElementSibling as HTMLElement;
    button.disabled = true;
    setTimeout(() => (button.disabled = !(words.hidden = true)), Number(form.dataset.quietFor) * 1000);
  });

enhance(document);

/** Two minutes before a session ends, a warning; going on asks in the background, so that what was typed stays. */
each('[data-ends-in]', (warning) => {
  const endOf = (seconds: unknown) => Date.now() + Number(seconds) * 1000;
  let end = endOf(warning.dataset.endsIn);
  const look = () => (warning.hidden = Date.now() < end - 120_000);
  setInterval(look, 1000);
  const link = warning.querySelector('a');
  link?.addEventListener('click', (event) => {
    event.preventDefault();
    fetch(warning.dataset.goOn ?? '')
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ endsIn: number }>) : Promise.reject(answer)))
      .then(({ endsIn }) => {
        end = endOf(endsIn);
        look();
        document.getElementById('contenu')?.focus();
      })
      .catch(() => location.assign(link.href));
  });
});

/**
 * R59: a page that waits, lives. An event means: look again. What has not changed stays, with its focus; what is being typed
 * stays, too: then a notice says that there is news.
 */
each('[data-live]', () => {
  const main = document.querySelector('main')!;
  const said = document.body.appendChild(document.createElement('p'));
  said.className = 'hidden';
  said.role = 'status';
  let source: EventSource | undefined;
  const find = (selector: string, part: ParentNode = main) => part.querySelector<HTMLElement>(selector);
  const hide = (hidden: boolean, selector = '[data-live]') => {
    const block = find(selector);
    if (block) block.hidden = hidden;
    return block;
  };
  const cannot = () => void hide(false);

  async function look(): Promise<void> {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = find('main', page)!;
    const state = find('[data-state]', next)?.textContent;
    if (!state) return cannot(); // an error's page
    const isNews = state !== find('[data-state]')?.textContent;
    if (
      find('input:focus') ??
      [...main.querySelectorAll('input')].some((input) => input.value !== input.defaultValue)
    ) {
      if (!isNews) return;
      cannot();
      said.textContent = hide(false, '[data-live-news]')!.textContent;
      return;
    }
    document.title = page.title;
    enhance(next);
    show(main, next);
    if (isNews) said.textContent = state;
    if (!hide(true)) source?.close();
  }
  function follow(): void {
    source?.close();
    const address = find('[data-live]')?.dataset.live;
    if (!address || document.hidden) return;
    source = new EventSource(address);
    source.onopen = () => hide(true);
    source.onmessage = () => void look().catch(cannot);
    source.onerror = () => {
      if (source?.readyState !== 2) return;
      cannot();
      setTimeout(follow, 15_000);
    };
  }
  document.addEventListener('visibilitychange', follow);
  follow();
});

/** Puts the children of `next` in place of those that differ; an open `<details>` stays open, a button its focus. */
function show(old: Element, next: Element): void {
  const focused = document.activeElement?.textContent;
  const same = (part: Element, text?: string | null) =>
    [...part.querySelectorAll<HTMLElement>('a,button,summary')].find(({ textContent }) => textContent === text);
  old.querySelectorAll('[open]>summary').forEach(({ textContent }) => {
    same(next, textContent)?.parentElement?.setAttribute('open', '');
  });
  const theirs = [...next.children];
  [...old.children].forEach((child, rank) => {
    const now = theirs[rank];
    if (!now) child.remove();
    else if (!child.isEqualNode(now)) child.replaceWith(now);
  });
  old.append(...theirs.slice(old.children.length));
  if (document.activeElement === document.body) same(old, focused)?.focus();
}

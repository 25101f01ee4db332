/** What the browser adds when scripts run; every page does its work without. Under 3 KB. */

const each = <T extends HTMLElement>(selector: string, work: (element: T) => void) =>
  document.querySelectorAll<T>(selector).forEach(work);

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

/**
 * A second click while the first is on its way would throw away its answer, such as the page with the identifiant. The form
 * is free again when the page comes back, when the browser says that it stopped waiting, and when no answer can come.
 */
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
        document.getElementById('contenu')?.focus({ preventScroll: true });
      })
      .catch(() => location.assign(link.href));
  });
});

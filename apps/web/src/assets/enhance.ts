/** What the browser adds when scripts run; every page does its work without. Under 3 KB. */

const each = <T extends HTMLElement>(selector: string, work: (element: T) => void) =>
  document.querySelectorAll<T>(selector).forEach(work);

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

/** A second click while the first is on its way would throw away its answer, such as the page with the identifiant. */
each<HTMLFormElement>('form', (form) => {
  let isSent = false;
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener('pageshow', () => (isSent = false));
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

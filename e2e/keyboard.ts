import type { Page } from 'playwright-core';

const tabsAtMost = 60;

/** A person without a mouse: Tab until the name is heard, then type or press. Each stop must show where it is. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  async press(name: string | RegExp): Promise<void> {
    await this.reach(name);
    await this.page.keyboard.press('Enter');
  }

  /** Presses what leads to another page, and waits for it. */
  async follow(name: string | RegExp): Promise<void> {
    await this.reach(name);
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press('Enter')]);
  }

  async tick(name: string | RegExp): Promise<void> {
    await this.reach(name);
    await this.page.keyboard.press('Space');
  }

  async type(name: string | RegExp, text: string): Promise<void> {
    await this.reach(name);
    await this.page.keyboard.type(text);
  }

  private async reach(name: string | RegExp): Promise<void> {
    const met: string[] = [];
    for (let tabs = 0; tabs < tabsAtMost; tabs += 1) {
      await this.page.keyboard.press('Tab');
      const { label, outline } = await this.page.evaluate(focused);
      if (outline === 'none') throw new Error(`no focus to be seen on « ${label} »`);
      if (typeof name === 'string' ? label === name : name.test(label)) return;
      met.push(label);
    }
    throw new Error(`« ${name} » was not reached; met: ${met.join(' | ')}`);
  }
}

/** In the page: what a screen reader would say, and whether the focus shows. */
function focused(): { label: string; outline: string } {
  const element = document.activeElement as HTMLElement;
  const [label] = (element as HTMLInputElement).labels ?? [];
  if (element === document.body) return { label: 'the page', outline: 'body' };
  const words = (label ?? element).textContent.replace(/[\s\u00a0]+/gu, ' ').trim();
  return { label: words, outline: getComputedStyle(element).outlineStyle };
}

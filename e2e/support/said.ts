import type { Page } from '@playwright/test';

/** Keeps every text that the window's status lines show from now on, however shortly it stands there. */
export async function keepWhatIsSaid(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const said: string[] = [];
    const look = (): void => {
      for (const line of document.querySelectorAll('[role=status], [role=alert]'))
        said.push(line.textContent);
    };
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    look();
    Reflect.set(window, 'testSaid', said);
  });
  return () =>
    page.evaluate(() => {
      const said: unknown = Reflect.get(window, 'testSaid');
      return Array.isArray(said) ? said.join('\n') : '';
    });
}

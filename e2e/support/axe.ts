import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The two themes that the system may ask for. */
export const SCHEMES = ['light', 'dark'] as const;

/** Looks at what is on screen with axe, in light and in dark; fails with rule and element of every violation. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Half-way between two colours nothing can be said of contrast.
    await page.evaluate(() => {
      for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    });
    // Legacy: the other way opens a page, which Electron has no way to do.
    // What is in order is not looked up: that takes it as long again.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
    );
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type Page } from '@playwright/test';
import { ROOT } from '../host/cli.ts';
import { SCHEMES } from './axe.ts';

/** The two sizes that the window is to be good at. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

/** Takes pictures in both themes and sizes, and leaves the window as it was. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = join(ROOT, 'test-results', 'screenshots', test.info().project.name);
  await mkdir(folder, { recursive: true });
  for (const colorScheme of SCHEMES) {
    for (const size of SIZES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.screenshot({
        path: join(folder, `${name}-${colorScheme}-${size.width}.png`),
        animations: 'disabled',
      });
    }
  }
  await page.setViewportSize(SIZES[0]);
}

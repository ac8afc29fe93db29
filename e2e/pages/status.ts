import type { Locator } from '@playwright/test';

/** What a part says of itself in words; the shape of rows that are on their way is a status too, but without words. */
export const statusWords = (part: Locator): Locator => part.getByRole('status').filter({ hasText: /\S/ });

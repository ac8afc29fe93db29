import type { Locator, Page } from '@playwright/test';

/** The audits of a table: the form, the run that is shown, its causes, findings and the runs of before. */
export interface AuditPart {
  readonly part: Locator;
  /** What the form of a new audit is headed with. */
  readonly question: Locator;
  readonly start: Locator;
  readonly estimate: Locator;
  readonly unitsPerSecond: Locator;
  readonly maxUnits: Locator;
  /** How the run stands. */
  readonly state: Locator;
  readonly progress: Locator;
  readonly causes: Locator;
  readonly findings: Locator;
  readonly detail: Locator;
  readonly filter: Locator;
  readonly runs: Locator;
  /** How the findings differ from those of another audit. */
  readonly changes: Locator;
  button(name: string | RegExp): Locator;
  tab(name: 'Causes' | 'Findings' | 'Audits'): Locator;
  cause(words: string | RegExp): Locator;
}

/** Finds the audits in a window. */
export function auditIn(page: Page): AuditPart {
  const part = page.getByRole('region', { name: 'Audit', exact: true });
  const causes = part.getByRole('list', { name: 'Causes' });
  return {
    part,
    question: part.getByRole('heading', { name: /^Replay this whole table/ }),
    start: part.getByRole('button', { name: 'Start the audit' }),
    estimate: part.getByRole('region', { name: 'What it would take' }),
    unitsPerSecond: part.getByRole('textbox', { name: /^At most, read units/ }),
    maxUnits: part.getByRole('textbox', { name: /^Stop after/ }),
    state: part.locator('header').getByRole('heading', { level: 3 }),
    progress: part.getByRole('progressbar'),
    causes,
    findings: part.getByRole('listbox', { name: 'Findings' }),
    detail: part.getByRole('region', { name: 'Finding', exact: true }),
    filter: part.getByRole('textbox', { name: 'Filter findings' }),
    runs: part.getByRole('list', { name: 'Audits of this table' }),
    changes: part.getByRole('group', { name: 'Compared with another audit' }),
    button: (name) => part.getByRole('button', { name }),
    tab: (name) => part.getByRole('tab', { name: new RegExp(`^${name}`) }),
    cause: (words) => causes.getByRole('listitem').filter({ hasText: words }),
  };
}

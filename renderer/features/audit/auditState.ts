import type { TableRef } from '#shared/contract/common.ts';
import {
  auditFilterSchema,
  type AuditEstimate,
  type AuditFilter,
  type AuditOptions,
  type AuditOverview,
  type AuditRow,
  type AuditRun,
} from '#shared/model/audit.ts';
import type { AuditComparison } from '#shared/model/auditComparison.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import type { RangeCache } from '../../ui/list/rangeCache.ts';
import { createContextStore } from '../../ui/store.tsx';

/** The parts of a run that are shown. */
export type AuditTab = 'causes' | 'findings' | 'runs';

/** A run's findings, nothing left out. */
export const NO_FILTER: AuditFilter = auditFilterSchema.parse({});

/** Whether a filter leaves findings out, or shows those of a comparison. */
export function isNarrowed({ kinds, severity, field, type, cause, text, against }: AuditFilter): boolean {
  const chosen = [severity, field, type, cause, against].some((each) => each !== undefined);
  return chosen || kinds.length > 0 || text.trim() !== '';
}

/** Audits of the table that is looked at. Host and store go on while the reader looks elsewhere. */
export interface AuditViewState {
  readonly table: TableRef | undefined;
  readonly runs: AsyncState<readonly AuditRun[]>;
  /** The run that is shown, as it stands; undefined: none, or the form is. */
  readonly run: AuditRun | undefined;
  readonly overview: AuditOverview | undefined;
  /** Whether the form of a new audit is shown. */
  readonly asking: boolean;
  readonly estimate: AsyncState<AuditEstimate>;
  /** As the reader set them; without a price what is usual for the connection. */
  readonly options: Omit<AuditOptions, 'pricePerMillion'> & Partial<Pick<AuditOptions, 'pricePerMillion'>>;
  /** What the last order failed with. */
  readonly error: unknown;
  readonly tab: AuditTab;
  readonly filter: AuditFilter;
  readonly rows: RangeCache<AuditRow>;
  readonly selected: number | undefined;
  readonly comparison: AuditComparison | undefined;
  /** Shows the audits of a table, or of none. */
  readonly open: (table: TableRef | undefined) => void;
  /** Asks for the runs again, after the line to the host was lost. */
  readonly reopen: () => void;
  readonly choose: (run: AuditRun) => void;
  readonly ask: (asking: boolean) => void;
  readonly change: (options: Partial<AuditOptions>) => void;
  readonly start: () => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly remove: (run: string) => Promise<void>;
  readonly show: (tab: AuditTab) => void;
  /** Narrows the findings; what is left out stays as it is. */
  readonly narrow: (filter: Partial<AuditFilter>) => void;
  /** Leaves nothing out any more, and compares with no other run; the order stays. */
  readonly clearFilter: () => void;
  readonly select: (index: number | undefined) => void;
  /** Compares with another run of the table; undefined: with none. */
  readonly compareWith: (run: string | undefined) => Promise<void>;
}

/** Findings of a run, by its own count. */
export const foundIn = ({ findings }: Pick<AuditRun, 'findings'>): number =>
  findings.error + findings.warning + findings.info;

/**
 * What the shown run's findings have in common. Undefined while it is on its way: a run tells first that it has found
 * something, and an overview of before would say that nothing is wrong.
 */
export const overviewOf = ({
  run,
  overview,
}: Pick<AuditViewState, 'run' | 'overview'>): AuditOverview | undefined =>
  overview?.causesTotal === 0 && run !== undefined && foundIn(run) > 0 ? undefined : overview;

/** The store by context. */
export const auditStore = createContextStore<AuditViewState>('audit');

import type { TableRef } from '#shared/contract/common.ts';
import type { LayoutFault, LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import type { LayoutForm } from './form.ts';

/** A layout as far as it is made. */
export interface Drafted {
  /** What the draft began as: `proposal`, the name of a layout, or `import`. */
  readonly base: string;
  /** The layout being made; undefined until there is one. */
  readonly draft: LayoutFile | undefined;
  /** Its fields as the reader writes them, good or not. */
  readonly form: LayoutForm | undefined;
  /** Its JSON as the reader writes it, wrong or not; that of the fields once one of them is changed. */
  readonly text: string;
  /** What keeps the text or a field from being a layout; the draft is the last good one then. */
  readonly faults: readonly LayoutFault[];
  /** Whether the text is not read as a layout: the fields do not show what it says, and would write over it. */
  readonly unread: boolean;
  /** Whether it has changes that are saved nowhere. */
  readonly edited: boolean;
}

/** What the reader may want back. */
export type Undoable =
  /** Changes of before the wizard was left, which are in it again. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'replaced'; readonly before: Drafted }
  /** A saved layout. */
  | { readonly kind: 'removed'; readonly layout: LayoutFile };

/** The making of a layout for one table. */
export interface Wizard extends Drafted {
  readonly table: TableRef;
  /** The sample: how far it is, or why it could not be had. */
  readonly sample: AsyncState<never, SampleProgress | undefined>;
  readonly proposal: LayoutProposal | undefined;
  readonly preview: AsyncState<LayoutPreview>;
  readonly undoable: Undoable | undefined;
}

/** Nothing made yet. */
export const NO_DRAFT: Drafted = {
  base: 'proposal',
  draft: undefined,
  form: undefined,
  text: '',
  faults: [],
  unread: false,
  edited: false,
};

/** The wizard of a table as it begins, with what was made of a layout for it before. */
export const newWizard = (table: TableRef, before: Drafted | undefined): Wizard => ({
  ...(before ?? NO_DRAFT),
  table,
  sample: RUNNING,
  proposal: undefined,
  preview: IDLE,
  undoable: before === undefined ? undefined : { kind: 'resumed' },
});

/** What is made so far, apart from the table's sample. */
export const draftedIn = ({ base, draft, form, text, faults, unread, edited }: Wizard): Drafted => ({
  base,
  draft,
  form,
  text,
  faults,
  unread,
  edited,
});

/** What to keep for getting it back when something else takes the draft's place. */
export const undoableOf = (wizard: Wizard): Undoable | undefined =>
  wizard.edited ? { kind: 'replaced', before: draftedIn(wizard) } : undefined;

/** The draft of a wizard whose table has a new proposal: what the reader has changed stays. */
export const followsProposal = ({ base, draft, edited }: Wizard): boolean =>
  draft === undefined || (base === 'proposal' && !edited);

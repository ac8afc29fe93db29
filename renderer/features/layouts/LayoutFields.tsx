import type { ReactElement } from 'react';
import type { GuessPart } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Select } from '../../ui/Field.tsx';
import styles from './layouts.module.css';
import { Line, Part } from './Part.tsx';
import { ReducerRules } from './ReducerRules.tsx';
import { ProjectionRules } from './ProjectionParts.tsx';
import { EventRules, type RulesProps } from './RuleParts.tsx';
import { layoutsStore } from './store.ts';

const REDUCERS = {
  none: 'none: only checks',
  task: 'that of tasks',
  declarative: 'rules in the layout',
  module: 'a module',
} as const satisfies Record<LayoutFile['reducer']['kind'], string>;

/** The parts of a layout as fields, those of its first rules each with the guess behind it and its evidence. */
export function LayoutFields(): ReactElement | null {
  const wizard = layoutsStore.useSelector((state) => state.wizard);
  const edit = layoutsStore.useSelector((state) => state.edit);
  const { form, draft, proposal, base } = wizard ?? {};
  if (form === undefined || draft === undefined) return null;
  if (wizard?.unread === true && wizard.faults.length > 0) return <WrongText />;
  const told = base === 'proposal' ? (proposal?.guesses ?? []) : [];
  const rules: RulesProps = {
    form,
    layoutKey: draft.key,
    places: proposal?.places,
    proposed: base === 'proposal' ? proposal?.layout : undefined,
    guesses: (name: GuessPart) => told.filter(({ part }) => part === name),
    edit,
  };
  const { kind } = form.began;
  const kinds = (
    ['none', 'task', ...(kind === 'declarative' || kind === 'module' ? [kind] : [])] as const
  ).map((value) => ({ value, label: REDUCERS[value] }));
  return (
    <fieldset className={styles.fields} disabled={wizard?.unread === true}>
      <EventRules {...rules} />
      <ProjectionRules {...rules} />
      <Part title="State">
        <Select
          label="Reducer"
          value={form.reducer}
          choices={kinds}
          onChange={(reducer) => edit({ ...form, reducer })}
        />
        {form.reducer === 'declarative' ? (
          <>
            <Line
              label="Compared fields"
              hint="By commas; empty: all that the projection carries"
              value={form.compared}
              onChange={(compared) => edit({ ...form, compared })}
            />
            <ReducerRules form={form} edit={edit} />
          </>
        ) : null}
      </Part>
    </fieldset>
  );
}

/** In place of the fields while the JSON is wrong: they cannot show what it says. */
function WrongText(): ReactElement {
  const leaveText = layoutsStore.useSelector((state) => state.leaveText);
  return (
    <EmptyState
      title="The JSON is not a layout yet"
      actions={<Button onClick={leaveText}>Go back to the layout before</Button>}
    >
      <p>
        The fields cannot show what it says. Correct it under JSON, or go back to the layout as it was before
        that.
      </p>
    </EmptyState>
  );
}

import { useId, useRef, type ReactElement } from 'react';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Field.tsx';
import { ENCODINGS } from './encodings.ts';
import { explainedAt } from './explained.ts';
import { withEntry, withMoved, withProjectionRule, type ProjectionForm } from './form.ts';
import styles from './layouts.module.css';
import { Moves } from './Moves.tsx';
import { Line, Part } from './Part.tsx';
import type { RulesProps } from './RuleParts.tsx';

const titleOf = (index: number): string => (index === 0 ? 'Projection' : `Projection, rule ${index + 1}`);

/** The rules for projections; there may be none. */
export function ProjectionRules({ form, layoutKey, proposed, guesses, edit }: RulesProps): ReactElement {
  const { projections } = form;
  const id = useId();
  const explained = explainedAt(
    projections.map(({ rule }) => rule),
    proposed?.projections[0],
  );
  const add = useRef<HTMLButtonElement>(null);
  const change = (index: number, rule: ProjectionForm | undefined): void =>
    edit({ ...form, projections: withEntry(projections, index, rule) });
  const told = [...guesses('projection'), ...guesses('others')];
  return (
    <>
      {projections.length === 0 ? (
        <Part title="Projection" guesses={told}>
          <p className={styles.none}>The layout names none.</p>
        </Part>
      ) : null}
      {projections.map((rule, index) => (
        <Part
          key={index}
          title={titleOf(index)}
          guesses={index === explained ? told : []}
          moves={
            <Moves
              list={id}
              name={titleOf(index)}
              index={index}
              count={projections.length}
              onMove={(from, to) => edit({ ...form, projections: withMoved(projections, from, to) })}
            />
          }
          onRemove={() => {
            change(index, undefined);
            add.current?.focus();
          }}
        >
          <ProjectionFields
            form={rule}
            layoutKey={layoutKey}
            set={(patch) => change(index, { ...rule, ...patch })}
          />
        </Part>
      ))}
      <p className={styles.more}>
        <Button ref={add} look="quiet" onClick={() => edit(withProjectionRule(form))}>
          Add a rule for projections
        </Button>
      </p>
    </>
  );
}

function ProjectionFields({
  form,
  layoutKey: { partition, sort },
  set,
}: {
  readonly form: ProjectionForm;
  readonly layoutKey: LayoutFile['key'];
  readonly set: (patch: Partial<ProjectionForm>) => void;
}): ReactElement {
  return (
    <>
      <Line
        label={`${partition.name} of the projection`}
        value={form.partition}
        onChange={(text) => set({ partition: text })}
      />
      {sort === undefined ? null : (
        <Line
          label={`${sort.name} of the projection`}
          value={form.sort}
          onChange={(text) => set({ sort: text })}
        />
      )}
      <Line label="Id of its stream" value={form.stream} onChange={(stream) => set({ stream })} />
      <Line
        label="Its fields in"
        hint="Empty: in the item"
        value={form.fields}
        onChange={(fields) => set({ fields })}
      />
      <Select
        label="Packed as"
        value={form.encoding}
        choices={ENCODINGS}
        onChange={(encoding) => set({ encoding })}
      />
      <Line
        label="In another table"
        hint="Empty: in this one"
        value={form.table}
        onChange={(table) => set({ table })}
      />
    </>
  );
}

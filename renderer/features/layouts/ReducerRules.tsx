import { useId, type ReactElement } from 'react';
import { EVERY_EVENT } from '#shared/model/reducerSpec.ts';
import { withMoved, type LayoutForm } from './form.ts';
import styles from './layouts.module.css';
import { Moves } from './Moves.tsx';
import { reducerRuleWords } from './reducerWords.ts';

/** The rules of a declarative reducer by event type, in the order that they run in, which can be changed. */
export function ReducerRules({
  form,
  edit,
}: {
  readonly form: LayoutForm;
  readonly edit: (form: LayoutForm) => void;
}): ReactElement {
  const id = useId();
  const types = Object.entries(form.rules);
  // They run first, whichever place they have in the file.
  const ordered = [
    ...types.filter(([type]) => type === EVERY_EVENT),
    ...types.filter(([type]) => type !== EVERY_EVENT),
  ];
  return (
    <div className={styles.reducerRules}>
      <p className={styles.none}>The rules of a type run in this order, after those for every event.</p>
      {ordered.map(([type, rules], at) => {
        const title = type === EVERY_EVENT ? 'every event' : type;
        return (
          <section key={type} aria-label={`Rules of ${title}`}>
            <h3>
              <bdi>{type === EVERY_EVENT ? 'Every event' : type}</bdi>
            </h3>
            <ol className={styles.reducerList}>
              {rules.map((rule, index) => (
                <li key={index}>
                  <bdi>{reducerRuleWords(rule)}</bdi>
                  <Moves
                    list={`${id}-${at}`}
                    name={`rule ${index + 1} of ${title}`}
                    index={index}
                    count={rules.length}
                    onMove={(from, to) =>
                      edit({ ...form, rules: { ...form.rules, [type]: withMoved(rules, from, to) } })
                    }
                  />
                </li>
              ))}
            </ol>
          </section>
        );
      })}
    </div>
  );
}

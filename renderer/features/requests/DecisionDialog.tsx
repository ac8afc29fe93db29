import type { KeyboardEvent, ReactElement } from 'react';
import { stringOf } from '#shared/model/attributeValue.ts';
import { LostWrite, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { DECISION_WORDS, type OpenDecision } from './decision.ts';
import { DecisionFooter } from './DecisionFooter.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { detailContext } from './detailStore.ts';
import styles from './detail.module.css';

/** The dialog of the decision that is open, if any: form, pending, written (closes), conflict, unknown or failed. */
export function DecisionDialog(): ReactElement | null {
  const decision = detailContext.useSelector((state) => state.decision);
  const close = detailContext.useSelector((state) => state.close);
  if (decision === undefined) return null;
  return (
    <Dialog
      open
      title={`${DECISION_WORDS[decision.to].action} ${decision.id}`}
      onClose={close}
      size={decision.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<DecisionFooter decision={decision} />}
    >
      <Body decision={decision} />
    </Dialog>
  );
}

function Body({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const { submit, tryOnTop, editAgain } = detailContext.useApi().getState();
  const { step, seen } = decision;
  switch (step.step) {
    case 'conflict':
      return <LostWrite what="the request" conflict={step.conflict} />;
    case 'unknown':
      return (
        <UnknownWrite what={DECISION_WORDS[decision.to].noun} message={step.message}>
          <p>
            It can have been decided by you and changed by another since, so sending it again could not tell.
            Read the request again and look before you decide.
          </p>
        </UnknownWrite>
      );
    case 'failed':
      return (
        <div className={styles.form}>
          <ErrorPanel
            error={step.error}
            compact
            steps={{
              retry: () => void (step.during === 'write' ? submit() : tryOnTop()),
              reload: () => void tryOnTop(),
              dismiss: editAgain,
            }}
          />
          <p className={styles.muted}>Nothing was written. What you entered is kept below.</p>
          <Form decision={decision} />
        </div>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form key={stringOf(seen, 'updated_at')} decision={decision} />;
  }
}

/** The form; it cannot be changed while an answer is awaited. Ctrl or ⌘ with Enter sends it. */
function Form({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const { submit } = detailContext.useApi().getState();
  const { step } = decision.step;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
    <fieldset
      className={styles.whole}
      disabled={step === 'pending' || step === 'reloading'}
      onKeyDown={onKeyDown}
    >
      <DecisionForm decision={decision} />
    </fieldset>
  );
}

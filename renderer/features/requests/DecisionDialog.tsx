import type { ReactElement } from 'react';
import { stringOf } from '#shared/model/attributeValue.ts';
import { LostWrite, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { FailedWrite, WriteForm, staysOpen } from '../../ui/conflict/WriteFrame.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DECISION_WORDS, type OpenDecision } from './decision.ts';
import { DecisionFooter } from './DecisionFooter.tsx';
import { DecisionForm } from './DecisionForm.tsx';
import { detailContext } from './detailStore.ts';

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
      stays={staysOpen(decision.step.step)}
      size={decision.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<DecisionFooter decision={decision} />}
    >
      <Body decision={decision} />
    </Dialog>
  );
}

function Body({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const actions = detailContext.useApi().getState();
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
        <>
          <FailedWrite failure={step} actions={actions} />
          <Form decision={decision} />
        </>
      );
    case 'editing':
    case 'pending':
    case 'reloading':
      return <Form key={stringOf(seen, 'updated_at')} decision={decision} />;
  }
}

function Form({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const { submit } = detailContext.useApi().getState();
  return (
    <WriteForm step={decision.step.step} onSubmit={submit}>
      <DecisionForm decision={decision} />
    </WriteForm>
  );
}

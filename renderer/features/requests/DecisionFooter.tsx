import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LostWriteButtons } from '../../ui/conflict/LostWrite.tsx';
import { AwaitedWrite } from '../../ui/conflict/WriteFrame.tsx';
import { DECISION_WORDS, isDecidable, type OpenDecision } from './decision.ts';
import { detailContext } from './detailStore.ts';

/** The buttons for where the decision stands. */
export function DecisionFooter({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const actions = detailContext.useApi().getState();
  const { step } = decision.step;
  switch (step) {
    case 'pending':
    case 'reloading':
      return <AwaitedWrite step={step} what="the request" onStop={actions.stopWaiting} />;
    case 'conflict':
      return <LostWriteButtons onGiveUp={actions.close} onTryOnTop={() => void actions.tryOnTop()} />;
    case 'unknown':
      return (
        <>
          <Button onClick={actions.close}>Close</Button>
          <Button look="primary" onClick={() => void actions.tryOnTop()}>
            Read the request again
          </Button>
        </>
      );
    case 'failed':
    case 'editing':
      return (
        <>
          <Button onClick={actions.close}>Close</Button>
          {isDecidable(decision.seen) ? (
            <Button look="primary" onClick={() => void actions.submit()}>
              {DECISION_WORDS[decision.to].action}
            </Button>
          ) : null}
        </>
      );
  }
}

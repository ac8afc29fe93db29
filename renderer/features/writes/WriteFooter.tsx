import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { LostWriteButtons } from '../../ui/conflict/LostWrite.tsx';
import { AwaitedWrite } from '../../ui/conflict/WriteFrame.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { writesContext } from './store.ts';
import styles from './writes.module.css';
import type { OpenWrite } from './writeState.ts';

const modKey = (): string => (navigator.platform.startsWith('Mac') ? '⌘ ⏎' : 'Ctrl Enter');

const submitWords = (open: OpenWrite): string =>
  open.kind === 'append'
    ? `Append ${sequenceKey(open.seen.nextSeq)}`
    : open.wanted === undefined
      ? 'Set status'
      : `Set ${statusWords(open.wanted)}`;

/** The buttons for where the write stands. */
export function WriteFooter({ open }: { readonly open: OpenWrite }): ReactElement {
  const api = writesContext.useApi();
  const actions = api.getState();
  switch (open.step.step) {
    case 'pending':
    case 'reloading':
      return <AwaitedWrite step={open.step.step} what="the task" onStop={actions.stopWaiting} />;
    case 'conflict':
      return <LostWriteButtons onGiveUp={actions.close} onTryOnTop={() => void actions.tryOnTop()} />;
    case 'unknown':
      return (
        <>
          <Button onClick={actions.close}>Close</Button>
          <Button
            look={open.kind === 'append' ? 'normal' : 'primary'}
            onClick={() => void actions.tryOnTop()}
          >
            Read the task again
          </Button>
          {open.kind === 'append' ? (
            <Button look="primary" onClick={() => void actions.askAgain()}>
              Ask again
            </Button>
          ) : null}
        </>
      );
    case 'failed':
    case 'editing':
      return (
        <>
          <span className={styles.waiting}>
            <KeyHint keys={modKey()} />
          </span>
          <Button onClick={actions.close}>Cancel</Button>
          <Button
            look="primary"
            disabled={open.kind === 'status' && typeof open.seen.storedStatus !== 'string'}
            onClick={() => void actions.submit()}
          >
            {submitWords(open)}
          </Button>
        </>
      );
  }
}

import type { ReactElement } from 'react';
import { modelOfTable } from '#shared/model/workspaceModels.ts';
import { Button } from '../../ui/Button.tsx';
import { LostWrite, LostWriteButtons, UnknownWrite } from '../../ui/conflict/LostWrite.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { counted } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ContentsTable } from './ContentsTable.tsx';
import { totalOf } from './contents.ts';
import { deletionContext, type OpenDeletion } from './deletionStore.ts';
import { userContext } from './userStore.ts';
import styles from './workspace.module.css';

/** The dialog of the deletion that is open, if any: what it would delete, how far it has come, how it ended. */
export function DeletePageDialog(): ReactElement | null {
  const deletion = deletionContext.useSelector((state) => state.deletion);
  const close = deletionContext.useSelector((state) => state.close);
  if (deletion === undefined) return null;
  return (
    <Dialog
      open
      title={`Delete page ${deletion.pageId} with everything it holds`}
      onClose={close}
      stays={deletion.step.step === 'running' ? 'Stop it first; it has begun to delete' : undefined}
      size={deletion.step.step === 'conflict' ? 'wide' : 'normal'}
      footer={<Footer deletion={deletion} />}
    >
      <div className={styles.form}>
        <Body deletion={deletion} />
      </div>
    </Dialog>
  );
}

function Body({ deletion: { step } }: { readonly deletion: OpenDeletion }): ReactElement {
  const again = deletionContext.useSelector((state) => state.again);
  const table = userContext.useSelector((state) => state.tableRef.table);
  const prefix = modelOfTable(table)?.prefix ?? '';
  switch (step.step) {
    case 'counting':
      return <Skeleton label="Counting what the page holds" rows={7} />;
    case 'counted':
      return (
        <>
          <p>This cannot be undone. The page goes last, so that whatever is left is still found from it.</p>
          <ContentsTable prefix={prefix} found={step.contents} />
        </>
      );
    case 'running':
      return step.progress === undefined ? (
        <Skeleton label="Looking the page through" rows={7} />
      ) : (
        <>
          <Progress
            label="Deleted"
            done={totalOf(step.progress.deleted)}
            total={totalOf(step.progress.found)}
            unit="items"
          />
          <ContentsTable prefix={prefix} {...step.progress} />
        </>
      );
    case 'stopped':
      return (
        <>
          <p>
            Stopped. The page stays, marked as being deleted, and everything left is found from it. Delete it
            again to go on.
          </p>
          {step.progress === undefined ? null : <ContentsTable prefix={prefix} {...step.progress} />}
        </>
      );
    case 'partly':
      return (
        <>
          <p role="alert">{step.message}</p>
          <p className={styles.muted}>Delete the page again to go on. Not deleted, among others:</p>
          <ul className={styles.left}>
            {step.unwritten.map((name) => (
              <li key={name}>
                <PlainText text={name} limit={200} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'conflict':
      return <LostWrite what="the page" conflict={step.conflict} />;
    case 'unknown':
      return (
        <UnknownWrite what="everything" message={step.message}>
          <p>
            What is left, if anything, is still found from the page. Read the page again; if it is there,
            delete it again.
          </p>
        </UnknownWrite>
      );
    case 'gone':
      return <p>There is no such page any more.</p>;
    case 'failed':
      return (
        <ErrorPanel
          error={step.error}
          steps={{ retry: () => void again(), reload: () => void again(), reconnect: () => void again() }}
        />
      );
  }
}

/** The buttons for where the deletion stands. */
function Footer({ deletion: { step } }: { readonly deletion: OpenDeletion }): ReactElement {
  const { run, stop, again, close } = deletionContext.useApi().getState();
  switch (step.step) {
    case 'counted':
      return (
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="danger" onClick={() => void run()}>
            Delete {counted(totalOf(step.contents) + 1, 'item')}
          </Button>
        </>
      );
    case 'running':
      return <Button onClick={stop}>Stop</Button>;
    case 'conflict':
      return <LostWriteButtons onGiveUp={close} onTryOnTop={() => void again()} />;
    case 'partly':
    case 'stopped':
    case 'unknown':
      return (
        <>
          <Button onClick={close}>Close</Button>
          <Button look="primary" onClick={() => void again()}>
            Read the page again
          </Button>
        </>
      );
    case 'counting':
    case 'gone':
    case 'failed':
      return <Button onClick={close}>Close</Button>;
  }
}

import { CONTROL, type Question, type SandboxData } from './control.ts';
import { openRealm } from './realm.ts';

/** After so many milliseconds a batch is answered as far as it has come. */
const TURN_MS = 100;

/** After so much text of states, in UTF-16 units, too. */
const TURN_SIZE = 8_000_000;

/** Answers an owner's questions, one after another. Every step is counted before it is begun. */
export function serveSandbox({ files, control, port }: SandboxData): void {
  const shared = new Int32Array(control);
  const realm = openRealm(files);

  const fold = ({ state, first, events }: Question & { readonly kind: 'fold' }): string[] => {
    const answers: string[] = [];
    const end = performance.now() + TURN_MS;
    let size = 0;
    realm.begin(state, first);
    for (const event of events) {
      Atomics.add(shared, CONTROL.steps, 1);
      const answer = realm.next(event);
      answers.push(answer);
      size += answer.length;
      if (size > TURN_SIZE || performance.now() > end) break;
    }
    return answers;
  };

  port.on('message', (question: Question) => {
    port.postMessage(question.kind === 'load' ? [realm.load()] : fold(question));
    Atomics.add(shared, CONTROL.answers, 1);
    Atomics.notify(shared, CONTROL.answers);
  });
}

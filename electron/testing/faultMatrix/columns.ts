import type { FaultProxy } from '../faultProxy/faultProxy.ts';
import { BREAKAGES, lost, refused, strikes, unheard, type Fault } from '../faultProxy/faults.ts';

/** The parts of the matrix: how far a fault goes. */
export const SECTIONS = ['once', 'writes', 'everything', 'refusals', 'answers'] as const;

/** One part of the matrix. */
export type Section = (typeof SECTIONS)[number];

/** Sets a proxy up for one play. */
export type Script = (proxy: FaultProxy) => void;

/** A fault, and how far it goes. */
export interface Column {
  readonly section: Section;
  readonly fault: string;
  /** Of a broken answer: whether the server had done its work. */
  readonly moment?: 'before' | 'after';
  /** Where the other end falls silent: how long until that counts as such, in milliseconds. */
  readonly silence: number | undefined;
  /**
   * The plays for an operation that makes the requests `peaceful`, in order, when it is left in peace. None where the
   * fault cannot happen.
   */
  readonly scripts: (peaceful: readonly string[]) => readonly Script[];
}

/** The operations that may change something. */
export const WRITES: readonly string[] = [
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
  'BatchWriteItem',
];
const BATCHES = ['BatchWriteItem', 'BatchGetItem'];
const PAGES = ['Query', 'Scan'];

const isAmong = (names: readonly string[] | '*', operation: string): boolean =>
  names === '*' || names.includes(operation);

/** Whether a request is the first or the last of its sort; those between are like them. */
const isFirstOrLast = (operation: string, index: number, all: readonly string[]): boolean =>
  all.indexOf(operation) === index || all.lastIndexOf(operation) === index;

/** `fault` strikes fitting requests in turn, the first and the last of each sort, `times` times; one play for each. */
const inTurn =
  (fault: Fault, names: readonly string[] | '*', times = 1): Column['scripts'] =>
  (peaceful) =>
    peaceful.flatMap((operation, index, all) =>
      isAmong(names, operation) && isFirstOrLast(operation, index, all)
        ? [(proxy: FaultProxy): void => proxy.script('*', ...strikes(fault, index + 1, times))]
        : [],
    );

/** `fault` strikes every fitting request. */
const always =
  (fault: Fault, names: readonly string[] | '*'): Column['scripts'] =>
  (peaceful) =>
    peaceful.some((operation) => isAmong(names, operation)) ? [(proxy) => proxy.script(names, fault)] : [];

/** From the first write on, or from the first request where nothing is written, `fault` strikes everything. */
const fromFirstWrite =
  (fault: Fault): Column['scripts'] =>
  (peaceful) => [
    (proxy) => {
      if (!peaceful.some((operation) => WRITES.includes(operation))) proxy.script('*', fault);
      proxy.script(WRITES, () => {
        proxy.script('*', fault);
        return fault;
      });
    },
  ];

/** Long enough that an answer under way is not taken for silence, even on a busy computer. */
const SILENCE = 1000;

const broken = (section: Section, scripts: (fault: Fault) => Column['scripts']): readonly Column[] =>
  BREAKAGES.flatMap((how) => {
    const silence = how === 'hang' || how === 'stall' ? SILENCE : undefined;
    const common = { section, fault: how, silence } as const;
    return [
      { ...common, moment: 'before', scripts: scripts(unheard(how)) },
      { ...common, moment: 'after', scripts: scripts(lost(how)) },
    ];
  });

const column = (section: Section, fault: string, scripts: Column['scripts']): Column => ({
  ...{ section, fault, scripts },
  silence: undefined,
});

const throttled = refused('throttled');
const conflict = refused('transactionConflict');
const inProgress = refused('transactionInProgress');

/** Every fault of the matrix. */
export const COLUMNS: readonly Column[] = [
  ...broken('once', (fault) => inTurn(fault, '*')),
  ...broken('writes', (fault) => always(fault, WRITES)),
  ...broken('everything', fromFirstWrite),
  column('refusals', 'throttled once', inTurn(throttled, '*')),
  column('refusals', 'throttled 3 times', inTurn(throttled, '*', 3)),
  column('refusals', 'throttled for ever', always(throttled, '*')),
  column('refusals', 'transaction conflict once', inTurn(conflict, WRITES)),
  column('refusals', 'transaction conflict for ever', always(conflict, WRITES)),
  column('refusals', 'transaction in progress once', inTurn(inProgress, ['TransactWriteItems'])),
  column('refusals', 'transaction in progress for ever', always(inProgress, ['TransactWriteItems'])),
  column('refusals', 'token expired', always(refused('expiredToken'), '*')),
  column('refusals', 'clock off', always(refused('clockSkew'), '*')),
  column('answers', 'slow body', always({ kind: 'slow' }, '*')),
  column('answers', 'empty page', inTurn({ kind: 'emptyPage' }, PAGES)),
  column('answers', '3 empty pages', inTurn({ kind: 'emptyPage' }, PAGES, 3)),
  column('answers', 'unprocessed once', inTurn({ kind: 'unprocessed' }, BATCHES)),
  column('answers', 'unprocessed for ever', always({ kind: 'unprocessed' }, BATCHES)),
];

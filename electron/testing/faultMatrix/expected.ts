import type { Column, Section } from './columns.ts';

/**
 * How an operation fares under a fault, by what sort of operation it is.
 * - `write`: one or several writes, each of which tells its own from another's, so that a lost answer is decided.
 * - `readAndWrite`: the same with reads before.
 * - `refused`: another was first, and what is stored proves it, however often answers get lost.
 * - `refusedCas`: another was first, but might have come after us: once an answer is lost, nobody can tell.
 * - `refusedTogether`: a transaction that is decided by its first member, while another one is to blame.
 * - `batches`: many writes without an order.
 * - `read`: nothing is written.
 */
export const KINDS = [
  'write',
  'readAndWrite',
  'refused',
  'refusedCas',
  'refusedTogether',
  'batches',
  'read',
] as const;

/** A sort of operation. */
export type Kind = (typeof KINDS)[number];

/**
 * The outcome of a broken answer, by kind and by how far the breaking goes: before · after the server has done its work,
 * one word where both are the same. `=` is the outcome without a fault, `?` is `WriteOutcomeUnknown`.
 */
const BROKEN = `
                             reset          hang      fault          html           short          stall     garbage

write            once        =              =         =              =              =              =         AnswerUnreadable·=
readAndWrite     once        =              =         =              =              =              =         AnswerUnreadable·AnswerUnreadable/=
refused          once        =              =         =              =              =              =         =
refusedCas       once        ?              ?         ?              ?              ?              ?         ?
refusedTogether  once        =              =         =              =              =              =         AnswerUnreadable
batches          once        =              =         =              =              =              =         AnswerUnreadable/PartlyWritten·AnswerUnreadable/PartlyWritten/=
read             once        =              =         =              =              =              =         AnswerUnreadable

write            writes      Unreachable·=  ?·=       ServerFault·=  ServerFault·=  Unreachable·=  ?·=       AnswerUnreadable·=
readAndWrite     writes      Unreachable·=  ?·=       ServerFault·=  ServerFault·=  Unreachable·=  ?·=       AnswerUnreadable·=
refused          writes      =              =         =              =              =              =         =
refusedCas       writes      ?              ?         ?              ?              ?              ?         ?
refusedTogether  writes      Unreachable    ?         ServerFault    ServerFault    Unreachable    ?         AnswerUnreadable
batches          writes      Unreachable·PartlyWritten  ?·PartlyWritten  ServerFault·PartlyWritten  ServerFault·PartlyWritten  Unreachable·PartlyWritten  ?·PartlyWritten  AnswerUnreadable·PartlyWritten
read             writes      -              -         -              -              -              -         -

write            everything  ?              ?         ?              ?              ?              ?         ?
readAndWrite     everything  ?              ?         ?              ?              ?              ?         ?
refused          everything  ?              ?         ?              ?              ?              ?         ?
refusedCas       everything  ?              ?         ?              ?              ?              ?         ?
refusedTogether  everything  ?              ?         ?              ?              ?              ?         ?
batches          everything  ?              ?         ?              ?              ?              ?         ?
read             everything  Unreachable    TimedOut  ServerFault    ServerFault    Unreachable    TimedOut  AnswerUnreadable
`;

/** The outcome of all other faults, where the fault can happen at all. */
const OTHERS = `
                                   write                refused              refusedTogether      read

throttled once                     =                    =                    =                    =
throttled 3 times                  =                    =                    =                    =
throttled for ever                 Throttled            Throttled            Throttled            Throttled
transaction conflict once          =                    =                    =                    -
transaction conflict for ever      TransactionConflict  TransactionConflict  TransactionConflict  -
transaction in progress once       =                    =                    =                    -
transaction in progress for ever   ?                    =                    ?                    -
token expired                      CredentialsExpired   CredentialsExpired   CredentialsExpired   CredentialsExpired
clock off                          ClockSkew            ClockSkew            ClockSkew            ClockSkew
slow body                          =                    =                    =                    =
empty page                         =                    =                    =                    =
3 empty pages                      =                    =                    =                    =
unprocessed once                   =                    =                    =                    =
unprocessed for ever               PartlyWritten        -                    -                    Throttled
`;

const linesOf = (table: string): readonly (readonly string[])[] =>
  table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s{2,}/));

const cellIn = (table: string, names: readonly string[], column: string): string => {
  const [head = [], ...lines] = linesOf(table);
  const line = lines.find((cells) => names.every((name, index) => cells[index] === name));
  return line?.[names.length + head.indexOf(column)] ?? 'not stated';
};

/** The columns of {@link OTHERS} in which a kind has none of its own. */
const LIKE: Partial<Record<Kind, Kind>> = { readAndWrite: 'write', batches: 'write', refusedCas: 'refused' };

const isBroken = (section: Section): boolean => section !== 'refusals' && section !== 'answers';

/** The words that an operation of `kind`, which ends in `clean` without faults, may end in under a fault. */
export function expectedWords(
  kind: Kind,
  { section, fault, moment }: Column,
  clean: string,
): readonly string[] {
  const cell = isBroken(section)
    ? cellIn(BROKEN, [kind, section], fault)
    : cellIn(OTHERS, [fault], LIKE[kind] ?? kind);
  const [before = '', after = before] = cell.split('·');
  return (moment === 'after' ? after : before)
    .split('/')
    .map((word) => (word === '=' ? clean : word === '?' ? 'WriteOutcomeUnknown' : word))
    .sort();
}

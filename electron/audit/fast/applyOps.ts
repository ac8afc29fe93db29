import type { Found } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { increase, setCount, setFound, setValue, type FieldCell } from './fieldCells.ts';
import type { FieldOp } from './reducerPlan.ts';

const { S, N } = LETTER;

/** The first of the slots that holds a text; -1 without one, and for an empty one. */
function textSlot(slots: readonly number[], { tags, from, to }: Found): number {
  for (const slot of slots) {
    if (tags[slot] === S) return from[slot] === to[slot] ? -1 : slot;
  }
  return -1;
}

function setTo({ value }: FieldOp, cell: FieldCell, bytes: Uint8Array, found: Found, seq: number): void {
  switch (value.kind) {
    case 'literal':
      setValue(cell, value.value);
      return;
    case 'slot':
      if (found.tags[value.slot] !== 0) setFound(cell, bytes, found, value.slot);
      return;
    case 'text': {
      const slot = textSlot(value.slots, found);
      if (slot >= 0) setFound(cell, bytes, found, slot);
      else if (value.otherwise !== undefined) setValue(cell, value.otherwise);
      return;
    }
    case 'seq':
      setCount(cell, seq);
      return;
    case 'none':
      return;
  }
}

function increaseBy({ value }: FieldOp, cell: FieldCell, bytes: Uint8Array, found: Found, seq: number): void {
  if (value.kind === 'slot') {
    const { slot } = value;
    if (found.tags[slot] === N) increase(cell, bytes, found.from[slot] ?? 0, found.to[slot] ?? 0);
  } else if (value.kind === 'literal') {
    if (value.digits !== undefined) increase(cell, value.digits, 0, value.digits.length);
  } else if (value.kind === 'seq') {
    const digits = Buffer.from(String(seq));
    increase(cell, digits, 0, digits.length);
  }
}

/** Does to the fields of a state what an event of one type does. A value that the event lacks leaves its field. */
export function applyOps(
  ops: readonly FieldOp[],
  cells: readonly FieldCell[],
  bytes: Uint8Array,
  found: Found,
  seq: number,
): void {
  for (const op of ops) {
    const cell = cells[op.field];
    if (cell === undefined) continue;
    if (op.op === 'set') setTo(op, cell, bytes, found, seq);
    else if (op.op === 'increment') increaseBy(op, cell, bytes, found, seq);
    else setValue(cell, undefined);
  }
}

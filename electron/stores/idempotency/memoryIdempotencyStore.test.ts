import { memoryTable } from '../memoryTable.ts';
import { memoryTaskEventStore } from '../taskEvents/memoryTaskEventStore.ts';
import { executeOnceContract } from './executeOnce.contract.ts';
import { idempotencyHoldingContract } from './idempotencyHolding.contract.ts';
import { idempotencyStoreContract } from './idempotencyStore.contract.ts';
import type { OpenIdempotency } from './idempotencyUnderTest.fixture.ts';
import { memoryIdempotencyStore } from './memoryIdempotencyStore.ts';

const open: OpenIdempotency = ({ now }) => {
  const table = memoryTable();
  return {
    store: memoryIdempotencyStore({ table, now }),
    events: memoryTaskEventStore({ table, now }),
    putRaw: (item) => {
      table.put(item);
      return Promise.resolve();
    },
  };
};

idempotencyStoreContract('in memory', open, 200);
idempotencyHoldingContract('in memory', open, 200);
executeOnceContract('in memory', open);

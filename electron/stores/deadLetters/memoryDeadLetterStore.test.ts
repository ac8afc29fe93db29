import { memoryTable } from '../memoryTable.ts';
import { memoryTaskEventStore } from '../taskEvents/memoryTaskEventStore.ts';
import { deadLetterStoreContract } from './deadLetterStore.contract.ts';
import type { OpenLetters } from './lettersUnderTest.fixture.ts';
import { memoryDeadLetterStore } from './memoryDeadLetterStore.ts';
import { redriveContract } from './redrive.contract.ts';

const open: OpenLetters = () => {
  const table = memoryTable();
  return {
    store: memoryDeadLetterStore({ table }),
    events: memoryTaskEventStore({ table }),
    putRaw: (items) => {
      items.forEach(table.put);
      return Promise.resolve();
    },
  };
};

deadLetterStoreContract('in memory', open);
redriveContract('in memory', open);

import { createContext, useContext } from 'react';

/** What a table's entries are called, one of them: streams where a layout file reads the table, else tasks. */
export type EntryWord = 'task' | 'stream';

const EntryWordContext = createContext<EntryWord>('task');

/** Gives everything below the word for an entry of the open table. */
export const EntryWordProvider = EntryWordContext.Provider;

/** What an entry of the open table is called; with an s it is several. */
export const useEntryWord = (): EntryWord => useContext(EntryWordContext);

/** The same at the beginning of a sentence or a label. */
export const entryTitle = (word: EntryWord): string => (word === 'task' ? 'Task' : 'Stream');

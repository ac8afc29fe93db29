import { BrowserWindow, dialog, webContents } from 'electron';
import type { FileDialogs, FileQuestion } from '../services/fileDialogs.ts';

/** The window behind a port, `window-<contents>-…`; the one in front when it has gone. */
const windowOf = (portId: string) => {
  const id = /^window-(\d+)-/.exec(portId)?.[1];
  const contents = id === undefined ? undefined : webContents.fromId(Number(id));
  const asking = contents === undefined ? null : BrowserWindow.fromWebContents(contents);
  return asking ?? BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
};

const optionsOf = ({ title, button, filters }: FileQuestion) => ({
  title,
  buttonLabel: button,
  filters: [
    ...filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
    { name: 'All files', extensions: ['*'] },
  ],
});

/** The system's dialogs for files, over the window that asks. */
export const fileDialogs: FileDialogs = {
  open: async (question) => {
    const options = { ...optionsOf(question), properties: ['openFile' as const] };
    const window = windowOf(question.portId);
    const { canceled, filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return canceled ? undefined : filePaths[0];
  },
  save: async (question) => {
    const options = { ...optionsOf(question), defaultPath: question.name };
    const window = windowOf(question.portId);
    const { canceled, filePath } = await (window === undefined
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return canceled || filePath === '' ? undefined : filePath;
  },
};

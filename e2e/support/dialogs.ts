import type { DesktopHost } from '../host/host.ts';

/** Answers the desktop's dialogs for files from now on: with this path, or by closing them. */
export async function answerDialogs({ app }: DesktopHost, path: string | undefined): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    const canceled = chosen === null;
    dialog.showOpenDialog = () => Promise.resolve({ canceled, filePaths: canceled ? [] : [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled, filePath: chosen ?? '' });
  }, path ?? null);
}

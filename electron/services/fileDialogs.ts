/** What a dialog for files says. */
export interface FileQuestion {
  readonly title: string;
  /** Words of the button that takes the choice. */
  readonly button: string;
  readonly filters: readonly { readonly name: string; readonly extensions: readonly string[] }[];
}

/** Where the window lies that asks: the id of its port. */
interface Asker {
  readonly portId: string;
}

/** The desktop's own dialogs for files. A path comes from here or not at all; undefined: nothing was chosen. */
export interface FileDialogs {
  readonly open: (question: FileQuestion & Asker) => Promise<string | undefined>;
  readonly save: (question: FileQuestion & Asker & { readonly name: string }) => Promise<string | undefined>;
}

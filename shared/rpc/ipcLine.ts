/** Electron channel of the frames, both ways. A message is two texts: the document's session, then the frame. */
export const IPC_CHANNEL = 'dynascope:frame';

/** In the place of a frame: the line is closed. A control character (end of transmission), which no JSON text is. */
export const LINE_CLOSED = '\u0004';

/** What the preload script gives the window: texts out, texts in, nothing else. */
export interface Bridge {
  readonly post: (text: string) => void;
  /** Sets the one receiver. Texts that came before are kept for it. */
  readonly onFrame: (receive: (text: string) => void) => void;
}

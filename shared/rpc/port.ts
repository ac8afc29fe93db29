/** One end of a two-way line for frames, each a JSON text. Electron IPC, a WebSocket and memory all look like this. */
export interface Port {
  readonly id: string;
  /** Hands a frame to the other end. After `close` it does nothing. */
  post(frame: string): void;
  /** Sets the receiver; frames that came before are kept and delivered in order. */
  onFrame(receive: (frame: string) => void): void;
  /** Called once, when either end has closed. */
  onClose(closed: () => void): void;
  close(): void;
}

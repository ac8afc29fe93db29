import { webcrypto } from 'node:crypto';

// The SDK takes random numbers from the global `crypto`, which Node 16 (Electron 22) has only as a module.
// Imported before the SDK wherever that is imported.
if (!('crypto' in globalThis)) {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true, writable: true });
}

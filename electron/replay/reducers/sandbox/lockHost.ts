/**
 * Takes from the thread's own realm what an object of it could be misused for, should the reader's code ever get hold
 * of one (an error of the runtime's is the usual way): no function leads to a constructor of functions, and the global
 * object has nothing that reaches beyond the thread.
 */
export function lockHost(): void {
  const kinds = [
    () => undefined,
    async () => Promise.resolve(),
    function* () {
      yield 0;
    },
    async function* () {
      yield Promise.resolve(0);
    },
  ];
  for (const kind of kinds) {
    const prototype: unknown = Object.getPrototypeOf(kind);
    if (typeof prototype === 'object' || typeof prototype === 'function') {
      Reflect.deleteProperty(prototype ?? {}, 'constructor');
    }
  }
  for (const name of ['process', 'fetch', 'WebSocket', 'WebAssembly', 'require', 'module']) {
    Reflect.deleteProperty(globalThis, name);
  }
}

import { startEngine } from './startEngine.ts';

/** A second Dynascope for tests: uses the engine of the data folder in its first argument until a line comes in. */
const engine = await startEngine({ dataFolder: process.argv[2] ?? '', log: () => undefined });
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
engine.watch((state) => say(`${state.state} ${engine.endpoint()}`));
say(`ready ${engine.endpoint()}`);
process.stdin.once('data', () => {
  void engine.stop().then(() => process.exit(0));
});

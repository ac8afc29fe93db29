// npm run faults -- http://127.0.0.1:8000 PutItem=reset:after,pass '*=throttled': a proxy before a DynamoDB that breaks what passes.
import { startFaultProxy } from '../electron/testing/faultProxy/faultProxy.ts';
import { BREAKAGES, lost, refused, unheard, type Step } from '../electron/testing/faultProxy/faults.ts';
import { REFUSALS } from '../electron/testing/faultProxy/refusals.ts';
import { say } from './steps.ts';

/** The steps by the words of the command line. */
const STEPS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['pass', 'pass'],
  ['slow', { kind: 'slow' }],
  ['unprocessed', { kind: 'unprocessed' }],
  ['emptyPage', { kind: 'emptyPage' }],
  ...BREAKAGES.flatMap((how): [string, Step][] => [
    [`${how}:before`, unheard(how)],
    [`${how}:after`, lost(how)],
  ]),
  ...REFUSALS.map((name): [string, Step] => [name, refused(name)]),
]);

const USAGE = `Usage: npm run faults -- ADDRESS [OPERATION=STEP,STEP,…]…
The last step of an operation is for all that follow; * is every other operation, and comes last.
Steps: ${[...STEPS.keys()].join(' ')}`;

const [address = '', ...rules] = process.argv.slice(2);
const scripts = rules.map((rule) => {
  const [operation = '', words = ''] = rule.split('=');
  return { operation, steps: words.split(',').map((word) => STEPS.get(word)) };
});

if (!URL.canParse(address) || scripts.some(({ steps }) => steps.includes(undefined))) {
  say(USAGE);
  process.exitCode = 2;
} else {
  const proxy = await startFaultProxy(address);
  // Of two scripts for one operation the proxy takes the newer, and a reader the first.
  for (const { operation, steps } of [...scripts].reverse()) {
    proxy.script(operation, ...steps.filter((step) => step !== undefined));
  }
  say(`${proxy.endpoint} leads to ${address}. Ctrl-C ends it.`);
}

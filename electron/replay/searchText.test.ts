import { describe, expect, it } from 'vitest';
import { searchText } from './searchText.ts';

describe('search text', () => {
  it.each([
    ['pay-demo-race', 'pay-demo-race'],
    [' Pay-Demo-Race\n', 'pay-demo-race'],
    ['TASK#pay-demo-race', 'pay-demo-race'],
    ['"pay-demo-race"', 'pay-demo-race'],
    ['"TASK#pay-demo-race",', 'pay-demo-race'],
    ['[pay-demo-race]', 'pay-demo-race'],
    ['#9887', '9887'],
    ['mail-20261121-0004@1', 'mail-20261121-0004'],
    ['jane@example.com', 'jane@example.com'],
    ['#', '#'],
    ['  ', ''],
  ])('reads %j as %j', (text, whole) => {
    expect(searchText(text).whole).toBe(whole);
  });

  it.each([
    'task=pay-demo-race failed',
    '2026-11-21T05:13:55.120Z ERROR worker-7 task=pay-demo-race attempt=2 failed: E_GATEWAY',
    '{"level":"error","task":"pay-demo-race","seq":3}',
    'POST /v1/tasks/pay-demo-race 500',
    'PK=TASK#pay-demo-race, SK=META',
    'lost the race for pay-demo-race@3.',
  ])('finds the id in %j', (line) => {
    expect(searchText(line).words).toContain('pay-demo-race');
    expect(searchText(line).parts).toContain('pay-demo-race');
  });

  it('offers the longest parts first, and neither dates nor plain words', () => {
    const { parts } = searchText('2026-11-21 05:13:55 failed req-17 order=ORD-2026-9887');
    expect(parts).toEqual(['order=ord-2026-9887', 'ord-2026-9887', 'req-17']);
  });
});

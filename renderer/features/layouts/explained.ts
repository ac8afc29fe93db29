/** What a rule says, one thing at a time: `.match.sort="STATE"`. */
function saidBy(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${at}=${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([name, inner]) => saidBy(inner, `${at}.${name}`));
}

/** How much of what a rule says another one must say too, to be that one changed. */
const ENOUGH = 0.5;

/**
 * The place of the rule that the guesses are about, which may have been moved, or changed under JSON: the one that says
 * most of what the proposed one does. Undefined when it is gone; the first where guesses are about no rule.
 */
export function explainedAt(rules: readonly unknown[], proposed: unknown): number | undefined {
  if (proposed === undefined) return 0;
  const same = rules.indexOf(proposed);
  if (same >= 0) return same;
  const said = new Set(saidBy(proposed));
  const shared = rules.map((rule) => saidBy(rule).filter((each) => said.has(each)).length);
  const most = shared.reduce((a, b) => Math.max(a, b), 0);
  return most < said.size * ENOUGH ? undefined : shared.indexOf(most);
}

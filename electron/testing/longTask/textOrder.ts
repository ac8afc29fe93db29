/** The numbers 1 to `last` in the order of their range keys as text, in which `EVENT#10000` follows `EVENT#1000`. */
export function inTextOrder(last: number): Uint32Array {
  const order = new Uint32Array(last);
  let count = 0;
  const put = (seq: number): void => {
    if (seq > last) return;
    order[count] = seq;
    count += 1;
    if (seq >= 1000) for (let digit = 0; digit < 10; digit += 1) put(seq * 10 + digit);
  };
  for (let seq = 1; seq <= Math.min(9999, last); seq += 1) put(seq);
  return order;
}

import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { UpdateRequest } from '../../dynamo/dynamo.ts';
import { WRITE_ID } from '../settleWrite.ts';
import type { ProjectionChange } from './taskEventStore.ts';

/** The update that sets each of a projection's fields, provided that the status is as expected, or that there is none yet. */
export function projectionUpdate(
  change: ProjectionChange,
  writeId: string,
): Pick<UpdateRequest, 'update' | 'condition' | 'names' | 'values'> {
  const names: Record<string, string> = { '#w': WRITE_ID };
  const values: Record<string, AttributeValue> = { ':w': { S: writeId } };
  const sets = ['#w = :w'];
  Object.entries(change.fields).forEach(([name, value], index) => {
    names[`#f${index}`] = name;
    values[`:f${index}`] = value;
    sets.push(`#f${index} = :f${index}`);
  });
  const update = `SET ${sets.join(', ')}`;
  if (change.expectedStatus === undefined) {
    return { update, condition: 'attribute_not_exists(PK)', names, values };
  }
  return {
    update,
    condition: '#s = :expected',
    names: { ...names, '#s': 'status' },
    values: { ...values, ':expected': { S: change.expectedStatus } } satisfies AttributeMap,
  };
}

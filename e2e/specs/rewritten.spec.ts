import { connectDynamo } from '../../electron/dynamo/client.ts';
import { PLANTED } from '../../electron/demo/planted/ids.ts';
import { expect, test } from '../fixtures.ts';
import { engineEndpoint } from '../host/engine.ts';
import { DEMO, windowIn } from '../pages/window.ts';
import { expectNoViolations } from '../support/axe.ts';

test('an event that is written over while its task is open is told of, with both versions', async ({
  ownHost,
}) => {
  const { page, dataFolder } = ownHost;
  const task = await windowIn(page).openTask(PLANTED.edited, 9);
  await task.standsAt(9);
  const dynamo = connectDynamo({
    kind: 'endpoint',
    endpoint: await engineEndpoint(dataFolder),
    region: 'local',
  });
  const key = { PK: { S: `TASK#${PLANTED.edited}` }, SK: { S: 'EVENT#0007' } };
  const event = {
    M: {
      type: { S: 'TaskProgressed' },
      at: { S: '2026-03-11T09:30:00.000Z' },
      actor: { S: 'careless-worker' },
      data: { M: { progress: { N: '1' } } },
    },
  };
  await dynamo.putItem({ table: DEMO.table, item: { ...key, event } });
  const notice = task.part.getByRole('region', { name: 'Events written over' });
  await expect(notice.getByRole('status')).toHaveText(
    'EVENT#0007 was written over: its writer used no condition that nothing lie there yet.',
  );
  await notice.getByRole('button', { name: 'Show both versions' }).click();
  const versions = notice.getByRole('list', { name: 'Both versions' });
  await expect(versions).toContainText('careless-worker');
  await expectNoViolations(page, 'an event that was written over');
  await versions.getByRole('button', { name: 'Go to event 7' }).click();
  await task.standsAt(7);
  await expect(task.tree('State after event 7')).toContainText(/progress.*1/);

  await dynamo.deleteItem({
    table: DEMO.table,
    key: { PK: { S: `TASK#${PLANTED.edited}` }, SK: { S: 'EVENT#0008' } },
  });
  await expect(notice.getByRole('status')).toContainText('1 other event has changed or gone too.');
  await expect(versions).toContainText('EVENT#0008 has gone');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
  dynamo.close();
});

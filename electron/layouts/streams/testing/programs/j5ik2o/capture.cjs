// Writes two accounts with event-store-adapter-js into the tables of the endpoint that is its one argument.
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { EventStoreFactory } = require('event-store-adapter-js');

const client = new DynamoDBClient({
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const idOf = (value) => ({ typeName: 'account', value, asString: () => `account-${value}` });

const account = (id, sequenceNumber, version, balance) => ({
  typeName: 'Account',
  id,
  sequenceNumber,
  version,
  balance,
  withVersion: (next) => account(id, sequenceNumber, next, balance),
  updateVersion: (change) => account(id, sequenceNumber, change(version), balance),
});

const eventOf = (aggregateId, sequenceNumber, typeName, more) => ({
  typeName,
  id: `event-${aggregateId.value}-${sequenceNumber}`,
  aggregateId,
  sequenceNumber,
  occurredAt: new Date(Date.UTC(2026, 0, 2, 3, 4, sequenceNumber, 567)),
  isCreated: sequenceNumber === 1,
  ...more,
});

async function write(store, value, count) {
  const id = idOf(value);
  let balance = 0;
  await store.persistEventAndSnapshot(
    eventOf(id, 1, 'AccountOpened', { owner: 'Ann' }),
    account(id, 1, 1, balance),
  );
  for (let sequence = 2; sequence <= count; sequence++) {
    balance += sequence;
    const event = eventOf(id, sequence, 'AccountCredited', { amount: sequence });
    const version = sequence - 1;
    if (sequence % 4 === 0)
      await store.persistEventAndSnapshot(event, account(id, sequence, version, balance));
    else await store.persistEvent(event, version);
  }
}

async function main() {
  const store = EventStoreFactory.ofDynamoDB(
    client,
    'journal',
    'snapshot',
    'journal-aid-index',
    'snapshot-aid-index',
    64,
    (json) => json,
    (json) => json,
  );
  await write(store, '01', 12);
  await write(store, 'b-2', 3);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

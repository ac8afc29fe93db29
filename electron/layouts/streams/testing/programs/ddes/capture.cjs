// Writes commits with @ddes/aws-store into the table of the endpoint that is its one argument.
const { AwsEventStore } = require('./package/dist');

const store = new AwsEventStore({
  tableName: 'ddes',
  dynamodbClientConfiguration: {
    endpoint: process.argv[2],
    region: 'us-east-1',
    accessKeyId: 'local',
    secretAccessKey: 'local',
  },
});

const commit = (aggregateType, aggregateKey, aggregateVersion, events) => {
  const timestamp = Date.UTC(2026, 0, 2, 3, 4, aggregateVersion, 89);
  return {
    aggregateType,
    aggregateKey,
    aggregateVersion,
    timestamp,
    events,
    chronologicalGroup: 'default',
    sortKey: `${new Date(timestamp).toISOString().replace(/[^0-9]/g, '')}:${aggregateType}:${aggregateKey}`,
  };
};

async function main() {
  const opened = { type: 'Opened', version: 1, properties: { owner: 'Ann', limit: 12.5 } };
  const paid = (amount) => ({ type: 'Paid', version: 2, properties: { amount } });
  await store.commit(commit('Account', '7:eu', 1, [opened, paid(1)]));
  for (let version = 2; version <= 11; version++) {
    await store.commit(commit('Account', '7:eu', version, [paid(version), paid(-version)]));
  }
  await store.commit(commit('Settings', '@', 1, [{ type: 'Changed', properties: {} }]));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

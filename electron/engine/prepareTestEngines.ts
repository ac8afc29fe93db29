import { cacheFolder } from '../settings/dataFolder.ts';
import { isDynamoDbLocalPrepared, prepareDynamoDbLocal } from './dynamoDbLocal.ts';
import { javaUnavailable, mavenUnavailable } from './java.ts';

/** Environment variable by which test workers learn that DynamoDB Local could not be fetched, and why. */
export const LOCAL_MISSING = 'DYNASCOPE_TEST_LOCAL_MISSING';

/** Fetches DynamoDB Local once before the workers start, where Java and Maven are there. Run by vitest (globalSetup). */
export async function setup(): Promise<void> {
  if (isDynamoDbLocalPrepared(cacheFolder())) return;
  if ((javaUnavailable() ?? mavenUnavailable()) !== undefined) return;
  try {
    await prepareDynamoDbLocal({
      cacheFolder: cacheFolder(),
      log: (line) => void process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    process.env[LOCAL_MISSING] =
      error instanceof Error ? error.message : 'DynamoDB Local could not be fetched.';
  }
}

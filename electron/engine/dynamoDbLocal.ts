import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import { withFileLock } from '../settings/fileLock.ts';
import { LAUNCHER_CLASS, LAUNCHER_SOURCE } from './loopbackLauncher.ts';
import type { EngineProgram, Log } from './types.ts';

/** The release of Amazon's DynamoDB Local that we use and test with. */
export const DYNAMODB_LOCAL_VERSION = '3.1.0';

const SERVER = 'software.amazon.dynamodb.services.local.main.ServerRunner';
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const MAVEN_LIMIT_MS = 600_000;

const POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local.dynascope</groupId>
  <artifactId>dynamodb-local</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>software.amazon.dynamodb</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>${DYNAMODB_LOCAL_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** Where the prepared DynamoDB Local lies: `lib/` with jars and native libraries, `classes/` with our launcher. */
export function dynamoDbLocalFolder(cacheFolder: string): string {
  return join(cacheFolder, `dynamodb-local-${DYNAMODB_LOCAL_VERSION}`);
}

/** Whether DynamoDB Local has been prepared in `cacheFolder`. The folder appears only when it is complete. */
export function isDynamoDbLocalPrepared(cacheFolder: string): boolean {
  return existsSync(
    join(dynamoDbLocalFolder(cacheFolder), 'lib', `DynamoDBLocal-${DYNAMODB_LOCAL_VERSION}.jar`),
  );
}

const run = (
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve) => {
    const shell = process.platform === 'win32';
    const child = spawn(command, [...args], { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const limit = setTimeout(() => child.kill(), MAVEN_LIMIT_MS);
    let output = '';
    const collect = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const done = (ok: boolean): void => {
      clearTimeout(limit);
      resolve({ ok, output });
    };
    child.once('error', (error) => {
      output += error.message;
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });

const fetchInto = async (folder: string): Promise<void> => {
  await writeFile(join(folder, 'pom.xml'), POM);
  const lib = join(folder, 'lib');
  const args = ['-q', '-B', COPY, '-DoutputDirectory=lib', '-DincludeScope=runtime'];
  const maven = await run('mvn', args, folder);
  const files = maven.ok ? await readdir(lib).catch(() => []) : [];
  if (!files.includes(`DynamoDBLocal-${DYNAMODB_LOCAL_VERSION}.jar`)) {
    throw new AppError('EngineMissing', {
      message: 'Maven could not fetch DynamoDB Local.',
      nextStep:
        'Check that Maven reaches Maven Central, or install the optional npm package @dynoxide for this computer.',
      cause: maven.output.trim(),
    });
  }
};

/** Compiles the launcher that binds to loopback. Without a Java compiler (a bare JRE) it is left out. */
const compileLauncher = async (folder: string, log: Log): Promise<void> => {
  const source = `${LAUNCHER_CLASS}.java`;
  await writeFile(join(folder, source), LAUNCHER_SOURCE);
  const compiled = await run('javac', ['-nowarn', '-cp', join('lib', '*'), '-d', 'classes', source], folder);
  if (!compiled.ok) log('No Java compiler here: DynamoDB Local will listen on every network interface.');
};

/**
 * Makes sure that DynamoDB Local lies in `cacheFolder`, fetching it with Maven the first time (48 MB).
 * Safe when several processes do it at once: one fetches, the others wait and use what it fetched.
 * @returns the prepared folder.
 * @throws AppError `EngineMissing` when Maven is absent or cannot reach its repository.
 */
export async function prepareDynamoDbLocal(options: { cacheFolder: string; log: Log }): Promise<string> {
  const { cacheFolder, log } = options;
  const folder = dynamoDbLocalFolder(cacheFolder);
  if (isDynamoDbLocalPrepared(cacheFolder)) return folder;
  const prepare = async (): Promise<string> => {
    if (isDynamoDbLocalPrepared(cacheFolder)) return folder;
    log(`Fetching DynamoDB Local ${DYNAMODB_LOCAL_VERSION} with Maven; this happens once.`);
    const draft = await mkdtemp(`${folder}.tmp-`);
    try {
      await fetchInto(draft);
      await compileLauncher(draft, log);
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return folder;
  };
  await mkdir(dirname(folder), { recursive: true });
  return withFileLock(`${folder}.lock`, prepare, MAVEN_LIMIT_MS);
}

/**
 * It makes objects of every item, many times the size of what is stored: with large pages of memory it answers scans in an
 * eighth less time. Only Linux's Java knows this; it takes some 20 MB.
 */
const LARGE_PAGES = process.platform === 'linux' ? ['-XX:+UseTransparentHugePages'] : [];

/**
 * How to run the DynamoDB Local prepared at `folder`. One database for every region and key; no telemetry.
 * `javaHeap`: memory it may take, as Java writes it.
 */
export function dynamoDbLocalProgram(folder: string, javaHeap = '512m'): EngineProgram {
  const fenced = existsSync(join(folder, 'classes', `${LAUNCHER_CLASS}.class`));
  const classPath = ['classes', join('lib', '*')].join(process.platform === 'win32' ? ';' : ':');
  const base = [
    `-Xmx${javaHeap}`,
    ...LARGE_PAGES,
    '-Djava.library.path=lib',
    '-cp',
    classPath,
    fenced ? LAUNCHER_CLASS : SERVER,
  ];
  return {
    kind: 'dynamodb-local',
    name: `DynamoDB Local ${DYNAMODB_LOCAL_VERSION}`,
    ...(fenced ? {} : { limits: 'It listens on every network interface of this computer.' }),
    command: 'java',
    cwd: folder,
    args: (port, dataPath) => [
      ...base,
      ...['-port', String(port), '-sharedDb', '-disableTelemetry'],
      ...(dataPath === undefined ? ['-inMemory'] : ['-dbPath', dataPath]),
    ],
  };
}

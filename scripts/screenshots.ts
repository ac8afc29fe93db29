// npm run screenshots: the pictures of docs/screenshots, taken anew by the end-to-end suite in web mode.
import { run } from './steps.ts';

const suite = ['run', 'e2e', '--', '--project=web', 'screenshots'];
process.exitCode = await run('npm', suite, { DYNASCOPE_SCREENSHOTS: '1' });

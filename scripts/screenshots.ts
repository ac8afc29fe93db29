// npm run screenshots: the pictures of docs/screenshots, taken anew by the end-to-end suite in web mode.
process.env['DYNASCOPE_SCREENSHOTS'] = '1';
process.argv.push('--project=web', 'screenshots');
await import('./e2e.ts');

/** Tests and what only they use. */
const TEST_FILES =
  '\\.(test|contract|fixture)\\.tsx?$|/testing/|[tT]estKit\\.tsx?$|/(testEngine|prepareTestEngines)\\.ts$';

/** The borders of DESIGN, "Direction of dependencies". */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|e2e|bench|scripts)/' },
    },
    {
      name: 'shared-and-renderer-have-no-node',
      severity: 'error',
      from: { path: '^(shared|renderer)/', pathNot: '\\.(test|contract)\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-imports-shared-only',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|e2e|bench|scripts)/' },
    },
    {
      name: 'electron-imports-shared-only',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|e2e|bench|scripts)/' },
    },
    {
      name: 'replay-is-pure',
      severity: 'error',
      from: { path: '^electron/replay/', pathNot: '\\.test\\.ts$' },
      to: { path: '^electron/(?!replay/)' },
    },
    {
      name: 'worker-puts-replay-together',
      severity: 'error',
      from: { path: '^electron/worker/' },
      to: { path: '^electron/(?!(worker|replay|pages|layouts|stores|reducers|audit)/)' },
    },
    {
      name: 'pages-are-pure',
      severity: 'error',
      from: { path: '^electron/pages/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^electron/(?!pages/)' },
    },
    {
      name: 'audit-reads-and-judges',
      severity: 'error',
      from: { path: '^electron/audit/', pathNot: '\\.(test|contract|fixture)\\.ts$' },
      to: { path: '^electron/(?!(audit|pages|layouts|replay|audit)/)' },
    },
    {
      name: 'audit-over-its-parts',
      severity: 'error',
      from: { path: '^electron/audit/', pathNot: TEST_FILES },
      to: { path: '^electron/(?!(audit|pages|layouts|replay)/)' },
    },
    {
      name: 'stores-and-layouts-over-dynamo',
      severity: 'error',
      from: { path: '^electron/(stores|layouts)/', pathNot: '\\.(test|contract)\\.ts$|/testing/' },
      to: { path: '^electron/(?!(stores|layouts|dynamo|pages|audit)/)' },
    },
    {
      name: 'dynamo-is-the-bottom',
      severity: 'error',
      from: { path: '^electron/dynamo/', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '^electron/(?!(dynamo|pages|audit)/)' },
    },
    {
      name: 'handlers-over-services',
      severity: 'error',
      from: { path: '^electron/handlers/' },
      to: { path: '^electron/(dynamo|stores|layouts|replay|engine|settings|demo|runtime)/' },
    },
    {
      name: 'services-below-handlers',
      severity: 'error',
      from: { path: '^electron/services' },
      to: { path: '^electron/(handlers|transport|window|cli)/' },
    },
    {
      name: 'services-above-their-parts',
      severity: 'error',
      from: { path: '^electron/(engine|settings|demo|runtime)/' },
      to: { path: '^electron/(services|handlers|transport|window|cli)' },
    },
    {
      name: 'aws-sdk-only-in-dynamo',
      severity: 'error',
      from: { pathNot: '^(electron/dynamo|bench|electron/layouts/streams/testing|e2e/support)/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/' },
    },
    {
      name: 'electron-module-only-at-the-edge',
      severity: 'error',
      from: {
        pathNot: '^(electron/(main|preload)\\.ts|electron/window/|electron/transport/ipcPort\\.ts|e2e/)',
      },
      to: {
        path: '^(node_modules/)?electron(/|$)(?!main|preload|services|handlers)',
        dependencyTypes: ['npm', 'npm-dev'],
      },
    },
    {
      name: 'features-do-not-meet',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'ui-and-api-below-features',
      severity: 'error',
      from: { path: '^renderer/(ui|api)/' },
      to: { path: '^renderer/(features|app)/' },
    },
    {
      name: 'features-below-app',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { pathNot: `${TEST_FILES}|^(e2e|bench|scripts)/` },
      to: { path: TEST_FILES },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // They run elsewhere, with the libraries that they write tables with.
    exclude: { path: '/testing/programs/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

/**
 * The import law (docs/decisions/0001-the-import-law.md): code imports only leftwards along this line,
 * and of another domain only its index.ts.
 */
const line = [
  ['compliance'],
  ['customers'],
  ['products', 'orders'],
  ['ingest'],
  ['analytics'],
  ['segments'],
  ['ledgers', 'messaging'],
  ['loyalty'],
  ['reports', 'member'],
];

const domain = (names) => `^src/domains/(${names.join('|')})/`;

/** One rule per step of the line: what stands here may not reach anything to its right, nor its neighbours. */
const leftwards = line.map((names, step) => {
  const right = line.slice(step + 1).flat();
  return {
    name: `${names.join('-')}-looks-left-only`,
    comment: `${names.join(', ')} may not import ${right.join(', ') || 'anything to its right'}: news travels right as data, not as imports. Move the code, or register a handler in app.ts.`,
    severity: 'error',
    from: { path: domain(names) },
    to: { path: right.length > 0 ? domain(right) : '^$' },
  };
});

const neighbours = line
  .filter((names) => names.length > 1)
  .flatMap((names) =>
    names.map((name) => ({
      name: `${name}-leaves-its-neighbours-alone`,
      comment: `Domains of one brace never import each other: ${names.join(', ')}.`,
      severity: 'error',
      from: { path: domain([name]) },
      to: { path: domain(names.filter((other) => other !== name)) },
    })),
  );

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'platform-knows-no-business',
      comment: 'src/platform and src/contract are the far left: they import no domain, app, cli or demo.',
      severity: 'error',
      from: { path: '^src/(platform|contract)/' },
      to: {
        path: '^src/(domains|cli|demo|setup|system)/|^src/(app|main|mirrors|customer-handlers|export-nouns|job-sources|compliance-handlers)\\.ts$',
      },
    },
    {
      name: 'contract-stands-alone',
      comment: 'A contract is shared with the browser: it may not import the platform.',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { path: '^src/platform/' },
    },
    {
      name: 'domains-by-the-front-door',
      comment: 'Of another domain only index.ts may be imported; ask its owner to export what you need.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/' },
      to: { path: '^src/domains/([^/]+)/', pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/index\\.ts$'] },
    },
    {
      name: 'wiring-by-the-front-door',
      comment: 'app, main, cli, demo, setup and system import a domain by its index.ts only.',
      severity: 'error',
      from: {
        path: '^src/(cli|demo|setup|system)/|^src/(app|main|mirrors|customer-handlers|export-nouns|job-sources|compliance-handlers)\\.ts$',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^src/domains/', pathNot: '^src/domains/[^/]+/index\\.ts$' },
    },
    {
      name: 'domains-never-look-up',
      comment: 'A domain may not import the wiring that lists it.',
      severity: 'error',
      from: { path: '^src/domains/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(cli|demo|setup|system)/|^src/(app|main|mirrors|customer-handlers|export-nouns|job-sources|compliance-handlers)\\.ts$',
      },
    },
    {
      name: 'web-stands-apart',
      comment: 'The console runs in a browser: of the rest it may import src/contract only.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/(?!web/|contract/)' },
    },
    {
      name: 'nobody-imports-the-web',
      comment: 'The server serves what was built of the console, it does not import it.',
      severity: 'error',
      from: { path: '^src/(?!web/)' },
      to: { path: '^src/web/' },
    },
    {
      name: 'pages-leave-each-other-alone',
      comment: 'Pages do not import each other: what two of them need belongs to src/web/kit.',
      severity: 'error',
      from: { path: '^src/web/pages/([^/]+)/' },
      to: { path: '^src/web/pages/(?!$1/)' },
    },
    {
      name: 'kit-knows-no-page',
      comment:
        'Kit and client are what pages are made of; they import neither pages nor the shell around them.',
      severity: 'error',
      from: { path: '^src/web/(kit|client)/' },
      to: { path: '^src/web/(pages|shell|pages\\.ts|router\\.tsx)' },
    },
    ...leftwards,
    ...neighbours,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  },
};

import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { engineCommand } from './command.ts';
import { allCommands, findCommand, runsOnEngines } from './commands.ts';
import { commandHelp, commandList } from './help.ts';
import { choice, day, flag, type Options, required, shop, text, wholeNumber, withDefault } from './option.ts';
import { parseArguments } from './parse-arguments.ts';
import { table, widthOf } from './table.ts';
import { barLine, terminalOutput } from './terminal.ts';

const said = { zh: '说明', en: 'words' };
const command = engineCommand({
  name: 'try',
  summary: said,
  arguments: [{ name: 'FILE', summary: said }],
  options: {
    shop,
    from: required(day(said)),
    by: choice(['day', 'month'], said),
    limit: withDefault(wholeNumber(said, 1), 50),
    note: text('TEXT', said),
    dry: flag(said),
  },
  run: async () => {},
});

test('options become values; what is left out has its default', () => {
  const parsed = parseArguments(command, ['a.csv', '--shop', 'uci', '--from=2026-02-28', '--dry', '--json']);
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      arguments: ['a.csv'],
      json: true,
      options: { shop: 'uci', from: '2026-02-28', by: undefined, limit: 50, note: undefined, dry: true },
    },
  });
});

test('everything wrong is told at once, by the name it was typed under', () => {
  const words = [
    '--tint',
    '--shop',
    'UCI',
    '--by',
    'year',
    '--limit',
    '0',
    '--dry=1',
    '--from',
    '2026-02-30',
    '--note',
    '--tone',
  ];
  const parsed = parseArguments(command, words);
  const issues = parsed.ok ? [] : parsed.problem.issues!.map((it) => `${it.field} ${it.code}`).sort();
  expect(issues).toEqual([
    '--by not-one-of',
    '--dry unexpected-value',
    '--from not-a-day',
    '--limit not-a-number',
    '--note missing-value',
    '--shop not-a-slug',
    '--tint unknown-option',
    'FILE missing',
  ]);
  expect(parsed).toMatchObject({ problem: { code: 'wrong-usage' } });
});

test('help is given without the options that are otherwise required', () => {
  expect(parseArguments(command, ['--help'])).toMatchObject({ ok: true, value: { help: true } });
  expect(commandHelp(command, 'en')).toContain('--shop SLUG');
  expect(commandHelp(command, 'en')).toContain('--limit N');
});

test('every command is found by its name, has both languages, and a noun alone lists', async () => {
  for (const it of await allCommands()) {
    expect((await findCommand(it.name.split(' ')))?.command.name).toBe(it.name);
    expect(runsOnEngines(it.name.split(' ')), it.name).toBe(it.needs === 'engines');
    const texts = [it.summary, ...Object.values(it.options as Options).map((option) => option.summary)];
    for (const text of texts) expect([text.zh, text.en].every((words) => words.trim() !== '')).toBe(true);
    expect(/[\u4e00-\u9fff]/.test(it.summary.zh)).toBe(true);
  }
  expect((await findCommand(['keys', '--shop', 'a']))?.command.name).toBe('keys list');
  expect(await findCommand(['cook'])).toBeUndefined();
  expect(runsOnEngines(['keys', '--shop', 'a'])).toBe(true);
  for (const words of [[], ['cook'], ['keys', 'create', '--help'], ['--help']])
    expect(runsOnEngines(words), words.join(' ')).toBe(false);
});

test('no line of any help is wider than a terminal, Chinese too', async () => {
  const commands = await allCommands();
  for (const language of ['zh', 'en'] as const) {
    const pages = [commandList(commands, language), ...commands.map((it) => commandHelp(it, language))];
    const lines = pages.join('\n').split('\n');
    expect(lines.filter((line) => widthOf(line) > 110)).toEqual([]);
  }
});

test('columns stand under each other, Chinese too', () => {
  const text = table(
    ['名', 'n'],
    [
      ['王小明', 1],
      ['ab', 100],
      ['c', null],
    ],
  );
  expect(text).toBe('名        n\n王小明    1\nab      100\nc         -\n');
});

test('a bar is drawn on a terminal only, and is gone before the answer', () => {
  const draw = (isTTY: boolean, columns = 80): string => {
    const stderr = Object.assign(new PassThrough(), { isTTY, columns });
    const output = terminalOutput({ stdout: new PassThrough(), stderr, language: 'en' });
    output.progress({ label: 'a.csv', done: 1, total: 2 });
    output.stdout('done\n');
    return String(stderr.read() ?? '');
  };
  expect(draw(false)).toBe('');
  expect(draw(true)).toMatch(/^\r.*a\.csv \[#+-+\] {2}50% 1\/2\r.*$/);
  expect(draw(true, 0)).toBe(draw(true));
  expect(draw(true).endsWith('\r\x1b[2K')).toBe(true);
  expect(barLine({ label: 'a', done: 5, total: 5 }, 30).length).toBeLessThan(30);
  expect(barLine({ label: 'rows', done: 1234 }, 80)).toBe('rows 1,234');
});

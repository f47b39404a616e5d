import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allCommands, findCommand } from '../src/cli/commands.ts';
import { parseArguments } from '../src/cli/parse-arguments.ts';
import { configNames } from '../src/platform/config-names.ts';

/** What the documents name is there: commands with their options, files, scripts, settings. */

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = ['*.md', 'docs/*.md', 'docs/guides/*.md', 'docs/decisions/*.md'].flatMap((it) =>
  globSync(it, { cwd: root }),
);
const textOf = (document: string): string => readFileSync(join(root, document), 'utf8');

/** Commands as somebody would type them: in a block of code or between backticks. */
function commandsOf(text: string): string[] {
  const code = [...text.matchAll(/^```[a-z]*\n(.*?)^```|`([^`\n]+)`/gms)].map((it) => it[1] ?? it[2]!);
  const lines = code.flatMap((it) => it.replaceAll('\\\n', ' ').split('\n'));
  return lines.flatMap((line) => /(?:^|\s)(?:npm run -s shuke --|shuke) ([a-z].*)$/.exec(line)?.[1] ?? []);
}

/**
 * The words before a pipe, a redirection or a remark, once for each choice of `list|add`; what stands in brackets may be
 * left out and so may be there.
 */
function wordsOf(typed: string): string[][] {
  const command = typed.split(/ [|>#] |\s\.\.\.$/)[0]!.replaceAll(/[[\]]/g, ' ');
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)];
  const choices = words.map((it) => it[1] ?? it[2] ?? it[3]!.split('|')).map((it) => [it].flat());
  return choices.reduce<string[][]>(
    (all, next) => all.flatMap((one) => next.map((it) => [...one, it])),
    [[]],
  );
}

/** What is missing or stands for something else (`D`, `FILE`) is the reader's to fill in. */
const wrong = new Set(['unknown-option', 'unexpected-argument', 'unexpected-value']);

async function mistakeIn(words: string[]): Promise<string | undefined> {
  const found = await findCommand(words);
  const isNoun = words.length === 1 && (await allCommands(words[0]!)).length > 0;
  if (found === undefined) return isNoun ? undefined : `there is no ${words.join(' ')}`;
  const parsed = parseArguments(found.command, found.rest);
  if (parsed.ok) return undefined;
  const issues = (parsed.problem.issues ?? []).filter((it) => wrong.has(it.code));
  return issues.length === 0 ? undefined : `${words.join(' ')}: ${issues.map((it) => it.field).join(', ')}`;
}

describe.each(documents)('%s', (document) => {
  test('types commands that there are, with options they have', async () => {
    const mistakes = await Promise.all(commandsOf(textOf(document)).flatMap(wordsOf).map(mistakeIn));
    expect(mistakes.filter((it) => it !== undefined)).toEqual([]);
  });

  test('links to what is there', () => {
    const links = [...textOf(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((it) => it[1]!);
    const files = links.filter((it) => !/^[a-z]+:/.test(it));
    expect(files.filter((it) => !existsSync(join(root, dirname(document), it)))).toEqual([]);
  });

  test('names files and scripts that are there', () => {
    const text = textOf(document);
    const paths = [...text.matchAll(/`((?:src|test|scripts|migrations|docs|bench)\/[\w./-]+)`/g)];
    expect(paths.map((it) => it[1]!).filter((it) => !existsSync(join(root, it)))).toEqual([]);
    const { scripts } = JSON.parse(textOf('package.json'));
    const run = [...text.matchAll(/npm run (?:-s )?([a-z-]+)/g)].map((it) => it[1]!);
    expect(run.filter((it) => scripts[it] === undefined)).toEqual([]);
  });
});

test.each(['README.md', 'README.zh-CN.md'])('%s says what every setting means', (readme) => {
  expect(configNames.filter((it) => !textOf(readme).includes(`\`${it}\``))).toEqual([]);
});

/**
 * Reads SQL text just far enough to know what is code and what is a comment or a quoted string, so that a
 * placeholder or a semicolon inside quotes is left alone. One alternation, tried in this order at every place.
 */
const piece =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<quoted>'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`)|\{\s*(?<name>[A-Za-z_]\w*)\s*:\s*(?<type>[^{}]+?)\s*\}|(?<end>;)|[^-/'"`{;]+|[\s\S]/gy;

/** One `{name:Type}` found in code. */
export interface Placeholder {
  readonly name: string;
  readonly type: string;
}

/** Every `{name:Type}` of the text, in order, repeats included; those in strings and comments are not code. */
export function placeholdersOf(sql: string): Placeholder[] {
  const found: Placeholder[] = [];
  replacePlaceholders(sql, (placeholder) => {
    found.push(placeholder);
    return '';
  });
  return found;
}

/** The text with every placeholder in code replaced by what `write` gives for it. */
export function replacePlaceholders(sql: string, write: (placeholder: Placeholder) => string): string {
  let text = '';
  for (const match of sql.matchAll(piece)) {
    const { name, type } = match.groups ?? {};
    text += name !== undefined && type !== undefined ? write({ name, type }) : match[0];
  }
  return text;
}

/** The text without comments, and with every string emptied: what is left is names, keywords and placeholders. */
export function codeOf(sql: string): string {
  let code = '';
  for (const match of sql.matchAll(piece)) {
    const { comment, quoted } = match.groups ?? {};
    if (comment !== undefined) code += ' ';
    else code += quoted?.startsWith("'") ? "''" : match[0];
  }
  return code;
}

/** The statements of a script, cut at semicolons in code; comments go, so that a note never counts as a change. */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const match of script.matchAll(piece)) {
    if (match.groups?.end !== undefined) {
      statements.push(current);
      current = '';
    } else if (match.groups?.comment === undefined) current += match[0];
    else current += ' ';
  }
  statements.push(current);
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** What hides a semicolon: comments, quoted text and names, and bodies between dollar signs. */
const hidden = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/g;

/** The statements of a text of SQL, in order, each without its semicolon. */
export function splitSql(text: string): string[] {
  const bare = text.replace(hidden, (found) => 'x'.repeat(found.length));
  const statements: string[] = [];
  let from = 0;
  for (const { index } of bare.matchAll(/;|$(?![\s\S])/g)) {
    const statement = text.slice(from, index).trim();
    if (statement !== '') statements.push(statement);
    from = index + 1;
  }
  return statements;
}

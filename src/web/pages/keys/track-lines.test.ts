import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { linesFor, placeKinds } from './track-lines.ts';

const guide = readFileSync(new URL('../../../../docs/guides/track.md', import.meta.url), 'utf8');

test.each(placeKinds)('the lines for %s are those of the guide, which its own test runs', (place) => {
  const inGuide = new RegExp(`\`\`\`\\w+ ${place}\n([\\s\\S]*?)\`\`\``).exec(guide)![1];
  expect(linesFor(place, { key: 'swk_YOUR_KEY', host: 'https://crm.example.com' })).toBe(inGuide);
  expect(linesFor(place, { key: 'swk_x', host: 'http://shop' })).not.toMatch(/YOUR_KEY|example\.com/);
});

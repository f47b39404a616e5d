import { sql } from 'kysely';
import { readDictionary } from '../dictionary/dictionary.ts';
import { presentValue } from '../present.ts';
import { openTrait, type TraitRow } from '../profiles/trait-store.ts';
import { consentSource } from './consent-source.ts';
import { newestRows } from './newest-rows.ts';
import { tagSource } from './tag-source.ts';
import type { TimelineAsk, TimelineEntry, TimelineSource } from './timeline-source.ts';

const persons = (ask: TimelineAsk) => sql`${ask.personIds}::int[]`;

interface EdgeEntry {
  readonly act: 'join' | 'never' | 'withdrawn';
  readonly edge_id: number;
  readonly person_a: number;
  readonly person_b: number;
  readonly evidence: Record<string, unknown>;
  readonly who: string;
  readonly why: string | null;
}

const edgeTitles = {
  join: { zh: '身份合并', en: 'Identities joined' },
  never: { zh: '标记为不再合并', en: 'Marked never to be joined' },
  withdrawn: { zh: '撤销合并', en: 'Join undone' },
};

/** Joins, undone ones and never-join marks, with their evidence. `edge_id` is what an unmerge takes. */
const mergeSource: TimelineSource = {
  types: ['merge'],
  async read(ask) {
    const rows = await newestRows<EdgeEntry>(
      ask,
      sql`
      select made_at as at, 'merge:' || kind || ':' || edge_id as key, kind as act, edge_id, person_a, person_b,
        evidence, made_by as who, null as why
      from customers.edges
      where shop_id = ${ask.shopId} and (person_a = any(${persons(ask)}) or person_b = any(${persons(ask)}))
      union all
      select withdrawn_at, 'merge:withdrawn:' || edge_id, 'withdrawn', edge_id, person_a, person_b, evidence,
        withdrawn_by, withdrawn_reason
      from customers.edges
      where shop_id = ${ask.shopId} and withdrawn_at is not null and kind = 'join'
        and (person_a = any(${persons(ask)}) or person_b = any(${persons(ask)}))`,
    );
    return rows.map((row) => ({
      ...{ at: row.iso, type: 'merge', key: row.key, title: edgeTitles[row.act] },
      data: {
        ...{ edge_id: row.edge_id, persons: [row.person_a, row.person_b], by: row.who },
        ...{ evidence: row.evidence, ...(row.why === null ? {} : { reason: row.why }) },
      },
    }));
  },
};

/** Every value a trait had, masked where it is personal. */
const changeSource: TimelineSource = {
  types: ['change'],
  async read(ask) {
    const dictionary = await readDictionary(ask.tx, ask.shopId);
    const columns = sql`at, person_id, name, value::text as value, value_sealed, source`;
    const rows = await newestRows<TraitRow>(
      ask,
      sql`
      select 'change:' || person_id || ':' || name || ':0' as key, ${columns} from customers.traits
      where shop_id = ${ask.shopId} and person_id = any(${persons(ask)})
      union all
      select 'change:' || person_id || ':' || name || ':' || history_id, ${columns} from customers.trait_history
      where shop_id = ${ask.shopId} and person_id = any(${persons(ask)})`,
    );
    return rows.map((row): TimelineEntry => {
      const trait = dictionary.find(row.name);
      const value = openTrait(ask.keys, ask.shopId, row);
      const label = trait?.label ?? { zh: row.name, en: row.name };
      const shown = value === null ? { value: null } : presentValue(trait, value, ask.masking);
      const title = { zh: `${label.zh}变更`, en: `${label.en} changed` };
      const data = { trait: row.name, ...shown, source: row.source, person_id: row.person_id };
      return { at: row.iso, type: 'change', key: row.key, title, data };
    });
  },
};

/** That a note was written; its text is read with the notes. */
const noteSource: TimelineSource = {
  types: ['note'],
  async read(ask) {
    const rows = await newestRows<{ note_id: string; who: string }>(
      ask,
      sql`
      select written_at as at, 'note:' || note_id as key, note_id, written_by as who
      from customers.notes where shop_id = ${ask.shopId} and person_id = any(${persons(ask)})`,
    );
    return rows.map((row) => ({
      ...{ at: row.iso, type: 'note', key: row.key, title: { zh: '写备注', en: 'Note written' } },
      data: { note_id: row.note_id, by: row.who },
    }));
  },
};

interface TieEntry {
  readonly kind: string;
  readonly tie_no: string;
  readonly role: string;
}

const tieSource: TimelineSource = {
  types: ['tie'],
  async read(ask) {
    const rows = await newestRows<TieEntry>(
      ask,
      sql`
      select seen_at as at, 'tie:' || person_id || ':' || kind || ':' || tie_no || ':' || role as key, kind, tie_no, role
      from customers.ties where shop_id = ${ask.shopId} and person_id = any(${persons(ask)})`,
    );
    return rows.map((row) => ({
      ...{ at: row.iso, type: 'tie', key: row.key, title: { zh: '社交关系', en: 'Social tie' } },
      data: { kind: row.kind, tie_no: row.tie_no, role: row.role },
    }));
  },
};

export const ownSources: readonly TimelineSource[] = [
  changeSource,
  consentSource,
  mergeSource,
  noteSource,
  tagSource,
  tieSource,
];

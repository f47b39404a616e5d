import { type Static, Type } from 'typebox';

/** The installation as its operator sees it. */

const instant = Type.String({ format: 'date-time' });
const text = Type.Object({ zh: Type.String(), en: Type.String() });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(it: T) => Type.Union([it, Type.Null()]);

const storeSchema = Type.Object({
  ok: Type.Boolean(),
  ms: Type.Integer(),
  kind: Type.Enum(['embedded', 'server', 'cluster']),
  version: orNull(Type.String()),
  message: orNull(text),
});

export const systemSchema = Type.Object({
  version: Type.String(),
  node: Type.String(),
  role: Type.Enum(['api', 'worker', 'all']),
  uptime_seconds: Type.Integer(),
  shops: Type.Integer(),
  postgres: storeSchema,
  clickhouse: storeSchema,
  disk: Type.Object({ ok: Type.Boolean(), free_bytes: Type.Integer(), floor_bytes: Type.Integer() }),
  mirror: Type.Object({
    batches: Type.Integer(),
    rows: Type.Integer(),
    oldest_at: orNull(instant),
    refused: Type.Integer({ description: 'Batches ClickHouse refused; tried again at the next start' }),
  }),
  findings: Type.Array(
    Type.Object({ name: Type.String(), ok: Type.Boolean(), value: text, advice: orNull(text) }),
    { description: 'What `shuke doctor` finds on this machine' },
  ),
});

export type SystemView = Static<typeof systemSchema>;

const problemSchema = Type.Object({ code: Type.String(), message: text });

const backupSchema = Type.Object({
  backup: Type.String({ description: 'Its file in the folder' }),
  state: Type.Enum(['running', 'broken-off', 'done']),
  daily: Type.Boolean({ description: 'Made by the schedule, which deletes it in its turn' }),
  bytes: Type.Integer(),
  at: {
    ...instant,
    description: 'When it was begun; of a file with another name than ours, the moment it shows',
  },
  ended_at: { ...instant, description: 'When it was last written to' },
  program: orNull(Type.String({ description: 'Version of the program that wrote it' })),
  verified_at: orNull(instant),
});

export const scheduleSchema = Type.Object(
  {
    at: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'Time of day, such as 03:30' }),
    time_zone: Type.String({ maxLength: 60, description: 'IANA name of the zone of `at`' }),
    keep: Type.Integer({ minimum: 1, maximum: 365, description: 'Daily backups that are kept, the newest' }),
  },
  { additionalProperties: false },
);

export type BackupSchedule = Static<typeof scheduleSchema>;

export const backupsSchema = Type.Object({
  folder: orNull(Type.String({ description: 'SHUKE_BACKUPS; null: none is set, and none can be made here' })),
  backups: Type.Array(backupSchema),
  schedule: orNull(scheduleSchema),
  next_at: orNull({ ...instant, description: 'When the next daily backup is due' }),
  failure: orNull(
    Type.Object(
      { at: instant, problem: problemSchema },
      { description: 'Why the last daily backup failed; gone with the next that does not' },
    ),
  ),
  work: orNull(
    Type.Object(
      {
        kind: Type.Enum(['backup', 'verification']),
        backup: Type.String(),
        done: Type.Integer(),
        total: Type.Integer(),
        state: Type.Enum(['running', 'done', 'failed']),
        problem: orNull(problemSchema),
      },
      { description: 'The last work of this process on them' },
    ),
  ),
});

export type BackupsView = Static<typeof backupsSchema>;

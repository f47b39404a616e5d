/** The process that a test kills: migrates a database as far as a file. */
import { migratePostgres } from '../src/platform/db/migrate.ts';
import { rolePasswords } from '../src/platform/db/roles.ts';
import { postgresMigrations } from '../src/platform/open-postgres.ts';

const [, , url, until] = process.argv;
const options = { rolePasswords: rolePasswords(Buffer.from(process.env.MASTER_KEY!, 'base64')), until };
await migratePostgres(url!, postgresMigrations, options);

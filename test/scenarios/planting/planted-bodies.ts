import type { HttpApp } from '../../../src/platform/http/routes.ts';
import type { Garden, Kind } from './garden.ts';

/** Bodies for every route that takes one, made from the published schemas, with planted values wherever text may stand. */

/** As much of JSON Schema as our routes publish. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

export interface PlantedRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` parameters. */
  readonly url: string;
  /** Fits the schema, as far as that can be told from it. */
  readonly good?: object;
  /** A planted value wherever a number, a word of a list, a time or nothing at all should stand. */
  readonly bad?: object;
  /** `?name=` with a planted value, one for each query parameter. */
  readonly queries: readonly string[];
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

/** Every operation of the OpenAPI document, in its order. */
export function plantedRoutes(app: HttpApp, garden: Garden): PlantedRoute[] {
  const paths = app.swagger().paths as Record<string, Record<string, Operation>>;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => {
      const method = verb.toUpperCase() as PlantedRoute['method'];
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
      const route = `${method} ${url}`;
      const schema = operation.requestBody?.content['application/json']?.schema;
      const names = (operation.parameters ?? []).filter((it) => it.in === 'query').map((it) => it.name);
      const queries = names.map((name) => `?${name}=${garden.plant('phone', `${route} ?${name}`)}`);
      if (schema === undefined) return { method, url, queries };
      const good = new Body(garden, `${route} body`).of(schema, []) as object;
      const bad = new Spoilt(garden, `${route} bad body`).of(schema, []) as object;
      return { method, url, queries, good, bad };
    }),
  );
}

/** Traits by which kind of value they hold. */
const traits: Readonly<Record<string, Kind>> = {
  ...{ name: 'name', phone: 'phone', 'e-mail': 'e-mail', address: 'address', birthday: 'birthday' },
  ...{ 'id-number': 'id-number', 'wechat-id': 'wechat-id', 'child-birthday': 'birthday' },
};

/** What staff call things of their own: words about nobody, kept and shown as they are. */
const staffsOwn = new Set([
  'POST /api/shops/:shop/keys body /name',
  ...['/page_rules/name', '/page_rules/pattern'].map(
    (path) => `PUT /api/shops/:shop/analytics/visit-settings body ${path}`,
  ),
  ...['/text/zh', '/text/en'].map((path) => `POST /api/shops/:shop/compliance/notices body ${path}`),
  ...['/label/zh', '/label/en', '/unit', '/source', '/aliases'].map(
    (path) => `POST /api/shops/:shop/customers/dictionary body ${path}`,
  ),
]);

class Body {
  readonly garden: Garden;
  readonly route: string;

  constructor(garden: Garden, route: string) {
    this.garden = garden;
    this.route = route;
  }

  of(schema: Schema, path: readonly string[]): unknown {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return schema.enum[0];
    if (schema.anyOf !== undefined) return this.of(schema.anyOf[0]!, path);
    if (schema.type === 'object') return this.object(schema, path);
    if (schema.type === 'array') return this.array(schema, path);
    if (schema.type === 'string') return this.text(schema, path);
    return schema.type === 'boolean' ? true : (schema.minimum ?? 1);
  }

  object(schema: Schema, path: readonly string[]): object {
    if (path.at(-1) === 'traits') return this.traits();
    const own = Object.entries(schema.properties ?? {}).map(([name, it]) => [
      name,
      this.of(it, [...path, name]),
    ]);
    const others = Object.values(schema.patternProperties ?? {}).map((it) => [
      'any',
      this.of(it, [...path, 'any']),
    ]);
    return Object.fromEntries([...own, ...others]);
  }

  traits(): object {
    return Object.fromEntries(Object.entries(traits).map(([name, kind]) => [name, this.plant(kind, [name])]));
  }

  /** Ids of a list are 1, 2, 3: customers that the planted files made. */
  array({ items = {}, minItems = 1 }: Schema, path: readonly string[]): unknown[] {
    const whole = items.type === 'integer';
    return Array.from({ length: minItems }, (_, n) => (whole ? n + 1 : this.of(items, path)));
  }

  text({ format, pattern, maxLength = 1000 }: Schema, path: readonly string[]): string {
    if (format === 'date-time') return '2026-01-01T00:00:00.000Z';
    if (format === 'date') return '2026-01-01';
    if (pattern !== undefined) return `planted-${this.garden.plants.length}`;
    const own = maxLength < 11 || staffsOwn.has(`${this.route} /${path.join('/')}`);
    return own ? 'x' : this.plant('phone', path);
  }

  plant(kind: Kind, path: readonly string[]): string {
    return this.garden.plant(kind, `${this.route} /${path.join('/')}`);
  }
}

/** Every leaf is a planted text, and an unknown field bears one as its name and its value. */
class Spoilt extends Body {
  override of(schema: Schema, path: readonly string[]): unknown {
    if (schema.type === 'object') {
      const unknown = { [this.plant('phone', [...path, 'unknown field'])]: this.plant('e-mail', path) };
      return { ...this.object(schema, path), ...unknown };
    }
    return schema.type === 'array' ? this.array(schema, path) : this.plant('e-mail', path);
  }
}

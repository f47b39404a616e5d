import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { ProblemError } from '../errors.ts';
import { invalidInput } from './known-problems.ts';
import { unusableTexts } from './unusable-text.ts';
import { validationIssues } from './validation-issues.ts';

/** `verbose` gives the schema to the sentences of validation-issues; nothing is removed silently. */
function makeAjv(coerceTypes: false | 'array'): Ajv {
  const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strict: false, coerceTypes });
  addFormats.default(ajv);
  return ajv;
}

/**
 * Compiles the TypeBox schemas of routes. A body is taken as sent ("1" is no number); query strings, paths and headers
 * know only text and are coerced. Text that cannot be stored is refused first, wherever it stands. Each
 * is compiled when its first request comes: all at once took 0.9 s of every start. That each compiles, app.test.ts says.
 */
export function makeValidatorCompiler(): FastifySchemaCompiler<object> {
  const strict = makeAjv(false);
  const coercing = makeAjv('array');
  return ({ schema, httpPart = 'body' }) => {
    const ajv = httpPart === 'body' ? strict : coercing;
    return (value) => {
      const unusable = unusableTexts(value, httpPart);
      if (unusable.length > 0) return { error: new ProblemError(invalidInput(unusable)) };
      // Ajv keeps what it compiled by the schema's own object.
      const validate = ajv.compile(schema);
      return validate(value) ? true : { error: refusal(validate.errors ?? [], httpPart) };
    };
  };
}

function refusal(errors: readonly ErrorObject[], part: string): ProblemError {
  return new ProblemError(invalidInput(validationIssues(errors, part)));
}

import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

type BuildSerializer = ReturnType<typeof SerializerSelector>;

/**
 * Fastify's own serializers, each made when its first answer leaves: some 300 answers are declared, and making all of
 * them at every start took half a second of it.
 */
export const serializeOnFirstUse: BuildSerializer = (...settings) => {
  const compile = SerializerSelector()(...settings);
  return (route) => {
    let serialize: ReturnType<typeof compile> | undefined;
    return (answer) => {
      serialize ??= compile(route);
      return serialize(answer);
    };
  };
};

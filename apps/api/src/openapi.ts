import type { INestApplication } from '@nestjs/common';
import { ConflictProblem, CredentialsProblem, Problem } from '@app/contracts/http';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

const description = [
  'Errors are RFC 9457 `application/problem+json`; `code` is a closed list, `title` is French and may be shown.',
  'Times are ISO 8601 in UTC. Unknown fields are refused. No answer takes over 10 s.',
].join('\n');

/** The document that `/docs` shows and `apps/api/openapi.json` keeps. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Parcours')
    .setVersion('1')
    .setDescription(description)
    .addCookieAuth('session', {
      type: 'apiKey',
      description: 'Given by a sign-in; on https its name is `__Host-session`.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) => named(schema as z.ZodType, schemaType),
  });
  const problems = [Problem, ConflictProblem, CredentialsProblem].map((schema) => named(schema, 'output').components);
  document.components = {
    ...document.components,
    schemas: Object.assign({}, document.components?.schemas, ...problems),
  };
  return document;
}

/** A schema with an id is written once, under its name; left alone, Nest repeats it at each route. */
function named(schema: z.ZodType, io: 'input' | 'output') {
  const json = z.toJSONSchema(schema, { target: 'openapi-3.0', io, override: ({ jsonSchema }) => forget(jsonSchema) });
  const { definitions = {}, ...root } = JSON.parse(
    JSON.stringify(json).replaceAll('#/definitions/', '#/components/schemas/'),
  ) as Written;
  return { schema: root, components: definitions };
}

type Written = Record<string, unknown> & { definitions?: Record<string, object> };

/** A format says the same as its pattern, in one word. */
function forget(json: { format?: string | undefined; pattern?: string | undefined }): void {
  if (json.format) delete json.pattern;
}

/** A document that has something of everything, so that every position of a document can be put to the test. */
export const everything = {
  openapi: '3.1.0',
  info: {
    title: 'Everything',
    summary: 'All there is.',
    description: 'Things, and what can be done with them.',
    termsOfService: 'https://api.test/terms',
    contact: { name: 'Them', url: 'https://api.test/them', email: 'them@api.test' },
    license: { name: 'MIT', identifier: 'MIT' },
    version: '1.0.0',
  },
  servers: [
    {
      url: 'https://{region}.api.test/{version}',
      description: 'The one.',
      variables: {
        region: { default: 'eu', enum: ['eu', 'us'], description: 'Where.' },
        version: { default: 'v1' },
      },
    },
  ],
  externalDocs: { url: 'https://api.test/docs', description: 'More.' },
  tags: [
    {
      name: 'things',
      description: 'What there is. And more of it.',
      externalDocs: { url: 'https://api.test' },
    },
    { name: 'other things', description: 'The rest.' },
  ],
  security: [{ token: [] }, { key: [] }],
  paths: {
    '/things': {
      summary: 'All things',
      parameters: [{ $ref: '#/components/parameters/Trace' }],
      get: {
        operationId: 'things.list',
        tags: ['things'],
        summary: 'Lists things',
        description: 'Lists *all* things.\n\n- one\n- two',
        parameters: [
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            explode: true,
            schema: { $ref: '#/components/schemas/Filter' },
          },
          {
            name: 'order',
            in: 'query',
            description: 'By what.',
            schema: { enum: ['asc', 'desc'], default: 'asc' },
          },
          {
            name: 'tags',
            in: 'query',
            style: 'pipeDelimited',
            explode: false,
            schema: { type: 'array', items: { type: 'string' } },
          },
          { name: 'X-Trace', in: 'header', schema: { type: 'string', examples: ['abc'] } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
        ],
        responses: {
          '200': {
            description: 'All of them.',
            headers: { 'X-Total': { description: 'How many.', schema: { type: 'integer' } } },
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                examples: { one: { summary: 'One', value: [{ id: 'a' }] } },
              },
            },
            links: {
              next: {
                operationId: 'things.get',
                description: 'The first.',
                parameters: { id: '$response.body#/0/id' },
              },
            },
          },
          '4XX': { $ref: '#/components/responses/Refused' },
          default: { description: 'Anything else.' },
        },
      },
      post: {
        operationId: 'createThing',
        tags: ['things'],
        description: 'Makes a thing.',
        deprecated: true,
        requestBody: {
          description: 'The thing.',
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/NewThing' } },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/NewThing' } },
          },
        },
        callbacks: {
          made: {
            '{$request.body#/url}': {
              post: { operationId: 'onMade', responses: { '200': { description: 'Heard.' } } },
            },
          },
        },
        responses: {
          '201': {
            description: 'Made.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
        security: [{ basic: [] }],
      },
    },
    '/things/{id}/parts/{part-name}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      get: {
        operationId: 'things.get',
        tags: ['things'],
        parameters: [
          {
            name: 'part-name',
            in: 'path',
            required: true,
            description: 'Which.',
            schema: { type: 'string' },
          },
        ],
        responses: {
          '200': {
            description: 'It.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Animal' } } },
          },
          '404': {
            description: 'None.',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Fault' } } },
          },
        },
      },
      put: {
        tags: ['other things'],
        parameters: [{ name: 'part-name', in: 'path', required: true, schema: { type: 'string' } }],
        requestBody: {
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } },
                required: ['file'],
              },
              encoding: { file: { contentType: 'image/png' } },
            },
          },
        },
        responses: { '204': { description: 'Done.' } },
      },
      delete: {
        parameters: [{ name: 'part-name', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { '204': { description: 'Gone.' } },
      },
    },
    '/other/stream': {
      get: {
        operationId: 'stream',
        'x-crosswalk-name': 'streams.read',
        tags: ['other things'],
        'x-note': { any: ['thing', 1, null] },
        responses: {
          '200': {
            description: 'Events.',
            content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/Tree' } } },
          },
        },
      },
    },
    '/other/text': {
      post: {
        operationId: 'other-text',
        requestBody: { content: { 'text/plain': { schema: { type: 'string' } } } },
        responses: {
          '200': { description: 'Text.', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
    },
  },
  webhooks: {
    thingMade: {
      post: {
        operationId: 'thingMade',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: { '200': { description: 'Heard.' } },
      },
    },
  },
  components: {
    parameters: {
      Trace: {
        name: 'trace',
        in: 'query',
        description: 'For us.',
        deprecated: true,
        schema: { type: 'boolean', default: false },
      },
    },
    responses: {
      Refused: {
        description: 'No.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } },
      },
    },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token.' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key', description: 'A key.' },
      inQuery: { type: 'apiKey', in: 'query', name: 'api_key' },
      basic: { type: 'http', scheme: 'basic' },
      oauth: {
        type: 'oauth2',
        description: 'OAuth.',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://api.test/a',
            tokenUrl: 'https://api.test/t',
            scopes: { read: 'To read.' },
          },
        },
      },
    },
    schemas: {
      Thing: {
        title: 'Thing',
        description: 'A thing.',
        type: 'object',
        required: ['id', 'kind'],
        properties: {
          id: { type: 'string', description: 'Its id.', readOnly: true },
          kind: { const: 'thing' },
          'odd-name': { type: ['string', 'null'], default: 'odd', maxLength: 10 },
          colour: { type: 'string', enum: ['red', 'green', ''], description: 'Its colour.' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          inline: {
            type: 'object',
            properties: { deep: { $ref: '#/components/schemas/Colour' } },
            deprecated: true,
          },
          secret: { type: 'string', writeOnly: true, pattern: '^a+$' },
          when: { type: 'string', format: 'date-time', example: '2026-01-01T00:00:00Z' },
        },
        additionalProperties: { type: 'string' },
        example: { id: 'a', kind: 'thing' },
      },
      NewThing: {
        allOf: [
          { $ref: '#/components/schemas/Thing' },
          { type: 'object', required: ['colour'], properties: { extra: { type: 'number' } } },
        ],
      },
      Colour: {
        'x-crosswalk-name': 'Hue',
        type: 'string',
        enum: ['red', 'green'],
        'x-enum-varnames': ['Red', 'Green'],
        'x-enum-descriptions': ['As blood.', 'As grass.'],
      },
      Filter: {
        type: 'object',
        properties: { name: { type: 'string' } },
        patternProperties: { '^x-': { type: 'string' } },
      },
      Animal: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'species', mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } },
      },
      Cat: {
        type: 'object',
        required: ['species'],
        properties: { species: { type: 'string' }, lives: { type: 'integer', minimum: 1, maximum: 9 } },
      },
      Dog: {
        type: 'object',
        required: ['species'],
        properties: { species: { type: 'string' }, $ref: { type: 'string' } },
        $defs: { Tail: { type: 'string' } },
      },
      Fault: {
        type: 'object',
        properties: {
          message: { type: 'string' },
          code: { type: ['integer', 'string'], enum: [1, 'two', null] },
        },
      },
      Tree: {
        type: 'object',
        properties: {
          left: { $ref: '#/components/schemas/Tree' },
          pair: { prefixItems: [{ type: 'string' }, { type: 'number' }] },
        },
      },
      Error: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Fault' }], not: { type: 'null' } },
    },
  },
} as const;

/** An overlay of the document `everything` that has something of everything that an overlay can have. */
export const overlay = {
  overlay: '1.1.0',
  info: { title: 'Repairs', version: '1.0.0', description: 'What we know better.', 'x-by': 'us' },
  extends: 'https://api.test/openapi.json',
  'x-note': { any: ['thing'] },
  actions: [
    {
      target: '$.paths',
      description: 'It is missing.',
      update: {
        '/added/{id}': {
          get: {
            operationId: 'added.get',
            tags: ['added'],
            summary: 'Added',
            description: 'By an overlay.',
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string', const: 'one' } },
            ],
            responses: {
              '200': {
                description: 'It.',
                content: { 'application/json': { schema: { $ref: 'parts.json#/components/schemas/Part' } } },
              },
            },
          },
        },
      },
    },
    {
      target: "$.paths['/things'].get",
      'x-when': "$.info[?@ == 'Everything']",
      update: { 'x-crosswalk-name': 'items.list', description: 'Called by us.', tags: ['more'] },
    },
    {
      target: "$.components.schemas[?search(#, '^Fau')]",
      'x-expect': 1,
      update: {
        'x-crosswalk-name': 'Problem',
        title: 'A problem',
        properties: { help: { type: 'string', enum: ['yes', 'no'], description: 'What to do.' } },
      },
    },
    {
      target: '$..[?@.example].example',
      description: 'These lead astray.',
      remove: true,
      'x-why': 'They do.',
    },
    {
      target: '$.components.schemas',
      'x-when': '$.components.schemas.Cat',
      update: { Bird: { type: 'object', properties: { wings: { type: 'integer' } } } },
    },
    { target: '$.components.schemas.Bird', copy: '$.components.schemas.Cat' },
    { target: "$.paths['/other/text'].post", copy: "$.paths['/other/stream']['get']['x-note']" },
    { target: '$.components.schemas.Animal.oneOf', update: { $ref: '#/components/schemas/Bird' } },
  ],
  'x-crosswalk-names': {
    operations: [
      {
        path: '/{resource}/{}/parts/{}',
        method: 'put',
        title: 'Every*',
        when: '$.paths',
        name: '{resource}.putPart',
        why: 'It has no id.',
      },
      { id: 'other-{what}', tag: '*', name: 'others.{what:one}', why: 'As it says.' },
    ],
    schemas: [
      { schema: 'New{type}', name: '{type} to make', title: '*', when: '$.components', why: 'It is made.' },
      { schema: '{type}', name: '{type:one}', why: 'One is one.' },
    ],
  },
};

/** What the overlay refers to, in a file of its own. */
export const parts = {
  components: {
    schemas: {
      Part: {
        description: 'A part.',
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string' },
          size: { enum: ['s', 'm'] },
          whole: { $ref: '#/components/schemas/Part' },
        },
      },
    },
  },
};

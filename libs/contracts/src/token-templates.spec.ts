import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { flawOfRoutes } from './route-patterns.js';
import { parametersOf, routesFor, TEMPLATE_SLUGS, TOKEN_TEMPLATES } from './token-templates.js';
import { IssueTokenRequest } from './tokens.js';

const errorsOf = (request: object): Record<string, string[]> =>
  Object.fromEntries(
    validateSync(plainToInstance(IssueTokenRequest, { name: 'Shop', ...request })).map(
      ({ property, constraints = {} }) => [property, Object.values(constraints)],
    ),
  );

const template = 'bot-session-create';

describe('the templates of tokens', () => {
  it('are the ten of the requirements, to the letter (C5)', () => {
    expect(
      TOKEN_TEMPLATES.map(({ name, allowed_routes }) => [name, ...(allowed_routes ?? ['none'])]),
    ).toEqual([
      ['Full Access', 'none'],
      ['Read-Only Access', '**/list', '**/fetch', '**/export', 'platform/**'],
      ['Conversation Access', 'conversation/**'],
      ['Bot Management', 'bot/**'],
      ['Dataset Management', 'dataset/**'],
      ['Skillset Management', 'skillset/**'],
      ['Integration Management', 'integration/**'],
      ['File Management', 'file/**'],
      ['Analytics Only', 'event/**', 'platform/report/**'],
      ['Bot Session Create', 'bot/<botId>/session/create'],
    ]);
  });

  it.each(TOKEN_TEMPLATES.map((one) => ({ slug: one.slug, one })))(
    '$slug gives routes that may be written by hand, with its placeholders and not without',
    ({ slug, one }) => {
      const names = parametersOf(one);
      const template_parameters = Object.fromEntries(names.map((name) => [name, '7']));
      expect(errorsOf({ template: slug, template_parameters })).toEqual({});
      const routes = routesFor({ template: slug, template_parameters });
      expect(routes === null ? null : flawOfRoutes(routes)).toBeNull();
      const unreplaced = one.allowed_routes === null ? null : flawOfRoutes([...one.allowed_routes]);
      expect(unreplaced === null).toBe(names.length === 0);
    },
  );
});

describe('the routes of a new token', () => {
  it.each([
    { request: {}, routes: null, why: 'nothing was said' },
    { request: { allowed_routes: null }, routes: null, why: 'null is no restriction' },
    { request: { allowed_routes: [] }, routes: [], why: 'an empty list allows nothing' },
    { request: { allowed_routes: ['bot/*'] }, routes: ['bot/*'], why: 'its author wrote them' },
    { request: { template: 'full-access' }, routes: null, why: 'the template restricts nothing' },
    { request: { template: 'bot-management' }, routes: ['bot/**'], why: 'the template has them' },
    {
      request: { template, template_parameters: { botId: '$&' } },
      routes: ['bot/$&/session/create'],
      why: 'the text is taken as it is',
    },
  ])('are $routes, because $why', ({ request, routes }) => {
    expect(routesFor(request)).toEqual(routes);
  });
});

describe('a request for a token from a template', () => {
  const oneOf = `must be one of: ${TEMPLATE_SLUGS.join(', ')}`;

  it.each([
    { request: { template: 'bot-management' }, why: 'it has no placeholder' },
    { request: { template: 'bot-management', template_parameters: {} }, why: 'nor a text for one' },
    { request: { template, template_parameters: { botId: 'clx1abc2def3ghi4jkl' } }, why: 'it is replaced' },
    { request: { template: 'bot-management', abilities: ['contacts.read'] }, why: 'another layer (D3)' },
  ])('may say $request: $why', ({ request }) => {
    expect(errorsOf(request)).toEqual({});
  });

  it.each([
    { field: 'template', request: { template: 'Full Access' }, reason: oneOf },
    { field: 'template', request: { template: null }, reason: oneOf },
    { field: 'template', request: { template: ['full-access'] }, reason: oneOf },
    {
      field: 'template',
      request: { template: 'full-access', allowed_routes: ['bot/**'] },
      reason: 'must not be given together with allowed_routes',
    },
    {
      field: 'template',
      request: { template: 'bot-management', allowed_routes: null },
      reason: 'must not be given together with allowed_routes',
    },
    ...[
      {
        request: { template },
        reason: 'must hold botId: <botId> of Bot Session Create is not replaced',
      },
      {
        request: { template, template_parameters: {} },
        reason: 'must hold botId: <botId> of Bot Session Create is not replaced',
      },
      {
        request: { template, template_parameters: { botId: '7', shopId: '8' } },
        reason: 'must not hold shopId: Bot Session Create has no <shopId>',
      },
      {
        request: { template: 'bot-management', template_parameters: { botId: '7' } },
        reason: 'must not hold botId: Bot Management has no <botId>',
      },
      { request: { template_parameters: { botId: '7' } }, reason: 'must not be given without template' },
      { request: { template, template_parameters: '7' }, reason: 'must be as in {"botId": "…"}' },
      { request: { template, template_parameters: null }, reason: 'must be as in {"botId": "…"}' },
      { request: { template, template_parameters: ['7'] }, reason: 'must be as in {"botId": "…"}' },
      ...[
        { botId: 7, reason: 'botId must be a text' },
        { botId: '', reason: 'botId must not have an empty segment' },
        { botId: '..', reason: 'botId must not have a segment ..' },
        { botId: '7/session/create/**', reason: 'botId must not hold /' },
        { botId: '*', reason: 'botId must not hold *: it stands for one' },
        { botId: '**', reason: 'botId must not hold *: it stands for one' },
        { botId: '<botId>', reason: 'botId has a placeholder that was not replaced: <botId>' },
        { botId: '{botId}', reason: 'botId must not hold {' },
        {
          botId: 'x'.repeat(240),
          reason: `"bot/${'x'.repeat(56)}…" must have at most 256 characters`,
        },
      ].map(({ botId, reason }) => ({ request: { template, template_parameters: { botId } }, reason })),
    ].map((row) => ({ field: 'template_parameters', ...row })),
  ])('is refused for $request: $reason', ({ field, request, reason }) => {
    expect(errorsOf(request)).toEqual({ [field]: expect.arrayContaining([reason]) as string[] });
  });
});

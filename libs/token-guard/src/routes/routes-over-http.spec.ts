import { valid } from '@latchkey/contracts';
import { apitk, generateToken } from '@latchkey/token-format';
import { Controller, Get, Param } from '@nestjs/common';
import { request as rawRequest } from 'node:http';
import { aToken, type GuardedApp, startGuardedApp } from '../../test/guarded-app.js';
import { RequireAbility } from '../access.js';

@Controller(['v1/:workspace/things', 'things'])
class ThingsController {
  @Get()
  @RequireAbility('contacts.read', 'things/list')
  list(): string {
    return 'list';
  }

  @Get(':id')
  @RequireAbility('contacts.read', 'things/{id}/fetch')
  fetch(@Param('id') id: string): string {
    return `fetch ${id}`;
  }

  @Get(':id/parts/:partId')
  @RequireAbility('contacts.read', 'things/{id}/parts/{partId}/fetch')
  part(@Param('id') id: string, @Param('partId') partId: string): string {
    return `part ${id} ${partId}`;
  }
}

let app: GuardedApp;
beforeAll(async () => {
  app = await startGuardedApp(ThingsController);
});
afterAll(() => app.close());

const token = generateToken(apitk);

/** The path goes out as it is: fetch would tidy it up. */
const get = (path: string, allowed_routes: string[]): Promise<string> => {
  app.tokens.answer = () => Promise.resolve(valid(aToken({ allowed_routes })));
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const request = rawRequest(app.url, { path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => {
        const { message } = parsed(text);
        resolve(response.statusCode === 200 ? text : `${response.statusCode} ${message ?? ''}`);
      });
    });
    request.once('error', reject).end();
  });
};

function parsed(text: string): { message?: string } {
  try {
    return JSON.parse(text) as { message?: string };
  } catch {
    return {};
  }
}

const refused = (path: string): string => `403 Token is not allowed to call this route: ${path}`;

describe('the router and the guard agree on what is asked for', () => {
  it.each([
    { url: '/things', routes: ['things/list'], answer: 'list', why: 'it is the path' },
    { url: '/v1/acme/things', routes: ['things/list'], answer: 'list', why: 'it is the same endpoint (D8)' },
    {
      url: '/things?x=/fetch',
      routes: ['things/*/fetch'],
      answer: refused('things/list'),
      why: 'a query is no path',
    },
    { url: '/things/7', routes: ['things/7/fetch'], answer: 'fetch 7', why: 'the id is in it' },
    {
      url: '/things/7',
      routes: ['things/8/fetch'],
      answer: refused('things/7/fetch'),
      why: 'the id is another',
    },
    {
      url: '/things/%37',
      routes: ['things/7/fetch'],
      answer: 'fetch 7',
      why: 'the handler gets a 7 as well',
    },
    { url: '/%74hings/7', routes: ['things/7/fetch'], answer: 'fetch 7', why: 'it is the same route' },
    {
      url: '/things/a%2Fb',
      routes: ['things/*/fetch'],
      answer: 'fetch a/b',
      why: 'a slash in an id is of the id',
    },
    {
      url: '/things/a%2Fb',
      routes: ['things/a/b/fetch', 'things/a/**/x'],
      answer: refused('things/a%2Fb/fetch'),
      why: 'it makes no segment',
    },
    {
      url: '/things/7%2Fparts%2F8',
      routes: ['things/*/parts/*/fetch'],
      answer: refused('things/7%2Fparts%2F8/fetch'),
      why: 'it leads to no other route',
    },
    {
      url: '/things/7/parts/8',
      routes: ['things/*/fetch'],
      answer: refused('things/7/parts/8/fetch'),
      why: '* is one segment',
    },
    { url: '/things/7/parts/8', routes: ['things/**'], answer: 'part 7 8', why: '** is any number' },
    {
      url: '/things/..',
      routes: ['things/list'],
      answer: refused('things/../fetch'),
      why: 'dots lead nowhere',
    },
    {
      url: '/things/%2e%2e',
      routes: ['things/list'],
      answer: refused('things/../fetch'),
      why: 'nor do hidden ones',
    },
    {
      url: '/things/%2A',
      routes: ['things/7/fetch'],
      answer: refused('things/*/fetch'),
      why: 'a star in an id is no wildcard',
    },
    {
      url: '/things/%252F',
      routes: ['things/*/fetch'],
      answer: 'fetch %2F',
      why: 'it is decoded once, by both',
    },
    {
      url: '/things/LIST',
      routes: ['things/list/fetch'],
      answer: refused('things/LIST/fetch'),
      why: 'letter case counts',
    },
    {
      url: '//things',
      routes: ['**'],
      answer: '404 Cannot GET //things',
      why: 'a doubled slash leads nowhere',
    },
    {
      url: '/things//7',
      routes: ['**'],
      answer: '404 Cannot GET /things//7',
      why: 'nor does one further on',
    },
    {
      url: '/things/7//parts/8',
      routes: ['**'],
      answer: '404 Cannot GET /things/7//parts/8',
      why: 'nor does one behind an id',
    },
    {
      url: '/things/',
      routes: ['**'],
      answer: '404 Cannot GET /things/',
      why: 'a slash at the end is another path',
    },
    {
      url: '/v1//things',
      routes: ['**'],
      answer: '404 Cannot GET /v1//things',
      why: 'an empty workspace is none',
    },
    {
      url: '/things//parts/8',
      routes: ['**'],
      answer: '404 Cannot GET /things//parts/8',
      why: 'an empty id is none',
    },
    {
      url: '/x/../things',
      routes: ['**'],
      answer: '404 Cannot GET /x/../things',
      why: 'nobody resolves dots',
    },
    { url: '/./things', routes: ['**'], answer: '404 Cannot GET /./things', why: 'nor a single one' },
    { url: '/THINGS', routes: ['**'], answer: '404 Cannot GET /THINGS', why: 'it counts in the route, too' },
    {
      url: '/things/list',
      routes: ['things/list'],
      answer: refused('things/list/fetch'),
      why: 'an id may be called so',
    },
  ])('$url with $routes: $answer, because $why', async ({ url, routes, answer }) => {
    await expect(get(url, routes)).resolves.toBe(answer);
  });
});

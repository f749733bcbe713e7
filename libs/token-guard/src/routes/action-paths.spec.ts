import { Controller, Get, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnyCredential, OperatorOnly, Public, RequireAbility, Unlisted } from '../access.js';
import { ActionPaths } from './action-paths.js';

@Controller(['v1/:workspace/bots', 'bots'])
class BotController {
  @Get()
  @Unlisted('bots/list')
  list(): void {
    this.notARoute();
  }

  @Get(':botId/sessions/:id')
  @RequireAbility('templatebots.read', 'bots/{botId}/sessions/{id}/fetch')
  fetch(): void {
    this.notARoute();
  }

  @Get('self')
  @AnyCredential('bots/self')
  self(): void {
    this.notARoute();
  }

  @Get('team')
  @OperatorOnly()
  team(): void {
    this.notARoute();
  }

  private notARoute(): void {
    throw new Error('Nobody calls this.');
  }
}

@Controller('open')
@Public()
class OpenController {
  @Get()
  open(): string {
    return 'in';
  }
}

@Controller('nameless')
class NamelessController {
  @Get()
  list(): string {
    return 'in';
  }
}

@Controller(['v1/things/:id', 'things'])
class MistakenController {
  @Get()
  @RequireAbility('contacts.read', 'things/{id}/fetch')
  fetch(): string {
    return 'in';
  }
}

async function fromCatalogue<Found>(
  controllers: Type[],
  look: (catalogue: ActionPaths) => Found,
): Promise<Found> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [ActionPaths] })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.setGlobalPrefix('api', { exclude: ['open'] });
  try {
    await app.init();
    return look(app.get(ActionPaths));
  } finally {
    await app.close();
  }
}

const pathsOf = (...controllers: Type[]): Promise<string[]> =>
  fromCatalogue(controllers, (catalogue) =>
    catalogue.all().map(({ controller, method, path }) => `${controller.name}.${method} ${path.text}`),
  );

describe('the action paths of a service', () => {
  it('are those of every handler that a token can reach', async () => {
    await expect(pathsOf(BotController, OpenController)).resolves.toEqual([
      'BotController.list bots/list',
      'BotController.fetch bots/{botId}/sessions/{id}/fetch',
      'BotController.self bots/self',
    ]);
  });

  it('are named beside all that it answers, also what no token is restricted to', async () => {
    const endpoints = await fromCatalogue([BotController, OpenController], (catalogue) =>
      catalogue.endpoints().map(({ verb, urls, access }) => [verb, access.kind, ...urls]),
    );
    expect(endpoints).toEqual([
      ['GET', 'unlisted', '/api/v1/{workspace}/bots', '/api/bots'],
      ['GET', 'ability', '/api/v1/{workspace}/bots/{botId}/sessions/{id}', '/api/bots/{botId}/sessions/{id}'],
      ['GET', 'any', '/api/v1/{workspace}/bots/self', '/api/bots/self'],
      ['GET', 'operator', '/api/v1/{workspace}/bots/team', '/api/bots/team'],
      ['GET', 'public', '/open'],
    ]);
  });

  it('are all there, or it does not start', async () => {
    await expect(pathsOf(BotController, NamelessController)).rejects.toThrow(
      'NamelessController.list needs an action path',
    );
  });

  it('name ids that their routes have, each of them, or it does not start', async () => {
    await expect(pathsOf(MistakenController)).rejects.toThrow(
      'MistakenController.fetch: its route has no :id, but things/{id}/fetch has',
    );
  });
});

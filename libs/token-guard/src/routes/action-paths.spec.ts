import { Controller, Get, Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
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

async function pathsOf(...controllers: Type[]): Promise<string[]> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [ActionPaths] })
  class AppModule {}
  const app = await Test.createTestingModule({ imports: [AppModule] }).compile();
  await app.init();
  const paths = app.get(ActionPaths).all();
  await app.close();
  return paths.map(({ controller, method, path }) => `${controller.name}.${method} ${path.text}`);
}

describe('the action paths of a service', () => {
  it('are those of every handler that a token can reach', async () => {
    await expect(pathsOf(BotController, OpenController)).resolves.toEqual([
      'BotController.list bots/list',
      'BotController.fetch bots/{botId}/sessions/{id}/fetch',
      'BotController.self bots/self',
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

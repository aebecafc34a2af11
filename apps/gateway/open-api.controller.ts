import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Asks, notFound } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { matterOf, matters } from '@yichuang/matters';
import { OpenApi } from './open-api.js';

/** What the door takes and answers, as OpenAPI 3.1 made from the very schemas that judge the input. */
@Controller()
export class OpenApiController {
  constructor(@Inject(OpenApi) private readonly openApi: OpenApi) {}

  @Asks('api.read')
  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  document(): object {
    return this.openApi.document();
  }

  @Asks('api.read')
  @Get('api/v1/matters')
  list(): readonly object[] {
    return matters.map(({ name, title }) => ({ name, title }));
  }

  @Asks('api.read')
  @Get('api/v1/matters/:name/schema')
  schema(@Param('name') name: string): object {
    const matter = matterOf(name);
    if (matter === undefined) throw notFound(text('没有这个事项', 'there is no such matter'));
    return matter.jsonSchema();
  }
}

import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { notFound } from '@yichuang/host';
import { text } from '@yichuang/kernel';
import { matterOf, matters } from '@yichuang/matters';
import { OpenApi } from './open-api.js';

/** What the door takes and answers, as OpenAPI 3.1 made from the very schemas that judge the input. */
@Controller()
export class OpenApiController {
  constructor(@Inject(OpenApi) private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  document(): object {
    return this.openApi.document();
  }

  @Get('api/v1/matters')
  list(): readonly object[] {
    return matters.map(({ name, title }) => ({ name, title }));
  }

  @Get('api/v1/matters/:name/schema')
  schema(@Param('name') name: string): object {
    const matter = matterOf(name);
    if (matter === undefined) throw notFound(text('没有这个事项', 'there is no such matter'));
    return matter.jsonSchema();
  }
}
